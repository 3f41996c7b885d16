package trouble

import (
	"sync"
	"time"
)

// Clock is the simulator's time: the real one and an offset. Its zero value
// shows the real time.
type Clock struct {
	mu     sync.Mutex
	offset time.Duration
}

// Now is the simulated time.
func (c *Clock) Now() time.Time { return time.Now().Add(c.Offset()) }

// Offset is how far the clock is ahead of the real one.
func (c *Clock) Offset() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.offset
}

// Advance moves the clock forward; it never goes back but by a reset.
func (c *Clock) Advance(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += max(by, 0)
}

func (c *Clock) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = 0
}
