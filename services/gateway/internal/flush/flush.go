// Package flush runs work once an HTTP answer is on its way, so that nothing
// overtakes it.
package flush

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
)

type pendingKey struct{}

type pending struct {
	mu   sync.Mutex
	work []func()
}

// Handler serves next, flushes what it wrote and then runs everything given to
// After.
func Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := &pending{}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), pendingKey{}, p)))
		if err := http.NewResponseController(w).Flush(); err != nil {
			slog.WarnContext(r.Context(), "answer not flushed", "error", err)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, work := range p.work {
			work()
		}
	})
}

// After runs work once the answer to the request of ctx was flushed; at once
// when ctx belongs to no request of a Handler.
func After(ctx context.Context, work func()) {
	p, ok := ctx.Value(pendingKey{}).(*pending)
	if !ok {
		work()
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.work = append(p.work, work)
}
