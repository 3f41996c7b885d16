package server

import (
	"fmt"
	"time"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// input puts a reply of the market service into the chart's words.
func input(reply *marketv1.ListBarsResponse, tf timeframe.Timeframe) (figure.Input, error) {
	zone, err := time.LoadLocation(reply.GetTimeZone())
	if err != nil {
		return figure.Input{}, fmt.Errorf("read exchange time zone: %w", err)
	}
	info, provenance := reply.GetInfo(), reply.GetProvenance()
	in := figure.Input{
		Symbol: info.GetSymbol(), Name: info.GetName(), Exchange: info.GetExchange(), Currency: reply.GetCurrency(),
		Timeframe: tf, SpanStart: int(reply.GetSpanStart()), Zone: zone,
		Provider: provenance.GetProvider(), Source: provenance.GetSource(),
		AsOf: provenance.GetAsOf().AsTime(), Synthetic: provenance.GetSynthetic(),
		Bars: make([]bar.Bar, len(reply.GetBars())),
	}
	for i, b := range reply.GetBars() {
		in.Bars[i] = bar.Bar{
			Time: b.GetTime().AsTime(), Open: b.GetOpen(), High: b.GetHigh(), Low: b.GetLow(), Close: b.GetClose(),
			Volume: b.GetVolume(), Synthetic: b.GetSynthetic(),
		}
	}
	return in, nil
}
