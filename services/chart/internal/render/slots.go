package render

import (
	"context"
	"sync"
)

// maxWaiting is how many may wait for each slot; more would wait in vain.
const maxWaiting = 32

// slots bounds how much goes on at a time. The limit may change; it then holds
// for those who enter next.
type slots struct {
	limit   func() int
	mu      sync.Mutex
	taken   int
	waiting int
	// freed is closed, and made anew, whenever a slot comes free.
	freed chan struct{}
}

func newSlots(limit func() int) *slots { return &slots{limit: limit, freed: make(chan struct{})} }

// enter takes a slot, or fails with ErrBusy when too many wait for one, or with
// the cause of ctx.
func (s *slots) enter(ctx context.Context) error {
	freed, ok := s.try()
	if ok {
		return nil
	}
	if !s.queue() {
		return ErrBusy
	}
	defer s.unqueue()
	for {
		select {
		case <-freed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if freed, ok = s.try(); ok {
			return nil
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

// queue is false when there is no place left to wait.
func (s *slots) queue() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting >= maxWaiting*max(1, s.limit()) {
		return false
	}
	s.waiting++
	return true
}

func (s *slots) unqueue() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting--
}

func (s *slots) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken--
	close(s.freed)
	s.freed = make(chan struct{})
}
