// Package rpc builds the gRPC servers and clients of the mesh: one order of
// middleware, one way of health, deadlines, keepalive and retries.
package rpc

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc/filters"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"
	"google.golang.org/grpc/stats"
)

// Server is a gRPC server with the middleware of the mesh. It is a
// grpc.ServiceRegistrar.
type Server struct {
	grpc    *grpc.Server
	monitor *monitor
	callers callers
}

// NewServer builds a server. Nil credentials mean plain text.
func NewServer(creds credentials.TransportCredentials) *Server {
	allowed := callers{}
	options := []grpc.ServerOption{
		grpc.StatsHandler(otelgrpc.NewServerHandler(otelgrpc.WithFilter(tracedMethods))),
		grpc.ChainUnaryInterceptor(answerFaults, allowed.unary, shaveDeadline),
		grpc.ChainStreamInterceptor(answerStreamFaults, allowed.stream),
		grpc.KeepaliveParams(keepalive.ServerParameters{Time: time.Minute, Timeout: 10 * time.Second}),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 10 * time.Second, PermitWithoutStream: true}),
	}
	if creds != nil {
		options = append(options, grpc.Creds(creds))
	}
	s := &Server{grpc: grpc.NewServer(options...), monitor: newMonitor(), callers: allowed}
	grpc_health_v1.RegisterHealthServer(s.grpc, s.monitor.server)
	reflection.Register(s.grpc)
	return s
}

// tracedMethods leaves health checks and reflection out of traces, and methods
// whose name begins with Claim: callers who wait for work ask for it all the
// time, and the work has a trace of its own.
func tracedMethods(info *stats.RPCTagInfo) bool {
	return filters.Not(filters.Any(filters.HealthCheck(), filters.MethodPrefix("Claim"),
		filters.ServicePrefix("grpc.reflection.")))(info)
}

// RegisterService adds a service, as generated Register functions do.
func (s *Server) RegisterService(desc *grpc.ServiceDesc, impl any) {
	s.grpc.RegisterService(desc, impl)
}

// CheckHealth polls the check and publishes its result under the service's
// full name. Call it before Serve.
func (s *Server) CheckHealth(service string, check Check) { s.monitor.add(service, check) }

// Serve answers on the listener until Stop.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	s.monitor.wait.Go(func() { s.monitor.run(ctx) })
	defer s.monitor.wait.Wait()
	defer cancel()
	slog.InfoContext(ctx, "serving gRPC", "address", listener.Addr().String())
	if err := s.grpc.Serve(listener); err != nil {
		return fmt.Errorf("serve gRPC: %w", err)
	}
	return nil
}

// Stop refuses new calls and lets running ones end until ctx is done; then it
// cuts them off.
func (s *Server) Stop(ctx context.Context) error {
	s.monitor.server.Shutdown()
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.grpc.GracefulStop()
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		s.grpc.Stop()
		<-done
		return ctx.Err()
	}
}
