package queue

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/gateway/internal/broker"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/seal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fixture is one life of a gateway's store.
type fixture struct {
	broker *broker.Broker
	queue  *Queue
	claims *Claims
}

func open(t *testing.T, dir string) fixture {
	t.Helper()
	b, err := broker.Embed(dir)
	if err != nil {
		t.Fatal(err)
	}
	box, err := seal.Load(dir + "/seal.key")
	if err != nil {
		t.Fatal(err)
	}
	q, err := Open(t.Context(), b.JetStream(), box)
	if err != nil {
		t.Fatal(err)
	}
	claims, err := OpenClaims(t.Context(), b.JetStream(), box)
	if err != nil {
		t.Fatal(err)
	}
	return fixture{b, q, claims}
}

func (f fixture) close(t *testing.T) {
	t.Helper()
	if err := f.broker.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

func deferred(id string) interaction.Interaction {
	return interaction.Interaction{
		ID: interaction.Snowflake(id), ApplicationID: "7", Kind: interaction.Command, Name: "chart", Token: "secret-token",
		Options: interaction.Options{"ticker": "AAPL"}, ReceivedAt: time.Now(),
	}
}

// consume runs until the test's context ends or stop is called.
func (f fixture) consume(t *testing.T, work Work) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- f.queue.Consume(ctx, work) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestWorkWaitsForTheFirstAnswer(t *testing.T) {
	f := open(t, t.TempDir())
	defer f.close(t)
	got := make(chan interaction.Interaction, 1)
	defer f.consume(t, func(_ context.Context, in interaction.Interaction) error { got <- in; return nil })()
	if err := f.queue.Publish(t.Context(), deferred("1")); err != nil {
		t.Fatal(err)
	}
	select {
	case <-got:
		t.Fatal("work began before the first answer was out")
	case <-time.After(100 * time.Millisecond):
	}
	f.queue.Release("1")
	in := <-got
	if in.Token.Reveal() != "secret-token" || in.Options.String("ticker") != "AAPL" || in.ID != "1" {
		t.Errorf("job came back as %+v", in)
	}
}

// TestJobsOutliveTheProcess closes the store between first answer and work.
func TestJobsOutliveTheProcess(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	if err := first.queue.Publish(t.Context(), deferred("1")); err != nil {
		t.Fatal(err)
	}
	first.close(t)

	second := open(t, dir)
	defer second.close(t)
	got := make(chan struct{})
	defer second.consume(t, func(context.Context, interaction.Interaction) error { close(got); return nil })()
	select {
	case <-got:
	case <-time.After(10 * time.Second):
		t.Fatal("the job did not come back")
	}
}

func TestJobsComeBackUntilDone(t *testing.T) {
	f := open(t, t.TempDir())
	defer f.close(t)
	var tries atomic.Int32
	done := make(chan struct{})
	defer f.consume(t, func(context.Context, interaction.Interaction) error {
		if tries.Add(1) < 3 {
			return Later{Wait: 10 * time.Millisecond}
		}
		close(done)
		return nil
	})()
	if err := f.queue.Publish(t.Context(), deferred("1")); err != nil {
		t.Fatal(err)
	}
	f.queue.Release("1")
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatalf("given up after %d tries", tries.Load())
	}
}

func TestSameInteractionIsQueuedOnce(t *testing.T) {
	f := open(t, t.TempDir())
	defer f.close(t)
	var runs atomic.Int32
	for range 3 {
		if err := f.queue.Publish(t.Context(), deferred("1")); err != nil {
			t.Fatal(err)
		}
	}
	if depth, err := f.queue.depth(t.Context()); err != nil || depth != 1 {
		t.Errorf("the queue is %d deep, %v", depth, err)
	}
	f.queue.Release("1")
	stop := f.consume(t, func(context.Context, interaction.Interaction) error { runs.Add(1); return nil })
	time.Sleep(300 * time.Millisecond)
	stop()
	if depth, err := f.queue.depth(t.Context()); runs.Load() != 1 || err != nil || depth != 0 {
		t.Errorf("worked on %d times, then %d deep, %v", runs.Load(), depth, err)
	}
}

func TestNothingReadableIsStored(t *testing.T) {
	f := open(t, t.TempDir())
	defer f.close(t)
	msg, err := pack(t.Context(), deferred("1"), f.queue.box)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"secret-token", "AAPL"} {
		if strings.Contains(string(msg.Data), secret) {
			t.Errorf("%s can be read in the queue", secret)
		}
	}
	other, err := seal.New(strings.Repeat("ab", 32))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := unpack(msg.Data, other); !errors.Is(err, seal.ErrBroken) {
		t.Errorf("another key: %v", err)
	}
}

func TestClaims(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	first, err := f.claims.Claim(t.Context(), "1")
	if err != nil || !first {
		t.Fatalf("first claim: %v, %v", first, err)
	}
	if err := f.claims.Answered(t.Context(), "1", []byte(`{"type":5}`)); err != nil {
		t.Fatal(err)
	}
	f.close(t)

	f = open(t, dir)
	defer f.close(t)
	if again, err := f.claims.Claim(t.Context(), "1"); err != nil || again {
		t.Fatalf("second claim: %v, %v", again, err)
	}
	if answer, err := f.claims.Await(t.Context(), "1"); err != nil || string(answer) != `{"type":5}` {
		t.Errorf("stored answer %q, %v", answer, err)
	}
}

func TestAwaitGivesUpInTime(t *testing.T) {
	f := open(t, t.TempDir())
	defer f.close(t)
	if _, err := f.claims.Claim(t.Context(), "1"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Millisecond)
	defer cancel()
	if _, err := f.claims.Await(ctx, "1"); err == nil {
		t.Error("an answer that nobody gave")
	}
}
