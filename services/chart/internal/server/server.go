// Package server is the gRPC surface of the chart service.
package server

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"google.golang.org/grpc/codes"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/feed"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Renderer draws pictures. Its errors are those of render.Renderer.
type Renderer interface {
	Render(ctx context.Context, in figure.Input, format render.Format) (render.Picture, error)
	RenderEquity(ctx context.Context, e figure.Equity) (render.Picture, error)
}

// Market has bars and catalysts. Its errors are those of feed.Feed.
type Market interface {
	Bars(ctx context.Context, ask feed.Ask) (feed.Series, error)
	ListCatalysts(ctx context.Context, req *marketv1.ListCatalystsRequest) (*marketv1.ListCatalystsResponse, error)
}

// Chart implements chart.v1.ChartService.
type Chart struct {
	chartv1.UnsafeChartServiceServer
	market   Market
	renderer Renderer
	theme    func() string
}

// New makes the service on market data and a renderer. The theme is asked for
// each picture whose request names none.
func New(market Market, renderer Renderer, theme func() string) *Chart {
	return &Chart{market: market, renderer: renderer, theme: theme}
}

// RenderChart draws one symbol over one timeframe.
func (c *Chart) RenderChart(ctx context.Context, req *chartv1.RenderChartRequest) (*chartv1.RenderChartResponse, error) {
	a, err := read(req, c.theme())
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	events := c.events(ctx, a)
	series, others, err := c.bars(ctx, a)
	if err != nil {
		return nil, fault.From(err) // passed on as it is, public text and all
	}
	in, err := input(a, series, others, events())
	if err != nil {
		return nil, unsound(a.symbol, err)
	}
	picture, err := c.renderer.Render(ctx, in, a.format)
	if err != nil {
		return nil, renderFault(a.symbol, err)
	}
	return answer(series, in, picture, a.format), nil
}

// longWarmUp reaches back to where symbols that are no longer traded ended.
const longWarmUp = 5000

// bars asks for those of the symbol and of all it is compared with; once more,
// and for many more, when they end on different days.
func (c *Chart) bars(ctx context.Context, a ask) (feed.Series, []figure.Other, error) {
	warmUp := study.WarmUp(a.options.Studies)
	series, others, err := c.fetch(ctx, a, warmUp)
	if err == nil && !a.timeframe.Intraday() && apart(series, others) {
		return c.fetch(ctx, a, longWarmUp)
	}
	return series, others, err
}

func (c *Chart) fetch(ctx context.Context, a ask, warmUp int) (feed.Series, []figure.Other, error) {
	series, err := c.market.Bars(ctx, feed.Ask{Symbol: a.symbol, Timeframe: a.timeframe, WarmUp: warmUp})
	if err != nil {
		return feed.Series{}, nil, err
	}
	found, faults := make([]figure.Other, len(a.others)), make([]error, len(a.others))
	var wait sync.WaitGroup
	for i, s := range a.others {
		wait.Go(func() {
			series, err := c.market.Bars(ctx, feed.Ask{Symbol: s, Timeframe: a.timeframe, WarmUp: warmUp})
			found[i], faults[i] = figure.Other{Symbol: s.String(), Bars: bars(series.GetBars())}, err
		})
	}
	wait.Wait()
	for _, err := range faults {
		if err != nil {
			return feed.Series{}, nil, err
		}
	}
	return series, found, nil
}

func renderFault(s symbol.Symbol, err error) error {
	switch {
	case errors.Is(err, render.ErrBusy):
		return fault.New(codes.ResourceExhausted, "Too many charts are being drawn. Try again in a moment.",
			fault.Reason("RENDERS_BUSY", nil), fault.Cause(err), fault.RetryAfter(time.Second))
	case errors.Is(err, figure.ErrInput):
		return unsound(s, err)
	default:
		return fmt.Errorf("render chart: %w", err)
	}
}

// unsound is the fault for market data that cannot be drawn.
func unsound(s symbol.Symbol, err error) error {
	return fault.New(codes.DataLoss, "The market data for "+s.String()+" is damaged, so no chart was drawn.",
		fault.Reason("BARS_UNSOUND", map[string]string{"symbol": s.String()}), fault.Cause(err))
}
