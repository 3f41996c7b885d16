package live

import (
	"context"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/fresh"
	"github.com/catalyst-bot/mesh/services/market/internal/history"
	"github.com/catalyst-bot/mesh/services/market/internal/intake"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

const (
	// recent is how many sessions of daily bars most questions need, some three
	// years; whoever needs more gets all there are.
	recent = 760
	// everything is how many sessions all there are can be.
	everything = 25000
	// sessionsOfYear is how many days a year trades.
	sessionsOfYear = 252
	// A bar that is not there after the close is looked for again, but not
	// longer than that.
	lookAgain = 15 * time.Minute
	lookFor   = 12 * time.Hour
)

// intradayDepths are how many sessions are fetched, so that different warm-ups
// share what was fetched.
var intradayDepths = []int{2, 7, 20, 90}

// Bars answers the bars of a timeframe. Daily ones are those of finished days.
func (p *Provider) Bars(ctx context.Context, s symbol.Symbol, tf timeframe.Timeframe, warmUp int) (provider.Series, error) {
	if tf.Intraday() {
		return p.intraday(ctx, s, tf, warmUp)
	}
	kept, err := p.daily(ctx, s, needed(tf, warmUp))
	if err != nil {
		return provider.Series{}, err
	}
	series := provider.Series{Currency: currency, Provenance: provenance(p, kept, p.feed.Sources().Daily)}
	series.Bars, series.SpanStart, series.Interval = history.Cut(kept.Value, tf, warmUp)
	series.Provenance.AsOf = calendar.Close(newest(kept.Value).Time).UTC()
	return series, nil
}

// needed is how many sessions to fetch for a timeframe.
func needed(tf timeframe.Timeframe, warmUp int) int {
	span := max(tf.Sessions(), sessionsOfYear) // of a year to date as many
	if tf.Interval() == timeframe.Weekly {
		warmUp *= 5
	}
	if tf == timeframe.Max || span+warmUp > recent {
		return everything
	}
	return recent
}

// daily answers finished days, from the cache when it can.
func (p *Provider) daily(ctx context.Context, s symbol.Symbol, sessions int) (fresh.Kept[[]bar.Bar], error) {
	return p.days.Get(ctx, depth{s, sessions}, func(ctx context.Context) (bars []bar.Bar, err error) {
		from := p.clock().AddDate(0, 0, -sessions*365/sessionsOfYear-10)
		var days Days
		if err := p.line.Do(ctx, func(ctx context.Context) error {
			days, err = p.feed.Daily(ctx, s, from)
			return err
		}); err != nil {
			return nil, err
		}
		if bars, err = p.clean(ctx, s, finished(days.Bars, p.clock()), timeframe.Daily); err != nil {
			return nil, err
		}
		return intake.Adjusted(bars, days.Splits), nil
	})
}

// untilNextDay ends with the next close, unless the bar of the last one is
// still to come.
func untilNextDay(bars []bar.Bar, fetched time.Time) time.Time {
	last := fresh.LastFinished(fetched)
	if newest(bars).Time.Before(last) && fetched.Before(calendar.Close(last).Add(lookFor)) {
		return fetched.Add(lookAgain)
	}
	return fresh.UntilNextClose(fetched)
}

// finished leaves out the day that still trades.
func finished(bars []bar.Bar, now time.Time) []bar.Bar {
	for len(bars) > 0 && newest(bars).Time.After(fresh.LastFinished(now)) {
		bars = bars[:len(bars)-1]
	}
	return bars
}

// intraday answers the sessions of a timeframe and the warm-up before them.
func (p *Provider) intraday(ctx context.Context, s symbol.Symbol, tf timeframe.Timeframe, warmUp int) (provider.Series, error) {
	interval := tf.Interval()
	perSession := int(6*time.Hour+30*time.Minute) / int(interval.Step())
	sessions := depthFor(tf.Sessions() + 1 + warmUp/perSession)
	kept, err := p.sessions[interval].Get(ctx, depth{s, sessions}, func(ctx context.Context) (bars []bar.Bar, err error) {
		err = p.line.Do(ctx, func(ctx context.Context) error {
			bars, err = p.feed.Intraday(ctx, s, interval, daysBack(p.clock(), sessions))
			return err
		})
		if err != nil {
			return nil, err
		}
		return p.clean(ctx, s, bars, interval)
	})
	if err != nil {
		return provider.Series{}, err
	}
	series := provider.Series{Currency: currency, Interval: interval, Provenance: provenance(p, kept, p.feed.Sources().Intraday)}
	series.Bars, series.SpanStart = lastSessions(kept.Value, tf.Sessions(), warmUp)
	series.Provenance.AsOf = earlier(newest(kept.Value).Time.Add(interval.Step()), kept.Fetched)
	return series, nil
}

// depthFor is the least depth with so many sessions.
func depthFor(sessions int) int {
	for _, d := range intradayDepths {
		if d >= sessions {
			return d
		}
	}
	return intradayDepths[len(intradayDepths)-1]
}

// daysBack is the opening bell so many sessions ago, the current one included.
func daysBack(now time.Time, sessions int) time.Time {
	day := now.In(calendar.Zone())
	for {
		if calendar.IsTradingDay(day) && !calendar.Open(day).After(now) {
			if sessions--; sessions == 0 {
				return calendar.Open(day).UTC()
			}
		}
		day = day.AddDate(0, 0, -1)
	}
}

// lastSessions cuts the last sessions and the warm-up out of intraday bars, and
// returns where the sessions begin.
func lastSessions(bars []bar.Bar, sessions, warmUp int) ([]bar.Bar, int) {
	start := len(bars)
	for start > 0 {
		if start == len(bars) || !sameDay(bars[start-1].Time, bars[start].Time) {
			if sessions == 0 {
				break
			}
			sessions--
		}
		start--
	}
	from := max(0, start-warmUp)
	return append([]bar.Bar(nil), bars[from:]...), start - from
}

func sameDay(a, b time.Time) bool {
	return calendar.Date(a.In(calendar.Zone())).Equal(calendar.Date(b.In(calendar.Zone())))
}

func newest(bars []bar.Bar) bar.Bar { return bars[len(bars)-1] }

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// provenance is that of an answer out of a data set.
func provenance[V any](p *Provider, kept fresh.Kept[V], source provider.Provenance) provider.Provenance {
	source.Provider, source.FetchedAt, source.Stale = p.Name(), kept.Fetched, kept.Stale
	return source
}
