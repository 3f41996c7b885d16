// Package budget decides how long a user waits for an answer before the
// gateway promises one instead, from how long that command has taken lately.
package budget

import (
	"slices"
	"sync"
	"time"
)

const (
	// ceiling is the most of Discord's 3 seconds that a task may use: the rest
	// is for the way there and back, and for the promise.
	ceiling = 2 * time.Second
	// headroom is put on top of what a command usually needs.
	headroom = 1.25
	// remembered is how many durations of a command count, and lifetime how
	// old they may be.
	remembered = 64
	lifetime   = 5 * time.Minute
	// enough is how many durations make a habit.
	enough = 8
)

// Why names the reason of a decision.
type Why string

// The reasons.
const (
	// Usual is the budget the parameter sets.
	Usual Why = "usual"
	// Stretched gives a command that needs a little longer the time to answer
	// at once, which saves a request to Discord.
	Stretched Why = "stretched"
	// Hopeless defers at once, because most runs take longer than Discord
	// waits.
	Hopeless Why = "hopeless"
)

// Decision is the budget of one interaction.
type Decision struct {
	// Limit counts from receipt; 0 defers at once.
	Limit time.Duration
	Why   Why
}

// Budgets decides for every command. It is shared by all requests.
type Budgets struct {
	base func() time.Duration
	now  func() time.Time

	mu        sync.Mutex
	histories map[string][]run
}

type run struct {
	at   time.Time
	took time.Duration
}

// New makes budgets around base, the usual one.
func New(base func() time.Duration) *Budgets {
	return &Budgets{base: base, now: time.Now, histories: map[string][]run{}}
}

// Observe records how long one run of a command took from end to end.
func (b *Budgets) Observe(command string, took time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.histories[command] = append(b.histories[command], run{b.now(), took})
	b.histories[command] = b.histories[command][max(0, len(b.histories[command])-remembered):]
}

// Decide returns the budget of a command as of now.
func (b *Budgets) Decide(command string) Decision {
	usual := min(b.base(), ceiling)
	taken := b.recent(command)
	if len(taken) < enough {
		return Decision{usual, Usual}
	}
	slices.Sort(taken)
	middle, high := taken[len(taken)/2], taken[len(taken)*9/10]
	wanted := time.Duration(float64(high) * headroom)
	switch {
	case middle > ceiling:
		return Decision{0, Hopeless}
	case wanted > usual:
		return Decision{min(wanted, ceiling), Stretched}
	default:
		return Decision{usual, Usual}
	}
}

func (b *Budgets) recent(command string) []time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	oldest := b.now().Add(-lifetime)
	var taken []time.Duration
	for _, r := range b.histories[command] {
		if r.at.After(oldest) {
			taken = append(taken, r.took)
		}
	}
	return taken
}
