package server_test

import (
	"context"
	"net"
	"testing"
	"time"

	"go.uber.org/goleak"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/change"
	"github.com/catalyst-bot/mesh/services/admin/internal/live"
	"github.com/catalyst-bot/mesh/services/admin/internal/server"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

// replica is an admin service on a database.
type replica struct {
	client adminv1.AdminServiceClient
	store  *store.Store
	// changes is what the service decides with.
	changes *change.Changes
	// stop ends the watches, as a stopping service does.
	stop func()
}

func start(t *testing.T, url string) replica {
	t.Helper()
	return startWith(t, url, time.Hour)
}

// startWith makes proposals live as long as life.
func startWith(t *testing.T, url string, life time.Duration) replica {
	t.Helper()
	values := store.New(databasetest.Open(t, url, "admin", store.Migrations))
	parameters, err := live.Open(t.Context(), values)
	if err != nil {
		t.Fatal(err)
	}
	changes := change.New(values, policy(t), life, parameters.Refresh)
	srv := rpc.NewServer(nil)
	adminv1.RegisterAdminServiceServer(srv, server.New(parameters, changes, values))
	srv.CheckHealth(adminv1.AdminService_ServiceDesc.ServiceName, parameters.Health)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := rpc.Dial(listener.Addr().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 2)
	go func() { done <- srv.Serve(ctx, listener) }()
	go func() { done <- parameters.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		conn.Close()
		_ = srv.Stop(context.Background())
		<-done
		<-done
	})
	return replica{adminv1.NewAdminServiceClient(conn), values, changes, cancel}
}

func within(t *testing.T, limit time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	return ctx
}

func TestListParameters(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		all, err := r.client.ListParameters(within(t, 5*time.Second), &adminv1.ListParametersRequest{}, grpc.WaitForReady(true))
		if err != nil {
			t.Fatal(err)
		}
		if len(all.GetParameters()) < 26 || all.GetRevision() != 1 {
			t.Errorf("%d parameters at revision %d", len(all.GetParameters()), all.GetRevision())
		}
		some, err := r.client.ListParameters(t.Context(), &adminv1.ListParametersRequest{Group: "mesh"})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range some.GetParameters() {
			if p.GetGroup() != "mesh" || p.GetUpdatedAt().AsTime().IsZero() {
				t.Errorf("parameter %v", p)
			}
			if p.GetName() == "DEFER_BUDGET" && (p.GetValue().GetInteger() != 1200 || p.GetBounds().GetMax() != 2000) {
				t.Errorf("DEFER_BUDGET %v", p)
			}
		}
		_, err = r.client.ListParameters(t.Context(), &adminv1.ListParametersRequest{Group: "moon"})
		if f := fault.From(err); f.Code() != codes.InvalidArgument {
			t.Errorf("unknown group: %v", err)
		}
	})
}

// TestWatchSeesOtherReplicas changes a value through another store on the same
// database.
func TestWatchSeesOtherReplicas(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r, other := start(t, url), start(t, url)
		stream, err := r.client.WatchParameters(within(t, 10*time.Second), &adminv1.WatchParametersRequest{}, grpc.WaitForReady(true))
		if err != nil {
			t.Fatal(err)
		}
		first, err := stream.Recv()
		if err != nil || len(first.GetParameters()) < 26 {
			t.Fatalf("first message: %d parameters, %v", len(first.GetParameters()), err)
		}
		if _, err := other.store.Write(t.Context(), map[string]string{"DEFER_BUDGET": "900"}, "test"); err != nil {
			t.Fatal(err)
		}
		next, err := stream.Recv()
		if err != nil {
			t.Fatal(err)
		}
		changed := next.GetParameters()
		if len(changed) != 1 || changed[0].GetName() != "DEFER_BUDGET" || changed[0].GetValue().GetInteger() != 900 ||
			next.GetRevision() <= first.GetRevision() {
			t.Errorf("change %v", next)
		}
	})
}

func TestStoppingEndsWatches(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		stream, err := r.client.WatchParameters(within(t, 5*time.Second), &adminv1.WatchParametersRequest{}, grpc.WaitForReady(true))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := stream.Recv(); err != nil {
			t.Fatal(err)
		}
		r.stop()
		_, err = stream.Recv()
		if f := fault.From(err); f.Code() != codes.Unavailable || f.RetryAfter() == 0 {
			t.Errorf("watch ended with %v", err)
		}
	})
}

func TestBadStoredValuesAreNotServed(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		if _, err := r.store.Write(t.Context(), map[string]string{"DEFER_BUDGET": "99999", "NO_SUCH": "1"}, "by hand"); err != nil {
			t.Fatal(err)
		}
		reply, err := r.client.ListParameters(within(t, 5*time.Second), &adminv1.ListParametersRequest{Group: "mesh"}, grpc.WaitForReady(true))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range reply.GetParameters() {
			if p.GetName() == "NO_SUCH" || p.GetName() == "DEFER_BUDGET" && p.GetValue().GetInteger() != 1200 {
				t.Errorf("served %v", p)
			}
		}
	})
}

func TestValuesOutliveTheProcess(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		first := start(t, url)
		if _, err := first.store.Write(t.Context(), map[string]string{"PRICE_CEILING": "25"}, "test"); err != nil {
			t.Fatal(err)
		}
		second := start(t, url)
		reply, err := second.client.ListParameters(within(t, 5*time.Second), &adminv1.ListParametersRequest{Group: "alerts"}, grpc.WaitForReady(true))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range reply.GetParameters() {
			if p.GetName() == "PRICE_CEILING" && p.GetValue().GetNumber() != 25 {
				t.Errorf("PRICE_CEILING %v", p.GetValue())
			}
		}
	})
}
