// Package usage is how much the bot is used: counts for each day and command,
// and the spread of the times to the first answer.
package usage

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Use is one use of the bot.
type Use struct {
	At              time.Time
	Command, UserID string
	// Latency is the time to the first answer.
	Latency          time.Duration
	Failed, Deferred bool
}

// Day is the UTC day a use counts for, as YYYY-MM-DD.
func (u Use) Day() string { return u.At.UTC().Format(time.DateOnly) }

// Key is what is counted together.
type Key struct{ Day, Command string }

// Count is the use of one command on one day.
type Count struct {
	Uses, Users, Failures, Defers int64
	Latencies                     Spread
	// hashes tell users apart.
	hashes map[string]bool
}

// Hashes are those of the users of this count.
func (c *Count) Hashes() map[string]bool { return c.hashes }

// Sum counts uses.
func Sum(uses []Use) map[Key]*Count {
	counts := map[Key]*Count{}
	for _, u := range uses {
		key := Key{u.Day(), u.Command}
		c := counts[key]
		if c == nil {
			c = &Count{Latencies: Spread{}, hashes: map[string]bool{}}
			counts[key] = c
		}
		c.Uses++
		c.Latencies[BucketOf(u.Latency)]++
		c.hashes[hash(key.Day, u.UserID)] = true
		if u.Failed {
			c.Failures++
		}
		if u.Deferred {
			c.Defers++
		}
	}
	return counts
}

// hash tells users of one day apart and says nothing of the same user on
// another.
func hash(day, userID string) string {
	sum := sha256.Sum256([]byte(day + "/" + userID))
	return hex.EncodeToString(sum[:16])
}
