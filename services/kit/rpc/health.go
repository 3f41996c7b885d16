package rpc

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
)

const (
	healthInterval = 5 * time.Second
	// healthEager is the interval until a service is healthy for the first time.
	healthEager = 100 * time.Millisecond
	healthLimit = healthInterval * 9 / 10
)

// Check reports whether a service can do its work right now. It does a small
// piece of that work and does not merely answer.
type Check func(ctx context.Context) error

// monitor polls checks and publishes what they say as grpc.health.v1. A
// service starts as NOT_SERVING; "" serves when all of them do.
type monitor struct {
	server *health.Server
	checks map[string]Check
	states map[string]bool
	wait   sync.WaitGroup
}

func newMonitor() *monitor {
	m := &monitor{server: health.NewServer(), checks: map[string]Check{}, states: map[string]bool{}}
	m.server.SetServingStatus("", grpc_health_v1.HealthCheckResponse_NOT_SERVING)
	return m
}

func (m *monitor) add(service string, check Check) {
	m.checks[service] = check
	m.server.SetServingStatus(service, grpc_health_v1.HealthCheckResponse_NOT_SERVING)
}

// run polls until ctx is done.
func (m *monitor) run(ctx context.Context) {
	interval := healthEager
	for {
		if m.poll(ctx) {
			interval = healthInterval
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(interval):
		}
	}
}

// poll runs every check once and reports whether all are well.
func (m *monitor) poll(ctx context.Context) bool {
	all := true
	for service, check := range m.checks {
		limited, cancel := context.WithTimeout(ctx, healthLimit)
		err := check(limited)
		cancel()
		m.publish(ctx, service, err)
		all = all && err == nil
	}
	m.server.SetServingStatus("", servingStatus(all))
	return all
}

func (m *monitor) publish(ctx context.Context, service string, err error) {
	was, known := m.states[service]
	well := err == nil
	if !known || was != well {
		slog.InfoContext(ctx, "health changed", "service", service, "serving", well, "error", err)
	}
	m.states[service] = well
	m.server.SetServingStatus(service, servingStatus(well))
}

func servingStatus(well bool) grpc_health_v1.HealthCheckResponse_ServingStatus {
	if well {
		return grpc_health_v1.HealthCheckResponse_SERVING
	}
	return grpc_health_v1.HealthCheckResponse_NOT_SERVING
}
