package indicator

import (
	"math"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
)

// VWAP is the average of typical prices, (high + low + close) / 3, weighted by
// volume, from the newest bar that restart says begins anew; without restart it
// is anchored at the first bar. It is absent until a share was traded.
func VWAP(series []bar.Bar, restart func(before, b bar.Bar) bool) (Line, error) {
	line := make(Line, len(series))
	var paid, traded float64
	for i, b := range series {
		price := typical(b)
		if math.IsNaN(price) || math.IsInf(price, 0) {
			return nil, NotFiniteError{Index: i}
		}
		if i > 0 && restart != nil && restart(series[i-1], b) {
			paid, traded = 0, 0
		}
		paid += price * float64(b.Volume)
		traded += float64(b.Volume)
		line[i] = paid / traded // NaN as long as both are 0
	}
	return masked(line, 0), nil
}

// NewSession reports whether an intraday bar is the first of its day, in
// exchange time: a restart for VWAP.
func NewSession(before, b bar.Bar) bool {
	zone := calendar.Zone()
	return !calendar.Date(before.Time.In(zone)).Equal(calendar.Date(b.Time.In(zone)))
}
