package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health/grpc_health_v1"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// marketServer is a market behind a port.
type marketServer struct {
	marketv1.UnimplementedMarketServiceServer
	market *market
}

func (m marketServer) ListBars(ctx context.Context, req *marketv1.ListBarsRequest) (*marketv1.ListBarsResponse, error) {
	return m.market.ListBars(ctx, req)
}

func (m marketServer) ListCatalysts(ctx context.Context, req *marketv1.ListCatalystsRequest) (*marketv1.ListCatalystsResponse, error) {
	return m.market.ListCatalysts(ctx, req)
}

// serve runs a server of the mesh and returns a client of it.
func serve(t *testing.T, service string, register func(grpc.ServiceRegistrar)) *grpc.ClientConn {
	t.Helper()
	server := rpc.NewServer(nil)
	register(server)
	server.CheckHealth(service, func(context.Context) error { return nil })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(context.WithoutCancel(t.Context()), listener) }()
	conn, err := rpc.Dial(listener.Addr().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := errors.Join(conn.Close(), server.Stop(ctx), <-served); err != nil {
			t.Error(err)
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	// A call that waits goes through once the server says that it serves.
	_, err = grpc_health_v1.NewHealthClient(conn).Check(ctx, &grpc_health_v1.HealthCheckRequest{}, grpc.WaitForReady(true))
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// serveChart puts a chart service on a market, each behind a port.
func serveChart(t *testing.T, m *market, r Renderer) chartv1.ChartServiceClient {
	t.Helper()
	marketConn := serve(t, marketv1.MarketService_ServiceDesc.ServiceName, func(s grpc.ServiceRegistrar) {
		marketv1.RegisterMarketServiceServer(s, marketServer{market: m})
	})
	chart := New(newFeed(t, marketv1.NewMarketServiceClient(marketConn)), r, func() string { return figure.Dark })
	return chartv1.NewChartServiceClient(serve(t, chartv1.ChartService_ServiceDesc.ServiceName, func(s grpc.ServiceRegistrar) {
		chartv1.RegisterChartServiceServer(s, chart)
	}))
}

// failing is a renderer that only fails.
type failing struct{ err error }

func (f failing) RenderEquity(context.Context, figure.Equity) (render.Picture, error) {
	return render.Picture{}, f.err
}

func (f failing) Render(context.Context, figure.Input, render.Format) (render.Picture, error) {
	return render.Picture{}, f.err
}

func TestFaultsOfTheMarketArePassedOn(t *testing.T) {
	m := &market{err: fault.New(codes.NotFound, "No listed name has the symbol XYZ. Did you mean XYL?",
		fault.Reason("SYMBOL_NOT_FOUND", map[string]string{"symbol": "XYZ"}), fault.Cause(errors.New("dial 10.0.0.7: refused")))}
	_, err := serveChart(t, m, failing{}).RenderChart(t.Context(), &chartv1.RenderChartRequest{
		Symbol: "XYZ", Timeframe: marketv1.Timeframe_TIMEFRAME_1D,
	})
	f := fault.From(err)
	if f.Code() != codes.NotFound || f.Public() != "No listed name has the symbol XYZ. Did you mean XYL?" ||
		f.Reason() != "SYMBOL_NOT_FOUND" || f.Metadata()["symbol"] != "XYZ" {
		t.Errorf("fault %v, reason %s, %v", f, f.Reason(), f.Metadata())
	}
	if strings.Contains(err.Error(), "10.0.0.7") {
		t.Errorf("the private cause left the market: %v", err)
	}
}

func TestFaultsOfRendering(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		code  codes.Code
		retry time.Duration
	}{
		"busy":        {fmt.Errorf("wait for a slot: %w", render.ErrBusy), codes.ResourceExhausted, time.Second},
		"unsound":     {fmt.Errorf("%w: NaN", figure.ErrInput), codes.DataLoss, 0},
		"caller left": {context.Canceled, codes.Canceled, 0},
		"any other":   {errors.New("compress picture: secret"), codes.Internal, 0},
	} {
		t.Run(name, func(t *testing.T) {
			client := serveChart(t, &market{close: rising}, failing{c.err})
			_, err := client.RenderChart(t.Context(), &chartv1.RenderChartRequest{
				Symbol: "AAPL", Timeframe: marketv1.Timeframe_TIMEFRAME_1M,
			})
			f := fault.From(err)
			if f.Code() != c.code || f.RetryAfter() != c.retry || strings.Contains(err.Error(), "secret") {
				t.Errorf("%v, retry after %s", err, f.RetryAfter())
			}
		})
	}
}
