// Package parameters follows the parameters of the mesh, which the admin
// service keeps, as they change.
package parameters

import (
	"context"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
)

// Pauses between attempts to reach the admin service double up to a limit.
const (
	firstPause = 200 * time.Millisecond
	lastPause  = 10 * time.Second
)

// Follower holds the newest values. Until the admin service was reached it holds
// those of the file that PARAMETERS_CACHE names, if it is set. For names that
// are not there callers get the fallback they bring.
type Follower struct {
	client adminv1.AdminServiceClient
	cache  cache
	values atomic.Pointer[known]
	live   atomic.Bool
}

// known are the values of one revision, by name.
type known struct {
	values   map[string]*adminv1.Parameter
	revision int64
}

// New makes a follower; Run makes it follow.
func New(conn grpc.ClientConnInterface) *Follower {
	f := &Follower{client: adminv1.NewAdminServiceClient(conn), cache: cache{os.Getenv(cacheVariable)}}
	last, err := f.cache.load()
	switch {
	case err != nil:
		slog.Warn("last known parameters not read, the defaults are in use", "error", err)
	case last != nil:
		f.store(context.Background(), known{byName(nil, last), last.GetRevision()})
		slog.Info("parameters are the last known ones until the admin service answers", "revision", last.GetRevision())
	}
	return f
}

// Revision is that of the values in use; 0 while they are the fallbacks.
func (f *Follower) Revision() int64 {
	if k := f.values.Load(); k != nil {
		return k.revision
	}
	return 0
}

// Live reports whether the admin service tells of changes right now. If not, the
// values in use are the last known ones.
func (f *Follower) Live() bool { return f.live.Load() }

// Run follows until ctx is done.
func (f *Follower) Run(ctx context.Context) error {
	pause := firstPause
	for ctx.Err() == nil {
		if f.follow(ctx) {
			pause = firstPause
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause/2 + rand.N(pause)): // spread, so that all do not come back at once
		}
		pause = min(2*pause, lastPause)
	}
	return nil
}

// follow reads one stream to its end and reports whether it brought anything.
func (f *Follower) follow(ctx context.Context) (heard bool) {
	stream, err := f.client.WatchParameters(ctx, &adminv1.WatchParametersRequest{})
	if err != nil {
		return false
	}
	defer f.live.Store(false)
	for {
		step, err := stream.Recv()
		if err != nil {
			if heard && ctx.Err() == nil {
				slog.InfoContext(ctx, "parameters not followed for now, the last values stay")
			}
			return heard
		}
		f.take(ctx, step, heard)
		f.live.Store(true)
		heard = true
	}
}

// take puts a step in force. The first of a stream holds every value: what it
// leaves out is gone.
func (f *Follower) take(ctx context.Context, step *adminv1.WatchParametersResponse, more bool) {
	var before map[string]*adminv1.Parameter
	if k := f.values.Load(); k != nil && more {
		before = k.values
	}
	next := known{byName(before, step), step.GetRevision()}
	f.store(ctx, next)
	all := &adminv1.WatchParametersResponse{Revision: next.revision}
	for _, p := range next.values {
		all.Parameters = append(all.Parameters, p)
	}
	if err := f.cache.save(all); err != nil {
		slog.WarnContext(ctx, "parameters not kept for a start without the admin service", "error", err)
	}
}

// store puts values in force and shows their revision.
func (f *Follower) store(ctx context.Context, next known) {
	f.values.Store(&next)
	Show(ctx, next.revision)
}

// byName adds a step to values.
func byName(values map[string]*adminv1.Parameter, step *adminv1.WatchParametersResponse) map[string]*adminv1.Parameter {
	next := map[string]*adminv1.Parameter{}
	maps.Copy(next, values)
	for _, p := range step.GetParameters() {
		next[p.GetName()] = p
	}
	return next
}

func (f *Follower) find(name string, kind adminv1.Kind) (*adminv1.Value, bool) {
	k := f.values.Load()
	if k == nil {
		return nil, false
	}
	p, ok := k.values[name]
	return p.GetValue(), ok && p.GetKind() == kind
}

// Duration is a parameter of that kind.
func (f *Follower) Duration(name string, fallback time.Duration) time.Duration {
	if v, ok := f.find(name, adminv1.Kind_KIND_DURATION); ok {
		return time.Duration(v.GetInteger()) * time.Millisecond
	}
	return fallback
}

// Integer is a parameter of that kind.
func (f *Follower) Integer(name string, fallback int) int {
	if v, ok := f.find(name, adminv1.Kind_KIND_INTEGER); ok {
		return int(v.GetInteger())
	}
	return fallback
}

// Choice is a parameter of that kind.
func (f *Follower) Choice(name, fallback string) string {
	if v, ok := f.find(name, adminv1.Kind_KIND_CHOICE); ok {
		return v.GetChoice()
	}
	return fallback
}
