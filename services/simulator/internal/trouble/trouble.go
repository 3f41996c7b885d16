// Package trouble holds what the simulator is told to do wrong: webhook calls
// that fail, a clock that is moved, answers that are lost.
package trouble

// Trouble is all of it; use New.
type Trouble struct {
	Clock    Clock
	Faults   Faults
	Settings Store
}

// New makes a simulator's trouble: none, but the rate limit is kept.
func New() *Trouble {
	t := &Trouble{}
	t.Settings.reset()
	return t
}

// Reset ends all trouble and puts the clock right.
func (t *Trouble) Reset() {
	t.Clock.reset()
	t.Faults.reset()
	t.Settings.reset()
}
