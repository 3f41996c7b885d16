package finish

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// progressPause is the least time between two edits of a message that is being
// written: Discord takes five in two seconds, and the last one must get through.
const progressPause = 1200 * time.Millisecond

// progress edits what a task shows while it works; only the newest waits.
type progress struct {
	cancel  context.CancelFunc
	newest  chan message.Message
	running sync.WaitGroup
}

// watch begins to send what is shown, until it is stopped.
func watch(ctx context.Context, send func(context.Context, message.Message) error) *progress {
	ctx, cancel := context.WithCancel(ctx)
	p := &progress{cancel: cancel, newest: make(chan message.Message, 1)}
	p.running.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case m := <-p.newest:
				if err := send(ctx, m); err != nil && ctx.Err() == nil {
					slog.InfoContext(ctx, "progress not shown", "error", err)
				}
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(progressPause):
			}
		}
	})
	return p
}

// show replaces what waits to be sent. It is called from one goroutine.
func (p *progress) show(m message.Message) {
	select {
	case <-p.newest:
	default:
	}
	p.newest <- m
}

// stop returns once no edit is under way any more.
func (p *progress) stop() {
	p.cancel()
	p.running.Wait()
}
