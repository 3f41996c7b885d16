package sample

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// TestManifest re-hashes and re-validates every embedded file.
func TestManifest(t *testing.T) {
	entries, err := readManifest()
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, e := range entries {
		raw, err := data.ReadFile("data/" + e.File)
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != e.SHA256 {
			t.Errorf("%s is not the file of the manifest", e.File)
		}
		if e.Symbol == "" {
			continue // TestCompanies reads it
		}
		bars, err := parse(bytes.NewReader(raw))
		if err != nil {
			t.Errorf("%s: %v", e.File, err)
			continue
		}
		first, last := bars[0].Time.Format(time.DateOnly), newest(bars).Time.Format(time.DateOnly)
		if len(bars) != e.Rows || first != e.First || last != e.Last {
			t.Errorf("%s: %d rows from %s to %s, manifest says %d from %s to %s", e.File, len(bars), first, last, e.Rows, e.First, e.Last)
		}
		for _, b := range bars {
			if !calendar.IsTradingDay(b.Time) {
				t.Errorf("%s: %s is no trading day", e.File, b.Time.Format(time.DateOnly))
			}
		}
		total += len(bars)
	}
	if len(entries) != 11 || total != 20099 {
		t.Errorf("%d files with %d bars, want 11 with 20099", len(entries), total)
	}
}

