package render

import (
	"math"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/fixture"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// heldFor is how many days the account of a test holds, and then does not.
const heldFor = 30

// account bought every other 30 days of a year.
func account() figure.Equity {
	bars := fixture.AAPL(timeframe.Year).Bars
	bars = bars[len(bars)-252:]
	e := figure.Equity{Symbol: "AAPL", Name: "Every other month", Source: "sample data (AAPL.csv)", Theme: figure.Dark}
	worth := 10000.0
	for i, b := range bars {
		held := i/heldFor%2 == 1
		if i > 0 && (i-1)/heldFor%2 == 1 {
			worth *= b.Close / bars[i-1].Close
		}
		e.Days = append(e.Days, b.Time)
		e.Values, e.Holds = append(e.Values, worth), append(e.Holds, 10000*b.Close/bars[0].Close)
		switch n := len(e.Trades); {
		case held && i%heldFor == 0:
			e.Trades = append(e.Trades, figure.EquityTrade{Entry: i, Exit: i, Open: true})
		case n > 0 && e.Trades[n-1].Open:
			t := &e.Trades[n-1]
			t.Exit, t.Open, t.Return = i, held, b.Close/bars[t.Entry].Close-1
		}
	}
	return e
}

// history is a report's: an account and a hit rate that some days have not.
func history() figure.Curves {
	in := figure.Curves{Title: "30 days of alerts", Note: "12 outcomes to 11 May 2018", Theme: figure.Dark}
	equity := figure.CurvePanel{Name: "Equity", Unit: "%", Kind: figure.CurveArea, Reference: new(0.0)}
	rate := figure.CurvePanel{Name: "Hit rate", Unit: "%", Kind: figure.CurveBars, Least: new(0.0), Greatest: new(100.0), Reference: new(50.0)}
	for i := range 30 {
		in.Days = append(in.Days, time.Date(2018, 4, 12+i, 0, 0, 0, 0, time.UTC))
		equity.Values = append(equity.Values, 4*math.Sin(float64(i)/5)+float64(i)/6)
		share := 50 + 40*math.Sin(float64(i))
		if i%4 == 0 {
			share = math.NaN()
		}
		rate.Values = append(rate.Values, share)
	}
	in.Panels = []figure.CurvePanel{equity, rate}
	return in
}

func TestGoldenAccount(t *testing.T) {
	for name, theme := range map[string]string{"account": figure.Dark, "account-contrast": figure.Contrast} {
		e := account()
		e.Theme = theme
		picture, err := newRenderer(t, 1).RenderEquity(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		checkGolden(t, name, picture)
	}
}

func TestGoldenCurves(t *testing.T) {
	picture, err := newRenderer(t, 1).Curves(t.Context(), history())
	if err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "curves", picture)
}
