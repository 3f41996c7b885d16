package figure

import (
	"errors"
	"fmt"
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/indicator"
)

// WarmUp is how many bars before the span settle both averages: the simple one
// needs its period, the exponential one a few times that.
const WarmUp = 100

// average is a moving average over the span.
type average struct {
	name   string
	color  scene.Color
	values indicator.Line
}

// averagesOf computes the averages over all bars and cuts them to the span.
// One that has no value in the span is left out.
func averagesOf(in Input, t theme) ([]average, error) {
	closes := bar.Closes(in.Bars)
	var averages []average
	for _, want := range []struct {
		name   string
		color  scene.Color
		run    func([]float64, int) (indicator.Line, error)
		period int
	}{
		{"SMA 50", t.long, indicator.SMA, 50},
		{"EMA 20", t.short, indicator.EMA, 20},
	} {
		line, err := want.run(closes, want.period)
		var few indicator.InsufficientBarsError
		if errors.As(err, &few) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrInput, err)
		}
		averages = append(averages, average{want.name, want.color, line[in.SpanStart:]})
	}
	return averages, nil
}

func (c *chart) averageLines() {
	for _, a := range c.averages {
		points := make([]scene.Point, len(a.values))
		for i := range a.values {
			points[i] = scene.Point{X: c.columns.x(i), Y: math.NaN()}
			if v, ok := a.values.At(i); ok {
				points[i].Y = c.price.y(v)
			}
		}
		c.scene.Line(points, 3, a.color)
	}
}
