// Package internalapi is the gateway's internal HTTP port: the mesh as REST,
// its OpenAPI document, metrics and profiles. It must never be public.
package internalapi

import (
	"context"
	"fmt"
	"net/http"
	"net/http/pprof"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"google.golang.org/grpc"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/gen/openapi"
)

// Backends are the connections REST calls go to.
type Backends struct {
	Command, Chart, Market, Admin *grpc.ClientConn
}

// New makes the internal handler.
func New(ctx context.Context, backends Backends, metrics http.Handler) (http.Handler, error) {
	rest := runtime.NewServeMux()
	for _, register := range []func() error{
		func() error { return commandv1.RegisterCommandServiceHandler(ctx, rest, backends.Command) },
		func() error { return chartv1.RegisterChartServiceHandler(ctx, rest, backends.Chart) },
		func() error { return chartv1.RegisterCurveServiceHandler(ctx, rest, backends.Chart) },
		func() error { return chartv1.RegisterIndicatorServiceHandler(ctx, rest, backends.Chart) },
		func() error { return marketv1.RegisterMarketServiceHandler(ctx, rest, backends.Market) },
		func() error { return adminv1.RegisterAdminServiceHandler(ctx, rest, backends.Admin) },
	} {
		if err := register(); err != nil {
			return nil, fmt.Errorf("register REST routes: %w", err)
		}
	}
	page, err := newPage(openapi.Document)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /v1/charts/{file}", otelhttp.NewHandler(&pictures{chartv1.NewChartServiceClient(backends.Chart), rest}, "chart"))
	mux.Handle("/v1/", otelhttp.NewHandler(rest, "REST"))
	mux.Handle("GET /{$}", page)
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(openapi.Document)
	})
	mux.Handle("GET /metrics", metrics)
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	return mux, nil
}
