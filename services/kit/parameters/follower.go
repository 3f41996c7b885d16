// Package parameters follows the parameters of the mesh, which the admin
// service keeps, as they change.
package parameters

import (
	"context"
	"log/slog"
	"maps"
	"math/rand/v2"
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

// Follower holds the newest values. Until the admin service was reached, and
// for names it does not have, callers get the fallback they bring.
type Follower struct {
	client adminv1.AdminServiceClient
	values atomic.Pointer[map[string]*adminv1.Parameter]
}

// New makes a follower; Run makes it follow.
func New(conn grpc.ClientConnInterface) *Follower {
	return &Follower{client: adminv1.NewAdminServiceClient(conn)}
}

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
	for {
		step, err := stream.Recv()
		if err != nil {
			if heard && ctx.Err() == nil {
				slog.InfoContext(ctx, "parameters not followed for now, the last values stay")
			}
			return heard
		}
		heard = true
		f.take(step)
	}
}

func (f *Follower) take(step *adminv1.WatchParametersResponse) {
	next := map[string]*adminv1.Parameter{}
	if known := f.values.Load(); known != nil {
		maps.Copy(next, *known)
	}
	for _, p := range step.GetParameters() {
		next[p.GetName()] = p
	}
	f.values.Store(&next)
}

func (f *Follower) find(name string, kind adminv1.Kind) (*adminv1.Value, bool) {
	known := f.values.Load()
	if known == nil {
		return nil, false
	}
	p, ok := (*known)[name]
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
