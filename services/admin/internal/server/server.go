// Package server is the gRPC surface of the admin service.
package server

import (
	"context"
	"slices"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/change"
	"github.com/catalyst-bot/mesh/services/admin/internal/live"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Parameters is the newest state of the parameters.
type Parameters interface {
	Snapshot(ctx context.Context) (live.Snapshot, error)
	Changed() <-chan struct{}
	Stopped() <-chan struct{}
}

// Admin implements admin.v1.AdminService.
type Admin struct {
	adminv1.UnsafeAdminServiceServer
	parameters Parameters
	changes    *change.Changes
	records    *store.Store
}

// New makes the service. What is only shown is read from the records.
func New(parameters Parameters, changes *change.Changes, records *store.Store) *Admin {
	return &Admin{parameters: parameters, changes: changes, records: records}
}

// ListParameters answers every parameter, or those of one group.
func (a *Admin) ListParameters(ctx context.Context, req *adminv1.ListParametersRequest) (*adminv1.ListParametersResponse, error) {
	if req.GetActor() != nil {
		if err := a.mayView(ctx, req.GetActor()); err != nil {
			return nil, err
		}
	}
	snapshot, err := a.parameters.Snapshot(ctx)
	if err != nil {
		return nil, unreadable(err)
	}
	reply := &adminv1.ListParametersResponse{Revision: snapshot.Revision}
	var groups []string
	for _, s := range snapshot.Settings {
		if req.GetGroup() == "" || req.GetGroup() == s.Group {
			reply.Parameters = append(reply.Parameters, parameter(s))
		}
		if !slices.Contains(groups, s.Group) {
			groups = append(groups, s.Group)
		}
	}
	if len(reply.GetParameters()) == 0 {
		return nil, fault.Invalid("group", "There is no such group; there are "+strings.Join(groups, ", ")+".")
	}
	return reply, nil
}

// WatchParameters sends every parameter and then those that change.
func (a *Admin) WatchParameters(_ *adminv1.WatchParametersRequest, stream grpc.ServerStreamingServer[adminv1.WatchParametersResponse]) error {
	sent := int64(-1)
	for {
		changed := a.parameters.Changed() // before reading, so that nothing is missed
		snapshot, err := a.parameters.Snapshot(stream.Context())
		if err != nil {
			return unreadable(err)
		}
		if snapshot.Revision > sent {
			if err := stream.Send(since(snapshot, sent)); err != nil {
				return err
			}
			sent = snapshot.Revision
		}
		select {
		case <-changed:
		case <-stream.Context().Done():
			return stream.Context().Err()
		case <-a.parameters.Stopped():
			return fault.New(codes.Unavailable, "The admin service is stopping. Connect again.", fault.RetryAfter(time.Second))
		}
	}
}

// since is what changed after a revision.
func since(snapshot live.Snapshot, revision int64) *adminv1.WatchParametersResponse {
	reply := &adminv1.WatchParametersResponse{Revision: snapshot.Revision}
	for _, s := range snapshot.Settings {
		if s.Revision > revision {
			reply.Parameters = append(reply.Parameters, parameter(s))
		}
	}
	return reply
}

func unreadable(err error) error {
	return fault.New(codes.Unavailable, "Parameters cannot be read right now. Try again in a moment.",
		fault.Cause(err), fault.RetryAfter(time.Second))
}
