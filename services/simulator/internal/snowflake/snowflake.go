// Package snowflake makes Discord's ids.
package snowflake

import (
	"strconv"
	"sync"
	"time"
)

// epoch is the first millisecond of 2015 UTC, where Discord starts counting.
const epoch = 1420070400000

// Source makes ids that only rise. Its zero value is ready.
type Source struct {
	mu   sync.Mutex
	last uint64
}

// Next returns a new id for a thing made at the time: milliseconds since the
// epoch in the upper 42 bits, a counter below.
func (s *Source) Next(at time.Time) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := uint64(max(at.UnixMilli()-epoch, 0)) << 22
	s.last = max(id, s.last+1)
	return strconv.FormatUint(s.last, 10)
}
