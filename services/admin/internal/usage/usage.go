// Package usage is how much the bot is used: counts for each day and command,
// and the spread of the times to the first answer.
package usage

import (
	"maps"
	"slices"
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
	// Marks tell the users apart while uses are counted.
	Marks map[string]bool
}

// Days are those of some uses, in order.
func Days(uses []Use) []string {
	days := map[string]bool{}
	for _, u := range uses {
		days[u.Day()] = true
	}
	return slices.Sorted(maps.Keys(days))
}

// Sum counts uses. Users are marked by the secret of their day.
func Sum(uses []Use, secrets map[string]Secret) map[Key]*Count {
	counts := map[Key]*Count{}
	for _, u := range uses {
		key := Key{u.Day(), u.Command}
		c := counts[key]
		if c == nil {
			c = &Count{Latencies: Spread{}, Marks: map[string]bool{}}
			counts[key] = c
		}
		c.Uses++
		c.Latencies[BucketOf(u.Latency)]++
		c.Marks[secrets[key.Day].Mark(u.UserID)] = true
		if u.Failed {
			c.Failures++
		}
		if u.Deferred {
			c.Defers++
		}
	}
	return counts
}
