package indicator

import (
	"github.com/markcheno/go-talib"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// ATR is Wilder's average true range in units of price, 0 or more. Commonly
// 14.
func ATR(series []bar.Bar, period int) (Line, error) {
	if err := checkPeriods(period); err != nil {
		return nil, err
	}
	c, err := split(series)
	if err != nil {
		return nil, err
	}
	if len(series) <= period {
		return absent(len(series)), nil
	}
	return masked(talib.Atr(c.high, c.low, c.close, period), period), nil
}
