package figure

import (
	"errors"
	"fmt"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/indicator"
)

// WarmUp is how many bars before the span settle every average: a simple one
// needs its period, an exponential one a few times that.
const WarmUp = 100

// average is a moving average over the span.
type average struct {
	name   string
	color  scene.Color
	width  float64
	values indicator.Line
}

// averagesOf computes the averages over all bars and cuts them to the span,
// the slowest first. One that has no value in the span is left out.
func averagesOf(in Input, t theme) ([]average, error) {
	closes := bar.Closes(in.Bars)
	var averages []average
	for _, want := range []struct {
		average
		run    func([]float64, int) (indicator.Line, error)
		period int
	}{
		{average{name: "SMA 50", color: t.slow, width: 3}, indicator.SMA, 50},
		{average{name: "SMA 20", color: t.middle, width: 3}, indicator.SMA, 20},
		{average{name: "EMA 9", color: t.quick, width: 2}, indicator.EMA, 9},
	} {
		line, err := want.run(closes, want.period)
		var few indicator.InsufficientBarsError
		if errors.As(err, &few) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrInput, err)
		}
		want.values = line[in.SpanStart:]
		averages = append(averages, want.average)
	}
	return averages, nil
}
