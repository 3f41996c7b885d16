package live

import (
	"context"
	"errors"
	"math"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

// now is a Friday, half an hour after the opening bell.
var now = time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)

// feed has a bar for each trading day and interval, and counts calls.
type feed struct {
	tick  Tick
	spoil func([]bar.Bar) []bar.Bar
	err   error
	calls atomic.Int64
}

func (f *feed) Name() string { return "fake" }
func (f *feed) Sources() Sources {
	return Sources{
		Daily:    provider.Provenance{Source: "days", Timeliness: provider.EndOfDay},
		Intraday: provider.Provenance{Source: "bars", Timeliness: provider.Delayed, Delay: 15 * time.Minute},
		Latest:   provider.Provenance{Source: "trades", Timeliness: provider.RealTime, Venue: "IEX"},
	}
}

func (f *feed) answer(from time.Time, step time.Duration, open func(time.Time) bool) ([]bar.Bar, error) {
	f.calls.Add(1)
	var bars []bar.Bar
	for t := from; !t.After(now); t = t.Add(step) {
		if open(t) {
			bars = append(bars, bar.Bar{Time: t, Open: 10, High: 12, Low: 9, Close: 11, Volume: 100})
		}
	}
	if f.spoil != nil {
		bars = f.spoil(bars)
	}
	return bars, f.err
}

func (f *feed) Daily(_ context.Context, _ symbol.Symbol, from time.Time) (Days, error) {
	bars, err := f.answer(calendar.Date(from), 24*time.Hour, calendar.IsTradingDay)
	return Days{Bars: bars}, err
}

func (f *feed) Intraday(_ context.Context, _ symbol.Symbol, interval timeframe.Interval, from time.Time) ([]bar.Bar, error) {
	return f.answer(from, interval.Step(), func(t time.Time) bool { return calendar.SessionAt(t) == calendar.Regular })
}

func (f *feed) Latest(context.Context, symbol.Symbol) (Tick, error) {
	f.calls.Add(1)
	return f.tick, f.err
}

func (f *feed) Catalysts(context.Context, symbol.Symbol) ([]provider.Catalyst, error) {
	f.calls.Add(1)
	return []provider.Catalyst{{Kind: provider.News, Time: now, Headline: "x"}}, f.err
}

func clock() time.Time { return now }

