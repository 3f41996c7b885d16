package live

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/history"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

const (
	// highestPrice is above that of every security: 10 million.
	highestPrice = 1e7
	// highestChange is how many times the close before a price may be, either
	// way.
	highestChange = 100
	// clockSkew is how far another clock may be ahead.
	clockSkew = time.Minute
)

// Quote is the latest trade, with what the days before give it of meaning.
func (p *Provider) Quote(ctx context.Context, s symbol.Symbol) (provider.Quote, error) {
	kept, err := p.ticks.Get(ctx, s, func(ctx context.Context) (tick Tick, err error) {
		err = p.line.Do(ctx, func(ctx context.Context) error {
			if tick, err = p.feed.Latest(ctx, s); err != nil {
				return err
			}
			return tick.check(p.clock())
		})
		return tick, err
	})
	if err != nil {
		return provider.Quote{}, err
	}
	tick := kept.Value
	quote := provider.Quote{
		Currency: currency, Price: tick.Price, PreviousClose: tick.PreviousClose, Volume: tick.Volume,
		Session: session(tick.At, p.clock()), Provenance: provenance(p, kept, p.feed.Sources().Latest),
	}
	quote.Provenance.AsOf = tick.At
	days, err := p.daily(ctx, s, recent)
	if err != nil { // then the quote has less to tell
		slog.DebugContext(ctx, "no days for the quote", "provider", p.Name(), "error", err)
	}
	return withDays(quote, tick, days.Value)
}

// withDays adds what daily bars tell. Before the first trade of a session the
// range is that of the session before.
func withDays(quote provider.Quote, tick Tick, days []bar.Bar) (provider.Quote, error) {
	switch {
	case tick.Open != nil && tick.High != nil && tick.Low != nil:
		quote.Open, quote.High, quote.Low = *tick.Open, *tick.High, *tick.Low
	case len(days) > 0:
		last := newest(days)
		quote.Open, quote.High, quote.Low = last.Open, last.High, last.Low
	default:
		return provider.Quote{}, fmt.Errorf("%w: no range of the session", provider.ErrGarbled)
	}
	before := days
	today := calendar.Date(tick.At.In(calendar.Zone()))
	if n := len(days); n > 0 && !newest(days).Time.Before(today) {
		before = days[:n-1]
	}
	if quote.PreviousClose == nil && len(before) > 0 {
		quote.PreviousClose = &before[len(before)-1].Close
	}
	quote.AverageVolume = history.AverageVolume(before)
	if quote.YearHigh, quote.YearLow = history.YearRange(days); quote.YearHigh != nil {
		high, low := max(*quote.YearHigh, quote.High), min(*quote.YearLow, quote.Low)
		quote.YearHigh, quote.YearLow = &high, &low
	}
	return quote, nil
}

// session is closed when the exchange is, whenever the trade was.
func session(at, now time.Time) calendar.Session {
	if calendar.SessionAt(now) == calendar.Closed {
		return calendar.Closed
	}
	return calendar.SessionAt(at)
}

// check reports what is wrong with the numbers.
func (t Tick) check(now time.Time) error {
	prices := []*float64{&t.Price, t.Open, t.High, t.Low, t.PreviousClose}
	for _, price := range prices {
		if price != nil && !(*price > 0 && *price < highestPrice) { // NaN is neither
			return fmt.Errorf("%w: a price of %v", provider.ErrGarbled, *price)
		}
	}
	switch {
	case t.High != nil && t.Low != nil && *t.High < *t.Low:
		return fmt.Errorf("%w: the high is below the low", provider.ErrGarbled)
	case t.Volume != nil && *t.Volume < 0:
		return fmt.Errorf("%w: a volume of %d", provider.ErrGarbled, *t.Volume)
	case t.At.IsZero(), t.At.After(now.Add(clockSkew)):
		return fmt.Errorf("%w: a trade at %s", provider.ErrGarbled, t.At.Format(time.RFC3339))
	case t.PreviousClose != nil && math.Abs(math.Log(t.Price / *t.PreviousClose)) > math.Log(highestChange):
		return fmt.Errorf("%w: %v after a close at %v", provider.ErrGarbled, t.Price, *t.PreviousClose)
	default:
		return nil
	}
}
