package alpaca

import (
	"math"

	"github.com/alpacahq/alpaca-trade-api-go/v3/marketdata"

	"github.com/catalyst-bot/mesh/services/market/internal/live"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

func barOf(row marketdata.Bar) bar.Bar {
	return bar.Bar{
		Time: row.Timestamp.UTC(), Open: row.Open, High: row.High, Low: row.Low, Close: row.Close,
		Volume: int64(min(row.Volume, math.MaxInt64)),
	}
}

// regular keeps the bars of regular sessions.
func regular(bars []bar.Bar) []bar.Bar {
	var kept []bar.Bar
	for _, b := range bars {
		if calendar.SessionAt(b.Time) == calendar.Regular {
			kept = append(kept, b)
		}
	}
	return kept
}

// tickOf reads a snapshot. Until the opening bell its daily bar is that of the
// session before.
func tickOf(snapshot *marketdata.Snapshot) (live.Tick, error) {
	if snapshot == nil || snapshot.LatestTrade == nil {
		return live.Tick{}, provider.ErrNoData
	}
	trade, day, before := snapshot.LatestTrade, snapshot.DailyBar, snapshot.PrevDailyBar
	tick := live.Tick{Price: trade.Price, At: trade.Timestamp.UTC()}
	if day == nil {
		return tick, nil
	}
	if !calendar.Date(day.Timestamp.In(calendar.Zone())).Equal(calendar.Date(trade.Timestamp.In(calendar.Zone()))) {
		tick.PreviousClose = &day.Close
		return tick, nil
	}
	// The volume is that of one small exchange.
	tick.Open, tick.High, tick.Low = &day.Open, &day.High, &day.Low
	if before != nil {
		tick.PreviousClose = &before.Close
	}
	return tick, nil
}

// spell writes a symbol as Alpaca does: BRK.B, and JPM.PRL for preferred shares.
func spell(s symbol.Symbol) string {
	if root, series, preferred := s.Class(); preferred {
		return root + ".PR" + series
	}
	return s.String()
}
