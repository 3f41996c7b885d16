package indicator

import (
	"fmt"

	"github.com/markcheno/go-talib"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// SAR is Wilder's parabolic stop and reverse in prices, absent on the first
// bar. Commonly 0.02 and 0.2. Step is above 0 and limit, which the step grows
// to, not below it and at most 1.
func SAR(series []bar.Bar, step, limit float64) (Line, error) {
	if !(step > 0 && step <= limit && limit <= 1) {
		return nil, fmt.Errorf("step %v and limit %v are not 0 < step <= limit <= 1", step, limit)
	}
	c, err := split(series)
	if err != nil {
		return nil, err
	}
	if len(series) < 2 {
		return absent(len(series)), nil
	}
	return masked(talib.Sar(c.high, c.low, step, limit), 1), nil
}
