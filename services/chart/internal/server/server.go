// Package server is the gRPC surface of the chart service.
package server

import (
	"context"
	"errors"
	"fmt"
	"time"

	"google.golang.org/grpc/codes"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Renderer draws one chart. Its errors are those of render.Renderer.
type Renderer interface {
	Render(ctx context.Context, in figure.Input) (render.Picture, error)
}

// Chart implements chart.v1.ChartService.
type Chart struct {
	chartv1.UnsafeChartServiceServer
	market   marketv1.MarketServiceClient
	renderer Renderer
	theme    func() string
}

// New makes the service on market data and a renderer. The theme is asked for
// each picture.
func New(market marketv1.MarketServiceClient, renderer Renderer, theme func() string) *Chart {
	return &Chart{market: market, renderer: renderer, theme: theme}
}

// RenderChart draws one symbol over one timeframe.
func (c *Chart) RenderChart(ctx context.Context, req *chartv1.RenderChartRequest) (*chartv1.RenderChartResponse, error) {
	s, err := symbol.Parse(req.GetSymbol())
	if err != nil {
		return nil, fault.Invalid("symbol", "That is no symbol: "+err.Error()+".")
	}
	tf := timeframe.Timeframe(req.GetTimeframe())
	if !tf.Valid() {
		return nil, fault.Invalid("timeframe", "Give a timeframe: 1D, 5D, 1M, 3M or 1Y.")
	}
	bars, err := c.market.ListBars(ctx, &marketv1.ListBarsRequest{
		Symbol: s.String(), Timeframe: req.GetTimeframe(), WarmUp: figure.WarmUp,
	})
	if err != nil {
		return nil, fault.From(err) // passed on as it is, public text and all
	}
	in, err := input(bars, tf)
	if err != nil {
		return nil, unsound(s, err)
	}
	in.Theme = c.theme()
	picture, err := c.renderer.Render(ctx, in)
	if err != nil {
		return nil, renderFault(s, err)
	}
	return answer(bars, in, picture), nil
}

func answer(bars *marketv1.ListBarsResponse, in figure.Input, picture render.Picture) *chartv1.RenderChartResponse {
	_, percent := in.Change()
	return &chartv1.RenderChartResponse{
		Png: picture.PNG, AltText: picture.AltText, Width: figure.Width, Height: figure.Height,
		Info: bars.GetInfo(), LastPrice: in.Bars[len(in.Bars)-1].Close, Currency: bars.GetCurrency(),
		ChangePercent: percent, Provenance: bars.GetProvenance(),
	}
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