func newLine(t *testing.T) *line.Line {
	t.Helper()
	l, err := line.New("fake", nil, nil, clock)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func newProvider(t *testing.T, f *feed) *Provider {
	t.Helper()
	p, err := New(f, newLine(t), clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

func price(p float64) *float64 { return &p }

func sound() Tick {
	return Tick{Price: 11.5, At: now.Add(-time.Second), Open: price(11), High: price(13), Low: price(10.5), PreviousClose: price(11)}
}

func TestQuote(t *testing.T) {
	f := &feed{tick: sound()}
	p := newProvider(t, f)
	for range 2 {
		q, err := p.Quote(t.Context(), "AAPL")
		if err != nil {
			t.Fatal(err)
		}
		if q.Price != 11.5 || q.High != 13 || *q.YearHigh != 13 || *q.YearLow != 9 || *q.AverageVolume != 100 || q.Volume != nil {
			t.Errorf("quote %+v", q)
		}
		if from := q.Provenance; from.Provider != "fake" || from.Source != "trades" || !from.AsOf.Equal(f.tick.At) || !from.FetchedAt.Equal(now) {
			t.Errorf("provenance %+v", from)
		}
		if from := q.Provenance; from.Timeliness != provider.RealTime || from.Venue != "IEX" {
			t.Errorf("timeliness %d of %q", from.Timeliness, from.Venue)
		}
		if q.Session != calendar.Regular {
			t.Errorf("session %v", q.Session)
		}
	}
	if f.calls.Load() != 2 { // the trade, and the days
		t.Errorf("%d calls", f.calls.Load())
	}
}

func TestQuoteBeforeTheBell(t *testing.T) {
	f := &feed{tick: Tick{Price: 11.5, At: now}}
	q, err := newProvider(t, f).Quote(t.Context(), "AAPL")
	if err != nil || q.Open != 10 || *q.PreviousClose != 11 {
		t.Errorf("%+v, %v", q, err)
	}
}

func TestAbsurdTicks(t *testing.T) {
	for name, spoil := range map[string]func(*Tick){
		"no price":        func(t *Tick) { t.Price = 0 },
		"negative":        func(t *Tick) { t.Price = -1 },
		"not a number":    func(t *Tick) { t.Price = math.NaN() },
		"too high":        func(t *Tick) { t.Price = 1e9 },
		"high below low":  func(t *Tick) { t.High = price(10) },
		"no time":         func(t *Tick) { t.At = time.Time{} },
		"in the future":   func(t *Tick) { t.At = now.Add(time.Hour) },
		"a thousandfold":  func(t *Tick) { t.PreviousClose = price(0.001) },
		"negative volume": func(t *Tick) { t.Volume = new(int64); *t.Volume = -1 },
	} {
		tick := sound()
		spoil(&tick)
		if _, err := newProvider(t, &feed{tick: tick}).Quote(t.Context(), "AAPL"); !errors.Is(err, provider.ErrGarbled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBars(t *testing.T) {
	f := &feed{}
	p := newProvider(t, f)
	for _, c := range []struct {
		tf            timeframe.Timeframe
		warmUp        int
		span, start   int
		first, newest string
		asOf          time.Time
		callsTogether int64
	}{
		{timeframe.Month, 50, 22, 50, "", "2026-11-19T00:00:00Z", time.Date(2026, 11, 19, 21, 0, 0, 0, time.UTC), 1},
		{timeframe.Year, 200, 252, 200, "", "2026-11-19T00:00:00Z", time.Date(2026, 11, 19, 21, 0, 0, 0, time.UTC), 1},
		{timeframe.TwoYears, 0, 106, 0, "", "", time.Date(2026, 11, 19, 21, 0, 0, 0, time.UTC), 1},
		{timeframe.FiveYears, 10, 263, 10, "", "", time.Date(2026, 11, 19, 21, 0, 0, 0, time.UTC), 2},
		{timeframe.Day, 50, 7, 50, "2026-11-20T14:30:00Z", "2026-11-20T15:00:00Z", now, 3},
		{timeframe.FiveDays, 20, 4*26 + 3, 20, "2026-11-16T14:30:00Z", "2026-11-20T15:00:00Z", now, 4},
		{timeframe.FiveDays, 0, 4*26 + 3, 0, "2026-11-16T14:30:00Z", "2026-11-20T15:00:00Z", now, 4},
	} {
		series, err := p.Bars(t.Context(), "AAPL", c.tf, c.warmUp)
		if err != nil {
			t.Fatal(err)
		}
		if len(series.Bars)-series.SpanStart != c.span || series.SpanStart != c.start || !series.Provenance.AsOf.Equal(c.asOf) {
			t.Errorf("%s: %d bars from %d as of %s", c.tf, len(series.Bars)-series.SpanStart, series.SpanStart, series.Provenance.AsOf)
		}
		if got := series.Bars[series.SpanStart].Time.Format(time.RFC3339); c.first != "" && got != c.first {
			t.Errorf("%s begins %s", c.tf, got)
		}
		if got := newest(series.Bars).Time.Format(time.RFC3339); c.newest != "" && got != c.newest {
			t.Errorf("%s ends %s", c.tf, got)
		}
		if f.calls.Load() != c.callsTogether {
			t.Errorf("%s: %d calls so far", c.tf, f.calls.Load())
		}
	}
}

func TestLateDailyBar(t *testing.T) {
	day := func(date int) []bar.Bar { return []bar.Bar{{Time: time.Date(2026, 11, date, 0, 0, 0, 0, time.UTC)}} }
	evening := time.Date(2026, 11, 20, 21, 30, 0, 0, time.UTC)
	monday := time.Date(2026, 11, 23, 21, 15, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		bars          []bar.Bar
		fetched, want time.Time
	}{
		"there":              {day(20), evening, monday},
		"to come":            {day(19), evening, evening.Add(lookAgain)},
		"never to come":      {day(19), evening.Add(24 * time.Hour), monday},
		"not yet to be made": {day(19), now, time.Date(2026, 11, 20, 21, 15, 0, 0, time.UTC)},
	} {
		if got := untilNextDay(c.bars, c.fetched); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestUnsoundBarsStayOut(t *testing.T) {
	f := &feed{spoil: func(bars []bar.Bar) []bar.Bar {
		bars[3].High = 1e12
		return bars
	}}
	if series, err := newProvider(t, f).Bars(t.Context(), "AAPL", timeframe.Year, 2000); err != nil || bar.ValidateSeries(series.Bars) != nil {
		t.Errorf("%d bars, %v", len(series.Bars), err)
	}
	f.spoil = func(bars []bar.Bar) []bar.Bar { return bars[:0] }
	if _, err := newProvider(t, f).Bars(t.Context(), "AAPL", timeframe.Year, 0); !errors.Is(err, provider.ErrNoData) {
		t.Errorf("nothing: %v", err)
	}
	f.spoil = func([]bar.Bar) []bar.Bar { return make([]bar.Bar, 5) }
	if _, err := newProvider(t, f).Bars(t.Context(), "AAPL", timeframe.Day, 0); !errors.Is(err, provider.ErrGarbled) {
		t.Errorf("nothing sound: %v", err)
	}
}

func TestCatalysts(t *testing.T) {
	f := &feed{}
	c, err := NewCatalysts(f, newLine(t), clock)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		found, err := c.Catalysts(t.Context(), "AAPL")
		if err != nil || len(found) != 1 || found[0].Provenance.Provider != "fake" || !found[0].Provenance.FetchedAt.Equal(now) {
			t.Errorf("%+v, %v", found, err)
		}
	}
	c.Close()
	if f.calls.Load() != 1 {
		t.Errorf("%d calls", f.calls.Load())
	}
}
