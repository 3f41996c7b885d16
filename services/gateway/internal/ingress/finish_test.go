package ingress_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/queue"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// deferred is a /chart that was promised some time ago.
func deferred(age time.Duration) interaction.Interaction {
	return interaction.Interaction{
		ID: "1", ApplicationID: application, Kind: interaction.Command, Name: "chart", Token: "secret-token",
		Options: interaction.Options{"ticker": "AAPL"}, ReceivedAt: time.Now().Add(-age),
	}
}

func TestFinishGivesUpBeforeTheTokenDies(t *testing.T) {
	w := newWorld(t)
	if err := w.finisher.Finish(t.Context(), deferred(14*time.Minute+time.Second)); err != nil {
		t.Fatal(err)
	}
	if c := w.next(t); c.method != http.MethodPatch || !strings.Contains(c.body, "given up") || w.back.count() != 0 {
		t.Errorf("Discord heard %+v after %d calls", c, w.back.count())
	}
}

func TestFinishWaitsForABackEndThatIsAway(t *testing.T) {
	w := newWorld(t)
	w.back.set(0, fault.New(codes.Unavailable, "Market data cannot be reached right now."))
	var later queue.Later
	if err := w.finisher.Finish(t.Context(), deferred(0)); !errors.As(err, &later) || later.Wait <= 0 {
		t.Errorf("at first: %v", err)
	}
	if err := w.finisher.Finish(t.Context(), deferred(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if c := w.next(t); !strings.Contains(c.body, "Market data cannot be reached") {
		t.Errorf("in the end Discord heard %+v", c)
	}
}

func TestFinishOfAWithdrawnCommand(t *testing.T) {
	w := newWorld(t)
	in := deferred(0)
	in.Name = "moon"
	if err := w.finisher.Finish(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if c := w.next(t); c.method != http.MethodPatch || !strings.Contains(c.body, "I do not know this command") {
		t.Errorf("Discord heard %+v", c)
	}
}
