package figure_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/fixture"
	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// texts are all texts of a scene in one string.
func texts(s *scene.Scene) string {
	var all []string
	for _, l := range labels(s) {
		all = append(all, l.text)
	}
	return strings.Join(all, "|")
}

func studies(t *testing.T, codes ...string) []study.Study {
	t.Helper()
	parsed, err := study.Parse(codes)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func TestTooManyPanels(t *testing.T) {
	in := fixture.AAPL(timeframe.Quarter)
	in.Studies = studies(t, "volume", "rsi", "macd", "stochastic", "atr", "adx")
	want := []figure.Drop{{Part: "atr", Reason: figure.NoRoom}, {Part: "adx", Reason: figure.NoRoom}}
	if f := build(t, in); !slices.Equal(f.Drops, want) {
		t.Errorf("dropped %v", f.Drops)
	}
	in.Size = figure.Phone
	if f := build(t, in); !slices.Equal(f.Drops, want[1:]) {
		t.Errorf("on a phone %v", f.Drops)
	}
}

func TestCompare(t *testing.T) {
	in := fixture.MSFT(timeframe.Quarter)
	in.Lines = []figure.PriceLine{{Kind: figure.Stop, Price: 60}}
	in.Studies = append(in.Studies, studies(t, "rsi", "sr")...)
	in.Others = []figure.Other{
		{Symbol: "AAPL", Bars: fixture.AAPL(timeframe.Year).Bars},
		{Symbol: "GONE", Bars: fixture.MSFT(timeframe.Year).Bars[:50]},
	}
	f := build(t, in)
	for _, want := range []figure.Drop{{"sr", figure.NoMeaning}, {"compare:GONE", figure.NoData}, {"line", figure.NoMeaning}} {
		if !slices.Contains(f.Drops, want) {
			t.Errorf("%v is not said to be dropped: %v", want, f.Drops)
		}
	}
	// AAPL closed at 135.02 on 14 Feb 2017 and at 155.47 on 16 May.
	if !strings.Contains(f.AltText, "Compared: MSFT up 7.50%, AAPL up 15.1") {
		t.Errorf("alt text %s", f.AltText)
	}
	if !strings.Contains(texts(f.Scene), "AAPL +15.1%") {
		t.Errorf("no tag among %s", texts(f.Scene))
	}
}

func TestFarLineIsDropped(t *testing.T) {
	in := fixture.AAPL(timeframe.Month)
	in.Lines = []figure.PriceLine{{Kind: figure.Target, Price: 1e6}, {Kind: figure.Entry, Price: 180}}
	f := build(t, in)
	if want := []figure.Drop{{Part: "line", Reason: figure.NoRoom}}; !slices.Equal(f.Drops, want) {
		t.Errorf("dropped %v", f.Drops)
	}
	if all := texts(f.Scene); !strings.Contains(all, "Entry") || strings.Contains(all, "Target") {
		t.Errorf("texts %s", all)
	}
}

func TestEvents(t *testing.T) {
	in := fixture.AAPL(timeframe.Quarter)
	in.Events = []figure.Event{
		{Time: time.Date(2018, 4, 14, 12, 0, 0, 0, time.UTC), Kind: figure.Filing}, // a Saturday
		{Time: time.Date(2018, 5, 11, 18, 0, 0, 0, time.UTC), Kind: figure.Alert, Label: "Spike"},
		{Time: time.Date(2018, 5, 14, 18, 0, 0, 0, time.UTC), Kind: figure.Alert}, // after the newest bar
		{Time: time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC), Kind: figure.Split},   // before the span
	}
	f := build(t, in)
	if want := []figure.Drop{{"marker", figure.NoData}, {"marker", figure.NoData}}; !slices.Equal(f.Drops, want) {
		t.Errorf("dropped %v", f.Drops)
	}
	if !strings.Contains(f.AltText, "Events: Filing 14 Apr, Spike 11 May.") {
		t.Errorf("alt text %s", f.AltText)
	}
}

func TestAgeIsSaid(t *testing.T) {
	in := fixture.AAPL(timeframe.Month)
	for age, want := range map[time.Duration]string{
		time.Second: "fetched 1 min ago", 7 * time.Minute: "fetched 7 min ago", 3 * time.Hour: "fetched 3 hours ago", 99 * time.Hour: "fetched 4 days ago",
	} {
		in.Age = age
		if all := texts(build(t, in).Scene); !strings.Contains(all, want) {
			t.Errorf("%s: %s", age, all)
		}
	}
}

// TestSourceIsAlwaysThere looks at every size and theme.
func TestSourceIsAlwaysThere(t *testing.T) {
	for _, size := range figure.Sizes {
		in := fixture.AAPL(timeframe.Day)
		in.Size = size
		all := texts(build(t, in).Scene)
		for _, want := range []string{"Sample data (AAPL.csv)", "as of Fri 11 May 2018 16:00 EDT", "synthetic", "delayed (end of day)", "prev close 190.04"} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %q in %s", size, want, all)
			}
		}
	}
}

func TestPick(t *testing.T) {
	if s, err := figure.Pick("", figure.Styles); err != nil || s != figure.Candles {
		t.Errorf("empty: %v, %v", s, err)
	}
	if s, err := figure.Pick("AREA", figure.Styles); err != nil || s != figure.Mountain {
		t.Errorf("AREA: %v, %v", s, err)
	}
	if _, err := figure.Pick("pie", figure.Styles); err == nil {
		t.Error("a pie was picked")
	}
}
