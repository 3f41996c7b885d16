// Package mesh watches the back ends of the gateway.
package mesh

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health/grpc_health_v1"
)

const (
	interval = 2 * time.Second
	// eager is the interval while something required is not well.
	eager = 100 * time.Millisecond
	limit = time.Second
)

// Member is one part of the mesh.
type Member struct {
	Name string
	// Purpose says in a few words what it is for.
	Purpose string
	// Required members must serve before the gateway is ready.
	Required bool
	// Check reports whether the member can work right now.
	Check func(ctx context.Context) error
}

// Service makes the check of a gRPC service from its health service.
func Service(conn grpc.ClientConnInterface) func(ctx context.Context) error {
	client := grpc_health_v1.NewHealthClient(conn)
	return func(ctx context.Context) error {
		reply, err := client.Check(ctx, &grpc_health_v1.HealthCheckRequest{})
		if err != nil {
			return errors.New("cannot be reached")
		}
		if reply.GetStatus() != grpc_health_v1.HealthCheckResponse_SERVING {
			return errors.New("not serving")
		}
		return nil
	}
}

// Status is what is known of a member.
type Status struct {
	Member
	// Err is why it cannot work; nil when it can.
	Err error
	// Since is when that began.
	Since time.Time
}

// Watcher polls the members of the mesh.
type Watcher struct {
	mu       sync.Mutex
	statuses []Status
}

var errUnknown = errors.New("not checked yet")

// NewWatcher makes a watcher; every member counts as not well until checked.
func NewWatcher(members ...Member) *Watcher {
	w := &Watcher{}
	for _, m := range members {
		w.statuses = append(w.statuses, Status{Member: m, Err: errUnknown, Since: time.Now()})
	}
	return w
}

// Run polls until ctx is done.
func (w *Watcher) Run(ctx context.Context) error {
	for {
		w.poll(ctx)
		pause := interval
		if w.Ready() != nil {
			pause = eager
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}

func (w *Watcher) poll(ctx context.Context) {
	var wait sync.WaitGroup
	for i := range w.statuses {
		wait.Go(func() {
			limited, cancel := context.WithTimeout(ctx, limit)
			defer cancel()
			w.record(i, w.statuses[i].Check(limited))
		})
	}
	wait.Wait()
}

func (w *Watcher) record(i int, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := &w.statuses[i]
	if (s.Err == nil) != (err == nil) {
		s.Since = time.Now()
	}
	s.Err = err
}

// Statuses returns what is known of every member.
func (w *Watcher) Statuses() []Status {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Status(nil), w.statuses...)
}

// Ready names the required members that cannot work; nil when all can.
func (w *Watcher) Ready() error {
	var away []string
	for _, s := range w.Statuses() {
		if s.Required && s.Err != nil {
			away = append(away, fmt.Sprintf("%s: %v", s.Name, s.Err))
		}
	}
	if len(away) > 0 {
		return errors.New(strings.Join(away, "; "))
	}
	return nil
}
