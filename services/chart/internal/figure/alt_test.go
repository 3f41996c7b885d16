package figure_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/fixture"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// steady is a month of bars at one price.
func steady(price float64) figure.Input {
	in := fixture.AAPL(timeframe.Month)
	in.Bars, in.SpanStart = append([]bar.Bar(nil), in.Bars[len(in.Bars)-22:]...), 0
	for i := range in.Bars {
		b := &in.Bars[i]
		b.Open, b.High, b.Low, b.Close = price, price, price, price
	}
	return in
}

func TestAltText(t *testing.T) {
	single := steady(2)
	single.Bars = single.Bars[:1]
	single.Name, single.Currency = "", ""
	for name, c := range map[string]struct {
		in   figure.Input
		want string
	}{
		"daily": {
			fixture.AAPL(timeframe.Quarter),
			"AAPL (Apple Inc.): candlestick chart over 3 months, 63 daily bars. Last 188.59 USD, up 20.57% over the span, " +
				"range 157.51 to 190.37, EMA 9 183.04, SMA 20 174.88, SMA 50 173.99. Sample data, as of 11 May 2018, delayed (end of day).",
		},
		"intraday": {
			fixture.AAPL(timeframe.Day),
			"AAPL (Apple Inc.): candlestick chart over 1 day, 78 5-minute bars. Last 188.59 USD, down 0.76% over the span, " +
				"range 187.45 to 190.06, EMA 9 189.08, SMA 20 189.39, SMA 50 189.41. Sample data, as of 11 May 2018, delayed (end of day). " +
				"Synthetic: the bars within a day were expanded from real daily bars.",
		},
		"flat": {
			steady(2),
			"AAPL (Apple Inc.): candlestick chart over 1 month, 22 daily bars. Last 2.00 USD, unchanged over the span, " +
				"range 2.00 to 2.00, EMA 9 2.00, SMA 20 2.00. Sample data, as of 11 May 2018, delayed (end of day).",
		},
		"one bar": {
			single,
			"AAPL: candlestick chart over 1 month (from 12 Apr 2018), 1 daily bar. Last 2.00, unchanged over the span, range 2.00 to 2.00. " +
				"Sample data, as of 11 May 2018, delayed (end of day).",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := build(t, c.in).AltText; got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestAltTextFitsDiscord(t *testing.T) {
	in := fixture.AAPL(timeframe.Day)
	in.Name = strings.Repeat("ü", 5000)
	in.Provider = strings.Repeat("p", 5000)
	if length := utf8.RuneCountInString(build(t, in).AltText); length != 1024 {
		t.Errorf("%d characters", length)
	}
}

func TestFlatIsNeitherUpNorDown(t *testing.T) {
	for _, op := range build(t, steady(7)).Scene.Ops {
		if rgb := op.Color >> 8; rgb == 0x26a69a || rgb == 0xef5350 {
			t.Fatalf("a flat chart has the colour %06x in %+v", rgb, op)
		}
	}
}

func TestBuildRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*figure.Input){
		"no bars":        func(in *figure.Input) { in.Bars = nil },
		"NaN":            func(in *figure.Input) { in.Bars[3].Close = math.NaN() },
		"infinity":       func(in *figure.Input) { in.Bars[3].High = math.Inf(1) },
		"zero price":     func(in *figure.Input) { in.Bars[3].Low = 0 },
		"high below low": func(in *figure.Input) { in.Bars[3].High = in.Bars[3].Low / 2 },
		"out of order":   func(in *figure.Input) { in.Bars[3].Time = in.Bars[2].Time.Add(-time.Hour) },
		"span too late":  func(in *figure.Input) { in.SpanStart = len(in.Bars) },
		"span too early": func(in *figure.Input) { in.SpanStart = -1 },
		"no timeframe":   func(in *figure.Input) { in.Timeframe = 0 },
		"no zone":        func(in *figure.Input) { in.Zone = nil },
	} {
		in := steady(5)
		spoil(&in)
		if _, err := figure.Build(in); !errors.Is(err, figure.ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestChange(t *testing.T) {
	in := steady(100)
	in.Bars[len(in.Bars)-1].Close = 110
	if amount, percent := in.Change(); amount != 10 || percent != 10 {
		t.Errorf("from the first open: %v, %v%%", amount, percent)
	}
	in.Bars[0].Close, in.SpanStart = 55, 1
	if amount, percent := in.Change(); amount != 55 || percent != 100 {
		t.Errorf("from the close before the span: %v, %v%%", amount, percent)
	}
}
