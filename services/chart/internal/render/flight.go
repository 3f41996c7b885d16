package render

import (
	"context"
	"errors"
	"sync"
)

// flights are the drawings under way. Who asks for one of them waits for it.
type flights struct {
	mu    sync.Mutex
	under map[key]*flight
}

// flight is one drawing; what came of it is there once done is closed.
type flight struct {
	done    chan struct{}
	picture Picture
	err     error
}

// share draws, or waits for whoever draws the same. A drawing that ended only
// because its own caller left, or had no time for all of it, is not shared.
func (f *flights) share(ctx context.Context, k key, draw func() (Picture, error)) (Picture, error) {
	for {
		under, mine := f.board(k)
		if mine {
			under.picture, under.err = draw()
			f.land(k, under)
			return under.picture, under.err
		}
		select {
		case <-under.done:
		case <-ctx.Done():
			return Picture{}, context.Cause(ctx)
		}
		if !under.private() {
			return under.picture, under.err
		}
	}
}

// private reports whether what came of it is only for its own caller.
func (f *flight) private() bool {
	return f.picture.lean || errors.Is(f.err, ErrBusy) ||
		errors.Is(f.err, context.Canceled) || errors.Is(f.err, context.DeadlineExceeded)
}

// board joins a drawing, or begins it.
func (f *flights) board(k key) (under *flight, mine bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if under, ok := f.under[k]; ok {
		return under, false
	}
	under = &flight{done: make(chan struct{})}
	f.under[k] = under
	return under, true
}

func (f *flights) land(k key, under *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.under, k)
	close(under.done)
}
