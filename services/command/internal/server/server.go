// Package server is the gRPC surface of the command service.
package server

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/alert"
	"github.com/catalyst-bot/mesh/services/command/internal/allowance"
	"github.com/catalyst-bot/mesh/services/command/internal/author"
	"github.com/catalyst-bot/mesh/services/command/internal/preferences"
	"github.com/catalyst-bot/mesh/services/command/internal/technical"
	"github.com/catalyst-bot/mesh/services/command/internal/watchlist"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Command implements command.v1.CommandService.
type Command struct {
	commandv1.UnsafeCommandServiceServer
	market      marketv1.MarketServiceClient
	watchlists  *watchlist.Store
	preferences *preferences.Store
	limit       func() int
	author      *author.Author
	allowance   *allowance.Store
	model       string
	alerts      *alert.Store
	admin       adminv1.AdminServiceClient
}

// Parts are what the service is made of. Calls that need a part that is nil
// must not be made.
type Parts struct {
	Market     marketv1.MarketServiceClient
	Watchlists *watchlist.Store
	// WatchlistLimit is how many symbols a watchlist takes at the time.
	WatchlistLimit func() int
	Preferences    *preferences.Store
	// Author writes what research and questions are answered with.
	Author *author.Author
	// Allowance is that of the model, and Model its name, "" without one.
	Allowance *allowance.Store
	Model     string
	Alerts    *alert.Store
	// Admin tells the weights of sentiments.
	Admin adminv1.AdminServiceClient
}

// New makes the service of its parts.
func New(p Parts) *Command {
	return &Command{
		market: p.Market, watchlists: p.Watchlists, preferences: p.Preferences, limit: p.WatchlistLimit, author: p.Author,
		allowance: p.Allowance, model: p.Model, alerts: p.Alerts, admin: p.Admin,
	}
}

// Check sums up one symbol.
func (c *Command) Check(ctx context.Context, req *commandv1.CheckRequest) (*commandv1.CheckResponse, error) {
	s, err := parseSymbol(req.GetSymbol())
	if err != nil {
		return nil, err
	}
	quote, bars, err := c.fetch(ctx, s)
	if err != nil {
		return nil, err
	}
	summary, err := technical.Sum(closes(bars))
	if err != nil {
		return nil, fmt.Errorf("sum up %s: %w", s, err)
	}
	return &commandv1.CheckResponse{
		Quote: quote, RelativeVolume: technical.Relative(quote.Volume, quote.AverageVolume),
		Rsi_14: summary.RSI, Sma_20: summary.ShortAverage, Sma_50: summary.LongAverage,
		Trend: commandv1.Trend(summary.Trend),
	}, nil
}

func parseSymbol(text string) (symbol.Symbol, error) {
	s, err := symbol.Parse(text)
	if err != nil {
		return "", fault.Invalid("symbol", "That is no symbol: "+err.Error()+".")
	}
	return s, nil
}

// fetch asks for the quote and the daily bars at the same time.
func (c *Command) fetch(ctx context.Context, s symbol.Symbol) (*marketv1.Quote, []*marketv1.Bar, error) {
	var quote *marketv1.GetQuoteResponse
	var bars *marketv1.ListBarsResponse
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		quote, err = c.market.GetQuote(ctx, &marketv1.GetQuoteRequest{Symbol: s.String()})
		return err
	})
	group.Go(func() (err error) {
		bars, err = c.market.ListBars(ctx, &marketv1.ListBarsRequest{
			Symbol: s.String(), Timeframe: marketv1.Timeframe_TIMEFRAME_1M, WarmUp: technical.WarmUp,
		})
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, nil, err
	}
	return quote.GetQuote(), bars.GetBars(), nil
}

func closes(bars []*marketv1.Bar) []float64 {
	values := make([]float64, len(bars))
	for i, b := range bars {
		values[i] = b.GetClose()
	}
	return values
}
