package figure

import (
	"fmt"
	"math"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/indicator"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Equity is the worth of an account from day to day, beside that of holding the
// symbol it traded.
type Equity struct {
	// Symbol was traded by the strategy with the Name.
	Symbol, Name string
	// Days are at 00:00 UTC, oldest first; the values are of their closes, above
	// 0, and begin with the same one.
	Days          []time.Time
	Values, Holds []float64
	// Trades are in order of their entry.
	Trades []EquityTrade
	// Source says whose prices were traded.
	Source string
	// Theme and Size are as in Options.
	Theme string
	Size  Size
}

// EquityTrade is one time of holding: the indices of the days of buying and
// selling. Open ones were not sold.
type EquityTrade struct {
	Entry, Exit int
	Open        bool
	// Return is a fraction.
	Return float64
}

// Validate reports whether the account can be drawn; its error wraps ErrInput.
func (e Equity) Validate() error {
	n := len(e.Days)
	if n < 2 || len(e.Values) != n || len(e.Holds) != n {
		return fmt.Errorf("%w: %d days, %d and %d values", ErrInput, n, len(e.Values), len(e.Holds))
	}
	for i := range n {
		if i > 0 && !e.Days[i].After(e.Days[i-1]) {
			return fmt.Errorf("%w: day %d is not after the one before", ErrInput, i)
		}
		for _, v := range []float64{e.Values[i], e.Holds[i]} {
			if !(v >= minPrice && v <= maxPrice) {
				return fmt.Errorf("%w: day %d is worth %v", ErrInput, i, v)
			}
		}
	}
	for i, t := range e.Trades {
		if t.Entry < 0 || t.Exit < t.Entry || t.Exit >= n {
			return fmt.Errorf("%w: trade %d is from day %d to day %d of %d", ErrInput, i, t.Entry, t.Exit, n)
		}
	}
	return nil
}

// holding names the line beside that of the strategy.
const holding = "Buy and hold"

// BuildEquity lays out an account with the memory of a scene that is not needed
// any more. Its errors wrap ErrInput.
func BuildEquity(s *scene.Scene, e Equity) (Figure, error) {
	if err := e.Validate(); err != nil {
		return Figure{}, err
	}
	a := &account{chart: e.chart(s), of: e}
	a.compare()
	a.panes = []*pane{{Panel: a.drawdowns()}}
	a.arrange()
	a.draw()
	return Figure{Scene: s, AltText: a.altText(), Drops: a.drops}, nil
}

// account is the picture of an account while it is laid out: a comparison of two
// lines, with the trades of one.
type account struct {
	*chart
	of Equity
}

// chart is the comparison the picture is made of.
func (e Equity) chart(s *scene.Scene) *chart {
	in := Input{
		Symbol: e.Name, Timeframe: timeframe.Max, Interval: timeframe.Daily, Bars: e.bars(e.Values), Zone: time.UTC,
		Others: []Other{{Symbol: holding, Bars: e.bars(e.Holds)}}, Options: Options{Theme: e.Theme, Size: e.Size},
	}
	c := &chart{Input: in, frame: frameOf(e.Size), theme: themeOf(e.Theme), scene: s, bars: in.Bars, decimals: 2}
	width, height := e.Size.Layout()
	s.Reset(width, height, c.theme.background)
	amount, _ := in.Change()
	c.direction = c.theme.towards(amount)
	return c
}

func (e Equity) bars(values []float64) []bar.Bar {
	bars := make([]bar.Bar, len(values))
	for i, v := range values {
		bars[i] = bar.Bar{Time: e.Days[i], Open: v, High: v, Low: v, Close: v}
	}
	return bars
}

// drawdowns are how far both are below their highest worth, in percent.
func (a *account) drawdowns() study.Panel {
	return study.Panel{
		Study: study.Study{Name: "Drawdown %"}, Guides: []float64{0},
		Lines: []study.Line{
			{Values: drawdown(a.of.Values), Hue: study.Middle, Width: 2}, {Values: drawdown(a.of.Holds), Hue: study.Slow, Width: 2},
		},
	}
}

func drawdown(values []float64) indicator.Line {
	line, peak := make(indicator.Line, len(values)), 0.0
	for i, v := range values {
		peak = math.Max(peak, v)
		line[i] = (v/peak - 1) * 100
	}
	return line
}

// arrange is that of a chart, with tags of numbers alone: the legend names them.
func (a *account) arrange() {
	a.legendText = a.legendLines()
	a.legendEnd = 10 + legendRow*float64(a.legendRows())
	split := a.splitPanels()
	a.price = panel{y0: a.headerEnd, y1: split - 1, top: a.legendEnd + extremeRoom, bottom: priceBottom}
	a.price.low, a.price.high = a.rivalRange()
	a.priceTicks = a.ticksOfPercent()
	for _, r := range a.rivals {
		a.tags = append(a.tags, tag{y: a.price.y(r.last), text: signed(r.last, 1) + "%", color: r.color})
	}
	a.tags = stack(a.tags, a.price)
	edge := a.width - a.axisWidth()
	a.price.x1 = edge
	a.panes[0].x1 = edge
	a.columns = newColumns(0, edge, len(a.bars))
}
