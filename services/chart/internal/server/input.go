package server

import (
	"fmt"
	"slices"
	"time"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/feed"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// input puts replies of the market service into the chart's words.
func input(a ask, main feed.Series, others []figure.Other, events []figure.Event) (figure.Input, error) {
	zone, err := time.LoadLocation(main.GetTimeZone())
	if err != nil {
		return figure.Input{}, fmt.Errorf("read exchange time zone: %w", err)
	}
	info, provenance := main.GetInfo(), main.GetProvenance()
	series := bars(main.GetBars())
	if start := int(main.GetSpanStart()); start < len(series) {
		events = within(events, series[start].Time, provenance.GetAsOf().AsTime(), mostEvents-len(a.events))
	}
	return align(figure.Input{
		Symbol: info.GetSymbol(), Name: info.GetName(), Exchange: info.GetExchange(), Currency: main.GetCurrency(),
		Timeframe: a.timeframe, Interval: timeframe.Interval(main.GetInterval()),
		Bars: series, SpanStart: int(main.GetSpanStart()), Zone: zone,
		Provider: provenance.GetProvider(), Source: provenance.GetSource(),
		AsOf: provenance.GetAsOf().AsTime(), Age: main.Age, Synthetic: provenance.GetSynthetic(),
		Timeliness: figure.Timeliness(provenance.GetTimeliness()), Delay: provenance.GetDelay().AsDuration(), Venue: provenance.GetVenue(),
		Others: others, Events: append(slices.Clone(a.events), events...), Lines: a.lines, Options: a.options,
	}), nil
}

func bars(series []*marketv1.Bar) []bar.Bar {
	converted := make([]bar.Bar, len(series))
	for i, b := range series {
		converted[i] = bar.Bar{
			Time: b.GetTime().AsTime(), Open: b.GetOpen(), High: b.GetHigh(), Low: b.GetLow(), Close: b.GetClose(),
			Volume: b.GetVolume(), Synthetic: b.GetSynthetic(),
		}
	}
	return converted
}
