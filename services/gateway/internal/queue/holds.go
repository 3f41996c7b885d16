package queue

import (
	"context"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

// otherGrace is how old a job must be before a process that did not publish it
// begins: by then the first answer is out, whoever gave it.
const otherGrace = 3 * time.Second

// holds keeps jobs published by this process back until their first answer is
// out. The zero value holds nothing.
type holds struct {
	mu   sync.Mutex
	open map[interaction.Snowflake]chan struct{}
}

func (h *holds) hold(id interaction.Snowflake) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.open == nil {
		h.open = map[interaction.Snowflake]chan struct{}{}
	}
	if h.open[id] != nil { // a duplicate: the first answer of either will do
		return
	}
	h.open[id] = make(chan struct{})
	// Another process may finish the job; then nobody here waits for it.
	time.AfterFunc(TokenLife, func() { h.forget(id) })
}

func (h *holds) release(id interaction.Snowflake) {
	h.mu.Lock()
	defer h.mu.Unlock()
	gate := h.open[id]
	if gate == nil {
		return
	}
	select {
	case <-gate: // by a duplicate
	default:
		close(gate)
	}
}

func (h *holds) forget(id interaction.Snowflake) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.open, id)
}

// wait returns true once work on the job may begin, and false when ctx ends
// before. A job this process did not publish has no gate and waits for the
// grace to pass.
func (h *holds) wait(ctx context.Context, in interaction.Interaction) bool {
	h.mu.Lock()
	gate := h.open[in.ID]
	h.mu.Unlock()
	defer h.forget(in.ID)
	grace := time.NewTimer(time.Until(in.ReceivedAt.Add(otherGrace)))
	defer grace.Stop()
	select {
	case <-gate:
		return true
	case <-grace.C:
		return true
	case <-ctx.Done():
		return false
	}
}
