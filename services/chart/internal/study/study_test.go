package study_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/services/chart/internal/fixture"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

func TestEveryCodeIsFound(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range study.All() {
		found, err := study.Find(strings.ToUpper(s.Code))
		if err != nil || found.Code != s.Code || seen[s.Code] || s.Name == "" || s.About == "" || s.Kind == 0 {
			t.Errorf("%+v: %v, seen %v", s, err, seen[s.Code])
		}
		seen[s.Code] = true
	}
	if len(seen) != 29 {
		t.Errorf("%d studies", len(seen))
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ codes, want string }{
		{"", ""},
		{"rsi,sma50,ema9,sma20,volume,bollinger,RSI", "bollinger sma50 sma20 ema9 volume rsi"},
		{"sma2,ema400,vwap", "ema400 sma2 vwap"},
		{"sma1", "-"},
		{"ema401", "-"},
		{"sma020", "-"},
		{"sma-5", "-"},
		{"pink", "-"},
		{strings.Repeat("rsi,", 16) + "rsi", "-"},
	} {
		var codes []string
		if c.codes != "" {
			codes = strings.Split(c.codes, ",")
		}
		studies, err := study.Parse(codes)
		got := make([]string, len(studies))
		for i, s := range studies {
			got[i] = s.Code
		}
		if c.want == "-" {
			if !errors.Is(err, study.ErrUnknown) {
				t.Errorf("%s: %v", c.codes, err)
			}
		} else if strings.Join(got, " ") != c.want || err != nil {
			t.Errorf("%s: %v, %v", c.codes, got, err)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, code := range []string{"sma20", "EMA9", "sma", "sma99999999999999999999", "rsi"} {
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code string) {
		if s, err := study.Find(code); err == nil && !strings.EqualFold(s.Code, strings.TrimSpace(code)) {
			t.Errorf("%q is %s", code, s.Code)
		}
	})
}

// TestNothingStartsCutOff looks for every line at the first bar of the span,
// when the warm-up that was asked for is there.
func TestNothingStartsCutOff(t *testing.T) {
	bars := fixture.AAPL(timeframe.Year).Bars
	for _, s := range study.All() {
		warmUp := study.WarmUp([]study.Study{s})
		if warmUp >= len(bars)-5 {
			continue
		}
		set, err := study.Compute([]study.Study{s}, bars, warmUp, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range linesOf(set) {
			if s.Code == "supertrend" || l.Name == "lagging" { // one of two sides; the end is absent, not the start
				continue
			}
			if _, ok := l.Values.At(0); !ok {
				t.Errorf("%s: %s begins late", s.Code, l.Name)
			}
		}
	}
}

// TestWarmUpSettles compares with all the history there is: what is shown must
// not depend on how much was fetched.
func TestWarmUpSettles(t *testing.T) {
	bars := fixture.AAPL(timeframe.Year).Bars
	for _, code := range []string{"ema9", "ema20", "rsi", "atr", "macd", "adx", "keltner", "stochastic", "mfi", "bollinger"} {
		s, err := study.Find(code)
		if err != nil {
			t.Fatal(err)
		}
		studies := []study.Study{s}
		start := len(bars) - 20
		whole, err := study.Compute(studies, bars, start, false)
		if err != nil {
			t.Fatal(err)
		}
		from := max(0, start-study.WarmUp(studies))
		part, err := study.Compute(studies, bars[from:], start-from, false)
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range linesOf(whole) {
			want, got := l.Values[0], linesOf(part)[i].Values[0]
			if math.Abs(got-want) > 2e-3*math.Max(1, math.Abs(want)) {
				t.Errorf("%s %s: %v with the warm-up, %v with everything", code, l.Name, got, want)
			}
		}
	}
}

func linesOf(set study.Set) []study.Line {
	var lines []study.Line
	for _, o := range set.Overlays {
		lines = append(lines, o.Lines...)
	}
	for _, p := range set.Panels {
		lines = append(lines, p.Lines...)
	}
	return lines
}

func TestMissingIsSaid(t *testing.T) {
	bars := fixture.AAPL(timeframe.Year).Bars[:3]
	for i := range bars {
		bars[i].Volume = 0
	}
	set, err := study.Compute(study.All(), bars, 0, false)
	if err != nil {
		t.Fatal(err)
	}
	var missing []string
	for _, s := range set.Missing {
		missing = append(missing, s.Code)
	}
	for _, code := range []string{"sma20", "ema50", "bollinger", "vwap", "rsi", "volume", "obv", "mfi", "sr", "fibonacci", "volume_profile", "patterns"} {
		if !slices.Contains(missing, code) {
			t.Errorf("%s has something to show in three bars without volume", code)
		}
	}
}

// TestVWAPStartsWithEachSession looks at two sessions: a line of its own each.
func TestVWAPStartsWithEachSession(t *testing.T) {
	in := fixture.AAPL(timeframe.FiveDays)
	s, err := study.Find("vwap")
	if err != nil {
		t.Fatal(err)
	}
	set, err := study.Compute([]study.Study{s}, in.Bars, in.SpanStart, true)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(set.Overlays[0].Lines); n != 5 {
		t.Errorf("%d lines over five sessions", n)
	}
	first := in.Bars[in.SpanStart]
	typical := (first.High + first.Low + first.Close) / 3
	if v, ok := set.Overlays[0].Lines[0].Values.At(0); !ok || math.Abs(v-typical) > 1e-9 {
		t.Errorf("the first session begins at %v, want %v", v, typical)
	}
}
