// Package lifecycle stops the parts of a service in the reverse order of
// their start, each by name, all within one time limit.
package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Stop ends one part. It returns once the part has ended or ctx is done.
type Stop func(ctx context.Context) error

type step struct {
	name string
	stop Stop
}

// Stack holds the steps of a shutdown. The zero value is ready for use, and
// its methods may be called from several goroutines.
type Stack struct {
	mu    sync.Mutex
	steps []step
}

// Push adds a step that runs before all steps added earlier.
func (s *Stack) Push(name string, stop Stop) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.steps = append(s.steps, step{name, stop})
}

// Run stops everything, last added first, within the limit. A step that fails
// or overruns is reported and does not keep later steps from running. Steps
// run once, whatever the number of calls.
func (s *Stack) Run(ctx context.Context, limit time.Duration) error {
	s.mu.Lock()
	steps := s.steps
	s.steps = nil
	s.mu.Unlock()

	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var faults []error
	for i := len(steps) - 1; i >= 0; i-- {
		faults = append(faults, run(ctx, steps[i]))
	}
	return errors.Join(faults...)
}

func run(ctx context.Context, s step) error {
	start := time.Now()
	done := make(chan error, 1)
	go func() { done <- s.stop(ctx) }()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("stop %s: %w", s.name, err)
	}
	slog.DebugContext(ctx, "stopped", "part", s.name, "took", time.Since(start))
	return nil
}
