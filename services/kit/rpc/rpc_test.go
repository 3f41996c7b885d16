package rpc

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	echoService = "test.v1.EchoService"
	echoMethod  = "/" + echoService + "/Echo"
)

// serve runs a one-method service whose handler is the test's, and returns a
// client of it.
func serve(t *testing.T, health Check, handler func(ctx context.Context) error) *grpc.ClientConn {
	t.Helper()
	server := NewServer(nil)
	server.RegisterService(&grpc.ServiceDesc{
		ServiceName: echoService, HandlerType: (*any)(nil),
		Methods: []grpc.MethodDesc{{MethodName: "Echo", Handler: func(_ any, ctx context.Context,
			decode func(any) error, intercept grpc.UnaryServerInterceptor,
		) (any, error) {
			in := new(emptypb.Empty)
			if err := decode(in); err != nil {
				return nil, err
			}
			info := &grpc.UnaryServerInfo{FullMethod: echoMethod}
			return intercept(ctx, in, info, func(ctx context.Context, _ any) (any, error) { return in, handler(ctx) })
		}}},
	}, nil)
	server.CheckHealth(echoService, health)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(context.Background(), listener) }()
	conn, err := Dial(listener.Addr().String(), nil, echoService)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		conn.Close()
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := errors.Join(server.Stop(ctx), <-served); err != nil {
			t.Error(err)
		}
	})
	return conn
}

func well(context.Context) error { return nil }

func call(t *testing.T, conn *grpc.ClientConn, budget time.Duration) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), budget)
	defer cancel()
	return conn.Invoke(ctx, echoMethod, &emptypb.Empty{}, &emptypb.Empty{}, grpc.WaitForReady(true))
}

func TestHandlersSeeLessThanTheCallersBudget(t *testing.T) {
	var left time.Duration
	conn := serve(t, well, func(ctx context.Context) error {
		deadline, _ := ctx.Deadline()
		left = time.Until(deadline)
		return nil
	})
	if err := call(t, conn, 5*time.Second); err != nil {
		t.Fatal(err)
	}
	if left <= 0 || left > 5*time.Second-hopShare {
		t.Fatalf("handler has %v of 5s", left)
	}
}

func TestCallsWithoutBudgetAreRefused(t *testing.T) {
	ran := false
	conn := serve(t, well, func(context.Context) error { ran = true; return nil })
	if err := call(t, conn, 5*time.Second); err != nil { // connects and becomes healthy
		t.Fatal(err)
	}
	ran = false
	if code := fault.From(call(t, conn, leastBudget/2)).Code(); code != codes.DeadlineExceeded {
		t.Fatalf("code %s", code)
	}
	if ran {
		t.Fatal("work began although its time was spent")
	}
}

func TestFaultsKeepTheirCausePrivate(t *testing.T) {
	cases := map[string]struct {
		handler func(context.Context) error
		code    codes.Code
		public  string
	}{
		"fault": {func(context.Context) error {
			return fault.New(codes.NotFound, "No such symbol.", fault.Cause(errors.New("secret")))
		}, codes.NotFound, "No such symbol."},
		"plain": {func(context.Context) error { return errors.New("secret") }, codes.Internal, "Something went wrong"},
		"panic": {func(context.Context) error { panic("secret") }, codes.Internal, "Something went wrong"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			err := call(t, serve(t, well, c.handler), 5*time.Second)
			f := fault.From(err)
			if f.Code() != c.code || !strings.HasPrefix(f.Public(), c.public) || strings.Contains(err.Error(), "secret") {
				t.Fatalf("got %v", err)
			}
		})
	}
}

func TestHealthFollowsTheCheck(t *testing.T) {
	sick := errors.New("store is gone")
	for name, check := range map[string]Check{"well": well, "sick": func(context.Context) error { return sick }} {
		t.Run(name, func(t *testing.T) {
			conn := serve(t, check, well)
			want := grpc_health_v1.HealthCheckResponse_SERVING
			if name == "sick" {
				want = grpc_health_v1.HealthCheckResponse_NOT_SERVING
			}
			for _, service := range []string{"", echoService} {
				if got := await(t, conn, service, want); got != want {
					t.Errorf("%q is %s, want %s", service, got, want)
				}
			}
		})
	}
}

// await polls until the state is the wanted one, at most two seconds.
func await(t *testing.T, conn *grpc.ClientConn, service string,
	want grpc_health_v1.HealthCheckResponse_ServingStatus,
) grpc_health_v1.HealthCheckResponse_ServingStatus {
	t.Helper()
	client := grpc_health_v1.NewHealthClient(direct(t, conn))
	var got grpc_health_v1.HealthCheckResponse_ServingStatus
	for range 40 {
		reply, err := client.Check(t.Context(), &grpc_health_v1.HealthCheckRequest{Service: service})
		if err == nil && reply.GetStatus() == want {
			return want
		}
		got = reply.GetStatus()
		time.Sleep(50 * time.Millisecond)
	}
	return got
}
