package indicator

import (
	"github.com/markcheno/go-talib"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Direction is Wilder's directional movement, each line 0 to 100.
type Direction struct {
	// ADX is how strong a trend is, whichever way it points. It starts later
	// than the others, on bar 2*period - 1.
	ADX Line
	// Plus and Minus are the directional indicators of rises and falls.
	Plus, Minus Line
}

// ADX measures the strength and the direction of a trend. Commonly 14. Before
// the first move it is absent.
func ADX(series []bar.Bar, period int) (Direction, error) {
	if err := checkPeriods(period); err != nil {
		return Direction{}, err
	}
	c, err := split(series)
	if err != nil {
		return Direction{}, err
	}
	n := len(series)
	result := Direction{ADX: absent(n), Plus: absent(n), Minus: absent(n)}
	if n > period {
		result.Plus = percent(masked(talib.PlusDI(c.high, c.low, c.close, period), period))
		result.Minus = percent(masked(talib.MinusDI(c.high, c.low, c.close, period), period))
	}
	if n >= 2*period {
		result.ADX = percent(masked(talib.Adx(c.high, c.low, c.close, period), 2*period-1))
	}
	c.maskFlatStart(result.ADX, result.Plus, result.Minus)
	return result, nil
}
