package server

import (
	"context"
	"errors"
	"fmt"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Bounds of accounts, as the proto promises them.
const (
	mostValues   = 10000
	mostHoldings = 5000
	mostStrategy = 40
	mostSource   = 120
)

// RenderEquity draws the worth of an account.
func (c *Chart) RenderEquity(ctx context.Context, req *chartv1.RenderEquityRequest) (*chartv1.RenderEquityResponse, error) {
	e, err := readEquity(req, c.theme())
	if err != nil {
		return nil, err
	}
	picture, err := c.renderer.RenderEquity(ctx, e)
	switch {
	case errors.Is(err, figure.ErrInput):
		return nil, fault.Invalid("values", "Give days in order, and values above 0.")
	case err != nil:
		return nil, renderFault(symbol.Symbol(e.Symbol), err)
	}
	width, height := e.Size.Pixels()
	return &chartv1.RenderEquityResponse{Png: picture.Data, AltText: picture.AltText, Width: int32(width), Height: int32(height)}, nil
}

func readEquity(req *chartv1.RenderEquityRequest, theme string) (figure.Equity, error) {
	s, err := symbol.Parse(req.GetSymbol())
	if err != nil {
		return figure.Equity{}, fault.Invalid("symbol", "That is no symbol: "+err.Error()+".")
	}
	e := figure.Equity{Symbol: s.String(), Name: req.GetStrategy(), Source: req.GetSource(), Theme: theme}
	switch {
	case e.Name == "" || !short(e.Name, mostStrategy):
		return figure.Equity{}, fault.Invalid("strategy", "Name the strategy in 1 to 40 characters.")
	case !short(e.Source, mostSource):
		return figure.Equity{}, fault.Invalid("source", "Name the source in at most 120 characters.")
	case len(req.GetValues()) < 2 || len(req.GetValues()) > mostValues:
		return figure.Equity{}, fault.Invalid("values", "Give 2 to 10,000 values.")
	case len(req.GetHoldings()) > mostHoldings:
		return figure.Equity{}, fault.Invalid("holdings", "Give at most 5,000 holdings.")
	}
	if e.Size, err = figure.Pick(req.GetSize(), figure.Sizes); err != nil {
		return figure.Equity{}, oneOf("size", figure.Sizes)
	}
	if req.GetTheme() != "" {
		if e.Theme, err = figure.Pick(req.GetTheme(), figure.Themes); err != nil {
			return figure.Equity{}, oneOf("theme", figure.Themes)
		}
	}
	err = readAccount(req, &e)
	return e, err
}

// readAccount reads values and holdings.
func readAccount(req *chartv1.RenderEquityRequest, e *figure.Equity) error {
	places := make(map[time.Time]int, len(req.GetValues()))
	for i, v := range req.GetValues() {
		day := v.GetTime().AsTime()
		places[day] = i
		e.Days, e.Values, e.Holds = append(e.Days, day), append(e.Values, v.GetValue()), append(e.Holds, v.GetHeld())
	}
	for i, h := range req.GetHoldings() {
		entry, bought := place(places, h.GetEntry())
		exit, sold := place(places, h.GetExit())
		if !bought || !sold || exit < entry {
			return fault.Invalid("holdings", fmt.Sprintf("Holding %d does not begin and end on days of the values.", i))
		}
		e.Trades = append(e.Trades, figure.EquityTrade{Entry: entry, Exit: exit, Open: h.GetOpen(), Return: h.GetReturnPercent() / 100})
	}
	return nil
}

func place(places map[time.Time]int, at *timestamppb.Timestamp) (int, bool) {
	i, found := places[at.AsTime()]
	return i, found
}
