package sample

import (
	"context"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

const (
	// yearBars is the number of sessions in 52 weeks, and leastYear how many
	// must be there to speak of a year.
	yearBars, leastYear = 252, 250
	// volumeBars is the number of sessions volume is compared with.
	volumeBars = 20
)

// Quote is the last daily bar with what gives it meaning.
func (p *Provider) Quote(_ context.Context, s symbol.Symbol) (provider.Quote, error) {
	h, ok := p.histories[s]
	if !ok {
		return provider.Quote{}, provider.ErrNoData
	}
	last := newest(h.bars)
	q := provider.Quote{
		Currency: currency, Price: last.Close, Open: last.Open, High: last.High, Low: last.Low,
		Session: calendar.Closed, Provenance: h.provenance(),
	}
	if n := len(h.bars); n > 1 {
		q.PreviousClose = &h.bars[n-2].Close
	}
	q.YearHigh, q.YearLow = yearRange(h.bars)
	if last.Volume > 0 {
		q.Volume, q.AverageVolume = &last.Volume, averageVolume(h.bars)
	}
	return q, nil
}

func yearRange(bars []bar.Bar) (high, low *float64) {
	if len(bars) < leastYear {
		return nil, nil
	}
	year := bars[max(0, len(bars)-yearBars):]
	top, bottom := year[0].High, year[0].Low
	for _, b := range year {
		top, bottom = max(top, b.High), min(bottom, b.Low)
	}
	return &top, &bottom
}

// averageVolume is the mean over the sessions before the last one.
func averageVolume(bars []bar.Bar) *float64 {
	if len(bars) <= volumeBars {
		return nil
	}
	sum := 0.0
	for _, b := range bars[len(bars)-1-volumeBars : len(bars)-1] {
		sum += float64(b.Volume)
	}
	mean := sum / volumeBars
	return &mean
}
