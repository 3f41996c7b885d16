package lifecycle

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestRunIsLastInFirstOut(t *testing.T) {
	var order []string
	var stack Stack
	for _, name := range []string{"store", "queue", "server"} {
		stack.Push(name, func(context.Context) error {
			order = append(order, name)
			return nil
		})
	}
	if err := stack.Run(t.Context(), time.Second); err != nil {
		t.Fatal(err)
	}
	if want := []string{"server", "queue", "store"}; !slices.Equal(order, want) {
		t.Fatalf("order %v, want %v", order, want)
	}
	if err := stack.Run(t.Context(), time.Second); err != nil || len(order) != 3 {
		t.Fatalf("second Run ran steps again: %v %v", order, err)
	}
}

func TestRunGoesOnAfterAFault(t *testing.T) {
	var stack Stack
	stopped := false
	stack.Push("store", func(context.Context) error { stopped = true; return nil })
	stack.Push("server", func(context.Context) error { return errors.New("stuck") })
	err := stack.Run(t.Context(), time.Second)
	if err == nil || !strings.Contains(err.Error(), "stop server: stuck") {
		t.Fatalf("error %v does not name the step", err)
	}
	if !stopped {
		t.Fatal("a fault kept later steps from running")
	}
}

func TestRunIsBounded(t *testing.T) {
	var stack Stack
	release := make(chan struct{})
	defer close(release)
	stack.Push("hanging", func(context.Context) error { <-release; return nil })
	if err := stack.Run(t.Context(), 10*time.Millisecond); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v, want deadline exceeded", err)
	}
}
