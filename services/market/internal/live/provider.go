package live

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/catalyst-bot/mesh/services/market/internal/fresh"
	"github.com/catalyst-bot/mesh/services/market/internal/intake"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// currency of every price of the exchanges we know.
const currency = "USD"

// How long answers are served; see fresh.Life.
const (
	quoteFresh    = 10 * time.Second
	quoteStale    = time.Minute
	intradayStale = 2 * time.Minute
	dailyStale    = time.Hour
)

// Provider is a provider made of a feed.
type Provider struct {
	feed  Feed
	line  *line.Line
	clock func() time.Time

	ticks    *fresh.Cache[symbol.Symbol, Tick]
	days     *fresh.Cache[depth, []bar.Bar]
	sessions map[timeframe.Interval]*fresh.Cache[depth, []bar.Bar]
	dropped  metric.Int64Counter
	missing  metric.Int64Counter
}

var _ provider.Provider = (*Provider)(nil)

// depth is a symbol and how far back its bars reach.
type depth struct {
	symbol   symbol.Symbol
	sessions int
}

// New makes a provider whose calls go through the line.
func New(feed Feed, l *line.Line, clock func() time.Time) (*Provider, error) {
	p := &Provider{feed: feed, line: l, clock: clock, sessions: map[timeframe.Interval]*fresh.Cache[depth, []bar.Bar]{}}
	var err error
	quotes := fresh.Life[Tick]{Fresh: fresh.For[Tick](quoteFresh), Stale: quoteStale}
	if p.ticks, err = fresh.New[symbol.Symbol](l.Name(), "quote", quotes, clock); err != nil {
		return nil, err
	}
	if p.days, err = fresh.New[depth](l.Name(), "daily", fresh.Life[[]bar.Bar]{Fresh: untilNextDay, Stale: dailyStale}, clock); err != nil {
		return nil, err
	}
	for _, interval := range []timeframe.Interval{timeframe.FiveMinutes, timeframe.QuarterHour} {
		life := fresh.Life[[]bar.Bar]{Fresh: fresh.UntilBarCloses[[]bar.Bar](interval.Step()), Stale: intradayStale}
		if p.sessions[interval], err = fresh.New[depth](l.Name(), "intraday", life, clock); err != nil {
			return nil, err
		}
	}
	return p, p.countBars()
}

func (p *Provider) countBars() (err error) {
	meter := otel.Meter("provider")
	p.dropped, err = meter.Int64Counter("catalyst.market.bars.dropped",
		metric.WithDescription("Bars that were not sound and stayed out."), metric.WithUnit("{bar}"))
	if err != nil {
		return fmt.Errorf("count bars: %w", err)
	}
	p.missing, err = meter.Int64Counter("catalyst.market.bars.missing",
		metric.WithDescription("Bars missing between the first and the last that were fetched."), metric.WithUnit("{bar}"))
	if err != nil {
		return fmt.Errorf("count holes: %w", err)
	}
	return nil
}

// Close waits until nothing is fetched any more.
func (p *Provider) Close() {
	p.ticks.Close()
	p.days.Close()
	for _, sessions := range p.sessions {
		sessions.Close()
	}
}

// Name is that of the feed.
func (p *Provider) Name() string { return p.feed.Name() }

// Symbols is nil: there are too many.
func (p *Provider) Symbols() []symbol.Symbol { return nil }

// Health is good: whether the provider answers is known only by asking, which
// would cost calls.
func (p *Provider) Health(context.Context) error { return nil }

// clean lets sound bars in, and tells once about the others and the holes.
func (p *Provider) clean(ctx context.Context, s symbol.Symbol, bars []bar.Bar, interval timeframe.Interval) ([]bar.Bar, error) {
	kept, report := intake.Clean(bars, interval, p.clock())
	of := metric.WithAttributes(attribute.String("catalyst.provider", p.line.Name()))
	p.dropped.Add(ctx, int64(report.Dropped()), of)
	p.missing.Add(ctx, int64(report.Holes), of)
	if report != (intake.Report{}) {
		level := slog.LevelInfo // thinly traded symbols have holes
		if report.Dropped() > 0 || report.Unordered {
			level = slog.LevelWarn
		}
		slog.Log(ctx, level, "bars were not as they should be", "provider", p.Name(), "symbol", s.String(),
			"unsound", report.Unsound, "double", report.Double, "misplaced", report.Misplaced,
			"unordered", report.Unordered, "holes", report.Holes)
	}
	switch {
	case len(bars) == 0:
		return nil, provider.ErrNoData
	case len(kept) == 0:
		return nil, fmt.Errorf("%w: no bar is sound", provider.ErrGarbled)
	default:
		return kept, nil
	}
}
