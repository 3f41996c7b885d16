package server

import (
	"bytes"
	"context"
	"image/png"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/feed"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// market answers with bars that rise by one a day, or with a fault.
type market struct {
	marketv1.MarketServiceClient
	mu    sync.Mutex
	asked *marketv1.ListBarsRequest
	err   error
	close func(i int) float64

	asOf         time.Time
	catalysts    []*marketv1.Catalyst
	catalystsErr error
}

func (m *market) ListBars(_ context.Context, req *marketv1.ListBarsRequest, _ ...grpc.CallOption) (*marketv1.ListBarsResponse, error) {
	m.mu.Lock()
	m.asked = req
	m.mu.Unlock()
	if m.err != nil {
		return nil, m.err
	}
	start := time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC)
	reply := &marketv1.ListBarsResponse{
		Info: &marketv1.SymbolInfo{Symbol: req.GetSymbol(), Name: "Apple Inc."}, Currency: "USD", SpanStart: 100,
		TimeZone: "America/New_York", Provenance: &marketv1.Provenance{
			Provider: "sample data", Source: "AAPL.csv", AsOf: timestamppb.New(m.asOf), Synthetic: true,
		},
	}
	for i := range 122 {
		c := m.close(i)
		reply.Bars = append(reply.Bars, &marketv1.Bar{
			Time: timestamppb.New(start.AddDate(0, 0, i)), Open: c, High: c + 1, Low: c - 1, Close: c, Volume: 5,
		})
	}
	return reply, nil
}

func (m *market) ListCatalysts(context.Context, *marketv1.ListCatalystsRequest, ...grpc.CallOption) (*marketv1.ListCatalystsResponse, error) {
	return &marketv1.ListCatalystsResponse{Catalysts: m.catalysts}, m.catalystsErr
}

func rising(i int) float64 { return float64(100 + i) }

func newServer(t *testing.T, m *market) *Chart {
	t.Helper()
	r := render.New(render.Settings{Parallel: func() int { return 2 }, CacheTime: func() time.Duration { return 0 }})
	t.Cleanup(r.Close)
	return New(newFeed(t, m), r, func() string { return figure.Dark })
}

// newFeed keeps nothing.
func newFeed(t *testing.T, client marketv1.MarketServiceClient) *feed.Feed {
	t.Helper()
	f := feed.New(client, func() time.Duration { return 0 })
	t.Cleanup(f.Close)
	return f
}

func TestRenderChart(t *testing.T) {
	m := &market{close: rising}
	reply, err := newServer(t, m).RenderChart(t.Context(), &chartv1.RenderChartRequest{
		Symbol: "aapl", Timeframe: marketv1.Timeframe_TIMEFRAME_1M,
	})
	if err != nil {
		t.Fatal(err)
	}
	if m.asked.GetSymbol() != "AAPL" || m.asked.GetWarmUp() != 100 {
		t.Errorf("asked for %v", m.asked)
	}
	config, err := png.DecodeConfig(bytes.NewReader(reply.GetPng()))
	if err != nil || config.Width != int(reply.GetWidth()) || config.Height != int(reply.GetHeight()) {
		t.Errorf("picture %+v, %v", config, err)
	}
	if want := (221.0 - 199) / 199 * 100; math.Abs(reply.GetChangePercent()-want) > 1e-9 || reply.GetLastPrice() != 221 {
		t.Errorf("last %v, change %v, want %v", reply.GetLastPrice(), reply.GetChangePercent(), want)
	}
	if !strings.Contains(reply.GetAltText(), "AAPL") || !reply.GetProvenance().GetSynthetic() {
		t.Errorf("alt text %q, provenance %v", reply.GetAltText(), reply.GetProvenance())
	}
}

func TestRenderChartFaults(t *testing.T) {
	away := fault.New(codes.NotFound, "No listed name has the symbol XYZ.").GRPCStatus().Err()
	for name, c := range map[string]struct {
		market *market
		req    *chartv1.RenderChartRequest
		code   codes.Code
	}{
		"malformed symbol": {&market{}, &chartv1.RenderChartRequest{Symbol: "A!B", Timeframe: 1}, codes.InvalidArgument},
		"no timeframe":     {&market{}, &chartv1.RenderChartRequest{Symbol: "AAPL"}, codes.InvalidArgument},
		"market's fault":   {&market{err: away}, &chartv1.RenderChartRequest{Symbol: "XYZ", Timeframe: 1}, codes.NotFound},
		"unsound bars":     {&market{close: func(int) float64 { return math.NaN() }}, &chartv1.RenderChartRequest{Symbol: "AAPL", Timeframe: 3}, codes.DataLoss},
	} {
		_, err := newServer(t, c.market).RenderChart(t.Context(), c.req)
		if f := fault.From(err); f.Code() != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}
