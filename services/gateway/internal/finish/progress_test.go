package finish

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestProgressShowsTheNewest(t *testing.T) {
	sent := make(chan string, 100)
	p := watch(t.Context(), func(_ context.Context, m message.Message) error {
		sent <- m.Content
		return errors.New("refused, which stops nothing")
	})
	for i := range 50 {
		p.show(message.Message{Content: strconv.Itoa(i)})
		time.Sleep(time.Millisecond)
	}
	time.Sleep(progressPause + 200*time.Millisecond)
	p.stop()
	close(sent)
	var all []string
	for content := range sent {
		all = append(all, content)
	}
	if len(all) != 2 || all[1] != "49" {
		t.Errorf("sent %v", all)
	}
}

func TestStopWaitsForTheEdit(t *testing.T) {
	began, ended := make(chan struct{}), false
	p := watch(t.Context(), func(ctx context.Context, _ message.Message) error {
		close(began)
		<-ctx.Done()
		ended = true
		return ctx.Err()
	})
	p.show(message.Message{})
	<-began
	p.stop()
	if !ended {
		t.Error("an edit goes on after the last one may be sent")
	}
}
