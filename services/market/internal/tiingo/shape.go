package tiingo

import (
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
)

// price is a row of either endpoint of prices.
type price struct {
	Date        time.Time `json:"date"`
	Open        float64   `json:"open"`
	High        float64   `json:"high"`
	Low         float64   `json:"low"`
	Close       float64   `json:"close"`
	Volume      float64   `json:"volume"`
	DivCash     float64   `json:"divCash"`
	SplitFactor float64   `json:"splitFactor"`
}

func (p price) bar(at func(time.Time) time.Time) bar.Bar {
	return bar.Bar{Time: at(p.Date.UTC()), Open: p.Open, High: p.High, Low: p.Low, Close: p.Close, Volume: int64(p.Volume)}
}

// daily is the time of a daily bar.
func daily(t time.Time) time.Time { return calendar.Date(t.UTC()) }

// latest is a row of the newest trades. Before the opening bell it lacks the
// numbers of the session.
type latest struct {
	Timestamp time.Time `json:"timestamp"`
	Last      *float64  `json:"last"`
	Reference *float64  `json:"tngoLast"`
	Open      *float64  `json:"open"`
	High      *float64  `json:"high"`
	Low       *float64  `json:"low"`
	PrevClose *float64  `json:"prevClose"`
}

// price is the last trade, which only those with an agreement with IEX are
// told; the others get a reference price that Tiingo derives from its trades
// and quotes.
func (l latest) price() *float64 {
	if l.Last != nil {
		return l.Last
	}
	return l.Reference
}
