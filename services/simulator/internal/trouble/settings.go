package trouble

import (
	"sync"
	"time"
)

// Settings are the switches that stay as they are put.
type Settings struct {
	// AckRace is how long after the first answer its webhook is still unknown.
	AckRace time.Duration
	// DropAck loses every first answer: the connection is closed before it is
	// read.
	DropAck bool
	// RateLimit keeps Discord's limit of webhook calls.
	RateLimit bool
	// Skew is added to the time requests are signed with.
	Skew time.Duration
}

// Store holds the settings for all who ask.
type Store struct {
	mu      sync.Mutex
	current Settings
}

// Get returns the settings as they are now.
func (s *Store) Get() Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current
}

// Change lets change work on the settings and returns the outcome.
func (s *Store) Change(change func(*Settings)) Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.current)
	return s.current
}

func (s *Store) reset() { s.Change(func(now *Settings) { *now = Settings{RateLimit: true} }) }
