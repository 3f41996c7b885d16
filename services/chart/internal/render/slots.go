package render

import (
	"context"
	"sync"
)

// slots bounds how much goes on at a time. The limit may change; it then holds
// for those who enter next.
type slots struct {
	limit func() int
	mu    sync.Mutex
	taken int
	// freed is closed, and made anew, whenever a slot comes free.
	freed chan struct{}
}

func newSlots(limit func() int) *slots { return &slots{limit: limit, freed: make(chan struct{})} }

// enter takes a slot, or fails with the cause of ctx.
func (s *slots) enter(ctx context.Context) error {
	for {
		freed, ok := s.try()
		if ok {
			return nil
		}
		select {
		case <-freed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (s *slots) try() (freed <-chan struct{}, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.taken < max(1, s.limit()) {
		s.taken++
		return nil, true
	}
	return s.freed, false
}

func (s *slots) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken--
	close(s.freed)
	s.freed = make(chan struct{})
}