func load(t testing.TB) *Provider {
	t.Helper()
	p, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestQuote(t *testing.T) {
	q, err := load(t).Quote(t.Context(), "AAPL")
	if err != nil {
		t.Fatal(err)
	}
	// The last two lines of AAPL.csv.
	if q.Price != 188.59 || *q.PreviousClose != 190.04 {
		t.Errorf("price %v after %v", q.Price, *q.PreviousClose)
	}
	if want := time.Date(2018, 5, 11, 20, 0, 0, 0, time.UTC); !q.Provenance.AsOf.Equal(want) || q.Session != calendar.Closed {
		t.Errorf("as of %v in session %v", q.Provenance.AsOf, q.Session)
	}
	if *q.YearHigh < q.High || *q.YearLow > q.Low {
		t.Errorf("year %v to %v does not hold the day", *q.YearLow, *q.YearHigh)
	}
}

func TestQuoteLeavesOutWhatItLacks(t *testing.T) {
	q, err := load(t).Quote(t.Context(), "SPY") // 171 bars
	if err != nil {
		t.Fatal(err)
	}
	if q.YearHigh != nil || q.YearLow != nil {
		t.Error("a range of 52 weeks from 171 bars")
	}
}

func TestNewerRunIsServed(t *testing.T) {
	series, err := load(t).Bars(t.Context(), "MSFT", timeframe.Year, 50)
	if err != nil {
		t.Fatal(err)
	}
	if got := newest(series.Bars).Time.Format(time.DateOnly); got != "2017-05-16" {
		t.Errorf("MSFT ends on %s", got)
	}
	if series.SpanStart != 0 || len(series.Bars) != 252 {
		t.Errorf("span starts at %d of %d: it crosses the gap", series.SpanStart, len(series.Bars))
	}
}

func TestBars(t *testing.T) {
	p := load(t)
	for tf, span := range map[timeframe.Timeframe]int{
		timeframe.Day: 78, timeframe.FiveDays: 130, timeframe.Month: 22, timeframe.Quarter: 63, timeframe.Year: 252,
	} {
		series, err := p.Bars(t.Context(), "AAPL", tf, 50)
		if err != nil {
			t.Fatal(err)
		}
		if series.SpanStart != 50 || len(series.Bars) != span+50 {
			t.Errorf("%s: %d bars, span from %d", tf, len(series.Bars), series.SpanStart)
		}
		if err := bar.ValidateSeries(series.Bars); err != nil {
			t.Errorf("%s: %v", tf, err)
		}
		for _, b := range series.Bars {
			if b.Synthetic != tf.Intraday() {
				t.Fatalf("%s: synthetic %v", tf, b.Synthetic)
			}
		}
		if series.Provenance.Synthetic != tf.Intraday() {
			t.Errorf("%s: provenance says synthetic %v", tf, series.Provenance.Synthetic)
		}
	}
}

// TestLongerTimeframes counts bars and looks at where spans begin.
func TestLongerTimeframes(t *testing.T) {
	p := load(t)
	for _, c := range []struct {
		symbol    symbol.Symbol
		tf        timeframe.Timeframe
		spanStart int
		span      int
		interval  timeframe.Interval
		begins    string
	}{
		{"AAPL", timeframe.HalfYear, 50, 126, timeframe.Daily, "2017-11-09"},
		{"AAPL", timeframe.YearToDate, 50, 91, timeframe.Daily, "2018-01-02"},
		{"AAPL", timeframe.TwoYears, 50, 105, timeframe.Weekly, "2016-05-09"},
		{"AAPL", timeframe.FiveYears, 0, 261, timeframe.Weekly, "2013-05-13"},
		{"AAPL", timeframe.Max, 0, 261, timeframe.Weekly, "2013-05-13"},
		{"SPY", timeframe.Max, 0, 171, timeframe.Daily, ""},
		{"^NDX", timeframe.Max, 0, 320, timeframe.Monthly, ""},
	} {
		series, err := p.Bars(t.Context(), c.symbol, c.tf, 50)
		if err != nil {
			t.Fatal(err)
		}
		if series.SpanStart != c.spanStart || len(series.Bars)-series.SpanStart != c.span || series.Interval != c.interval {
			t.Errorf("%s %s: span %d from %d, interval %d", c.symbol, c.tf, len(series.Bars)-series.SpanStart, series.SpanStart, series.Interval)
		}
		if got := series.Bars[series.SpanStart].Time.Format(time.DateOnly); c.begins != "" && got != c.begins {
			t.Errorf("%s %s begins on %s, want %s", c.symbol, c.tf, got, c.begins)
		}
		if err := bar.ValidateSeries(series.Bars); err != nil {
			t.Errorf("%s %s: %v", c.symbol, c.tf, err)
		}
	}
}

func TestNoData(t *testing.T) {
	p := load(t)
	if _, err := p.Quote(t.Context(), "NVDA"); !errors.Is(err, provider.ErrNoData) {
		t.Errorf("quote: %v", err)
	}
	if _, err := p.Bars(t.Context(), "NVDA", timeframe.Day, 0); !errors.Is(err, provider.ErrNoData) {
		t.Errorf("bars: %v", err)
	}
}

func TestEventsAreOfTradingDays(t *testing.T) {
	count := 0
	for s, events := range load(t).catalysts {
		for _, e := range events {
			if count++; !calendar.IsTradingDay(e.Time) {
				t.Errorf("%s: %q on %s, no trading day", s, e.Headline, e.Time.Format(time.DateOnly))
			}
		}
	}
	if count != 26 {
		t.Errorf("%d events", count)
	}
}

func TestParseEvents(t *testing.T) {
	for name, text := range map[string]string{
		"no header": "AAPL,2018-05-11,dividend,0.73\n", "no symbol": eventsHeader + "\n?,2018-05-11,dividend,1\n",
		"no date": eventsHeader + "\nAAPL,May,dividend,1\n", "no amount": eventsHeader + "\nAAPL,2018-05-11,split,x\n",
		"no kind": eventsHeader + "\nAAPL,2018-05-11,merger,1\n", "few columns": eventsHeader + "\nAAPL,2018-05-11\n",
	} {
		if _, err := parseEvents(strings.NewReader(text)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(header + "\n2018-05-11,1,2,1,2,3\n")
	f.Add(header + "\n2018-05-11,NaN,2,1,2,3\n")
	f.Fuzz(func(t *testing.T, text string) {
		bars, err := parse(strings.NewReader(text))
		if err == nil && bar.ValidateSeries(bars) != nil {
			t.Fatal("unsound bars accepted")
		}
	})
}
