package service

import (
	"context"
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health/grpc_health_v1"

	"github.com/catalyst-bot/mesh/services/kit/rpc"
)

// Reachable is the health check of a service that can do nothing without
// another one.
func Reachable(conn *grpc.ClientConn) rpc.Check {
	client := grpc_health_v1.NewHealthClient(conn)
	return func(ctx context.Context) error {
		reply, err := client.Check(ctx, &grpc_health_v1.HealthCheckRequest{})
		if err != nil {
			return fmt.Errorf("ask %s: %w", conn.Target(), err)
		}
		if status := reply.GetStatus(); status != grpc_health_v1.HealthCheckResponse_SERVING {
			return fmt.Errorf("%s is %s", conn.Target(), status)
		}
		return nil
	}
}
