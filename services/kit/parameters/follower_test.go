package parameters

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.uber.org/goleak"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// admin sends each step it is given to whoever watches.
type admin struct {
	adminv1.UnimplementedAdminServiceServer
	steps chan *adminv1.WatchParametersResponse
}

func (a *admin) WatchParameters(_ *adminv1.WatchParametersRequest, stream grpc.ServerStreamingServer[adminv1.WatchParametersResponse]) error {
	for {
		select {
		case step := <-a.steps:
			if err := stream.Send(step); err != nil {
				return err
			}
		case <-stream.Context().Done():
			return stream.Context().Err()
		}
	}
}

func step(revision int64, list ...*adminv1.Parameter) *adminv1.WatchParametersResponse {
	return &adminv1.WatchParametersResponse{Revision: revision, Parameters: list}
}

func duration(ms int64) *adminv1.Parameter {
	return &adminv1.Parameter{
		Name: "BUDGET", Kind: adminv1.Kind_KIND_DURATION, Value: &adminv1.Value{Value: &adminv1.Value_Integer{Integer: ms}},
	}
}

func listen(t *testing.T, address string) (*admin, *grpc.Server, string) {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	a, server := &admin{steps: make(chan *adminv1.WatchParametersResponse)}, grpc.NewServer()
	adminv1.RegisterAdminServiceServer(server, a)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	return a, server, listener.Addr().String()
}

func follow(t *testing.T, address string) *Follower {
	t.Helper()
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	f := New(conn)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- f.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done; conn.Close() })
	return f
}

func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 500 {
		if ok() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s did not happen", what)
}

func TestFollow(t *testing.T) {
	a, _, address := listen(t, "127.0.0.1:0")
	f := follow(t, address)
	if got := f.Duration("BUDGET", time.Minute); got != time.Minute {
		t.Errorf("before the first step: %s", got)
	}
	a.steps <- step(1, duration(900), &adminv1.Parameter{
		Name: "LIMIT", Kind: adminv1.Kind_KIND_INTEGER, Value: &adminv1.Value{Value: &adminv1.Value_Integer{Integer: 3}},
	}, &adminv1.Parameter{
		Name: "THEME", Kind: adminv1.Kind_KIND_CHOICE, Value: &adminv1.Value{Value: &adminv1.Value_Choice{Choice: "dark"}},
	})
	await(t, "the first step", func() bool { return f.Duration("BUDGET", 0) == 900*time.Millisecond })
	if f.Integer("LIMIT", 0) != 3 || f.Choice("THEME", "") != "dark" {
		t.Error("values of the first step are missing")
	}
	if f.Integer("BUDGET", 7) != 7 || f.Choice("NO_SUCH", "x") != "x" {
		t.Error("another kind or name did not fall back")
	}
	a.steps <- step(2, duration(700))
	await(t, "a change", func() bool { return f.Duration("BUDGET", 0) == 700*time.Millisecond })
	if f.Integer("LIMIT", 0) != 3 {
		t.Error("a change lost the other values")
	}
}

func TestFollowAgainAfterARestart(t *testing.T) {
	a, server, address := listen(t, "127.0.0.1:0")
	f := follow(t, address)
	a.steps <- step(1, duration(900))
	await(t, "the first step", func() bool { return f.Duration("BUDGET", 0) == 900*time.Millisecond })
	await(t, "being live", f.Live)
	server.Stop()
	await(t, "being live no more", func() bool { return !f.Live() })
	if f.Duration("BUDGET", 0) != 900*time.Millisecond || f.Revision() != 1 {
		t.Error("values are gone with the admin service")
	}
	again, _, _ := listen(t, address)
	again.steps <- step(2, duration(500))
	await(t, "the step after the restart", func() bool { return f.Duration("BUDGET", 0) == 500*time.Millisecond && f.Live() })
}

// TestStartWithoutAdmin starts a second follower where nobody answers.
func TestStartWithoutAdmin(t *testing.T) {
	path := filepath.Join(t.TempDir(), "parameters")
	t.Setenv(cacheVariable, path)
	a, server, address := listen(t, "127.0.0.1:0")
	f := follow(t, address)
	a.steps <- step(1, duration(900))
	a.steps <- step(2, duration(700))
	await(t, "the second step", func() bool { return f.Revision() == 2 })
	await(t, "the second step in the file", func() bool {
		last, err := (cache{path}).load()
		return err == nil && last.GetRevision() == 2
	})
	server.Stop()
	late := follow(t, address)
	if late.Live() || late.Revision() != 2 || late.Duration("BUDGET", 0) != 700*time.Millisecond {
		t.Errorf("revision %d, %s", late.Revision(), late.Duration("BUDGET", 0))
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("%d files, %v", len(files), err)
	}
}

func TestDamagedFileIsNotUsed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "parameters")
	t.Setenv(cacheVariable, path)
	if err := os.WriteFile(path, []byte("no parameters"), 0o600); err != nil {
		t.Fatal(err)
	}
	a, _, address := listen(t, "127.0.0.1:0")
	f := follow(t, address)
	if f.Revision() != 0 || f.Duration("BUDGET", time.Minute) != time.Minute {
		t.Errorf("revision %d", f.Revision())
	}
	a.steps <- step(1, duration(900))
	await(t, "the first step", func() bool { return f.Revision() == 1 })
}

// TestFirstStepHoldsEverything has a parameter go away with a new version.
func TestFirstStepHoldsEverything(t *testing.T) {
	a, server, address := listen(t, "127.0.0.1:0")
	f := follow(t, address)
	a.steps <- step(1, duration(900), &adminv1.Parameter{
		Name: "THEME", Kind: adminv1.Kind_KIND_CHOICE, Value: &adminv1.Value{Value: &adminv1.Value_Choice{Choice: "dark"}},
	})
	await(t, "the first step", func() bool { return f.Choice("THEME", "") == "dark" })
	server.Stop()
	again, _, _ := listen(t, address)
	again.steps <- step(2, duration(500))
	await(t, "the step after the restart", func() bool { return f.Revision() == 2 })
	if f.Choice("THEME", "none") != "none" {
		t.Error("a parameter that is gone is still there")
	}
}

func TestRevisionIsShown(t *testing.T) {
	reader := metric.NewManualReader()
	before := otel.GetMeterProvider()
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	t.Cleanup(func() { otel.SetMeterProvider(before) })
	a, _, address := listen(t, "127.0.0.1:0")
	f := follow(t, address)
	a.steps <- step(7, duration(900))
	await(t, "the first step", func() bool { return f.Revision() == 7 })
	await(t, "the metric", func() bool {
		var shown metricdata.ResourceMetrics
		return reader.Collect(t.Context(), &shown) == nil && strings.Contains(fmt.Sprint(shown.ScopeMetrics), "catalyst.parameters.revision")
	})
}
