package research

import (
	"fmt"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/indicator"
	"github.com/catalyst-bot/mesh/services/quant/level"
	"github.com/catalyst-bot/mesh/services/quant/statistics"
)

// Windows, in sessions.
const (
	yearDays   = 252
	riskDays   = 63
	levelDays  = 252
	rsiPeriod  = 14
	atrPeriod  = 14
	adxPeriod  = 14
	volumeDays = 20
)

var (
	returnDays  = []int{5, 21, 63, 126, 252}
	averageDays = []int{20, 50, 200}
)

func (b *builder) price() {
	closes := bar.Closes(b.subject.Bars)
	b.number(fact.Price, "close", "Last close", fact.Money, b.last().Close)
	if q := b.subject.Quote; q != nil {
		b.add(fact.Fact{
			Group: fact.Price, Key: "price", Label: "Price", Unit: fact.Money, Value: &q.Price, At: q.At, Source: b.subject.Source,
		})
		if q.ChangePercent != nil {
			b.change(fact.Price, "change", "Change on the day", q.At, *q.ChangePercent)
		}
	}
	for _, days := range returnDays {
		if len(closes) > days {
			total, _ := statistics.Return(closes[len(closes)-1-days:])
			b.change(fact.Price, fmt.Sprint("return_", days), fmt.Sprintf("%d-session return", days), b.last().Time, 100*total)
		}
	}
	if len(closes) < yearDays {
		return
	}
	high, low := extremes(b.subject.Bars[len(closes)-yearDays:])
	b.number(fact.Levels, "year_high", "52-week high", fact.Money, high)
	b.number(fact.Levels, "year_low", "52-week low", fact.Money, low)
	b.change(fact.Price, "from_high", "Distance from the 52-week high", b.last().Time, 100*(b.last().Close/high-1))
}

func extremes(bars []bar.Bar) (high, low float64) {
	high, low = bars[0].High, bars[0].Low
	for _, b := range bars {
		high, low = max(high, b.High), min(low, b.Low)
	}
	return high, low
}

func (b *builder) trend() error {
	closes := bar.Closes(b.subject.Bars)
	for _, days := range averageDays {
		line, err := indicator.SMA(closes, days)
		if err != nil {
			return err
		}
		if average, ok := line.Last(); ok {
			b.number(fact.Levels, fmt.Sprint("sma_", days), fmt.Sprintf("%d-day average", days), fact.Money, average)
			b.change(fact.Trend, fmt.Sprint("over_sma_", days), fmt.Sprintf("Distance from the %d-day average", days), b.last().Time,
				100*(b.last().Close/average-1))
		}
	}
	direction, err := indicator.ADX(b.subject.Bars, adxPeriod)
	if err != nil {
		return err
	}
	adx, ok := direction.ADX.Last()
	b.numberIf(fact.Momentum, "adx", "ADX (14)", fact.Number, adx, ok)
	return nil
}

func (b *builder) momentum() error {
	closes := bar.Closes(b.subject.Bars)
	line, err := indicator.RSI(closes, rsiPeriod)
	if err != nil {
		return err
	}
	rsi, ok := line.Last()
	b.numberIf(fact.Momentum, "rsi", "RSI (14)", fact.Number, rsi, ok)
	macd, err := indicator.MACD(closes, 12, 26, 9)
	if err != nil {
		return err
	}
	histogram, ok := macd.Histogram.Last()
	b.numberIf(fact.Momentum, "macd", "MACD histogram", fact.Money, histogram, ok)
	return nil
}

func (b *builder) volume() error {
	bars := b.subject.Bars
	if b.last().Volume > 0 {
		b.number(fact.Volume, "volume", "Volume", fact.Shares, float64(b.last().Volume))
	}
	if len(bars) > volumeDays {
		var volumes []float64
		for _, v := range bars[len(bars)-1-volumeDays : len(bars)-1] {
			volumes = append(volumes, float64(v.Volume))
		}
		mean, ok := statistics.Mean(volumes)
		known := ok && mean > 0
		b.numberIf(fact.Volume, "mean_volume", "20-day mean volume", fact.Shares, mean, known)
		b.numberIf(fact.Volume, "relative_volume", "Relative volume", fact.Times, float64(b.last().Volume)/mean, known && b.last().Volume > 0)
	}
	return nil
}

func (b *builder) volatility() error {
	closes := bar.Closes(b.subject.Bars)
	if len(closes) > riskDays {
		v, ok := statistics.Volatility(statistics.Changes(closes[len(closes)-1-riskDays:]))
		b.numberIf(fact.Volatility, "volatility", "Annual volatility over 63 sessions", fact.Percent, 100*v, ok)
	}
	if len(closes) > yearDays {
		fall := statistics.MaxDrawdown(closes[len(closes)-1-yearDays:])
		b.number(fact.Volatility, "drawdown", "Maximum drawdown over 252 sessions", fact.Percent, 100*fall.Depth)
	}
	line, err := indicator.ATR(b.subject.Bars, atrPeriod)
	if err != nil {
		return err
	}
	atr, ok := line.Last()
	b.numberIf(fact.Volatility, "atr", "ATR (14)", fact.Money, atr, ok)
	b.numberIf(fact.Volatility, "atr_percent", "ATR (14) of the price", fact.Percent, 100*atr/b.last().Close, ok)
	return nil
}

// levels adds the nearest support and resistance of a year.
func (b *builder) levels() {
	bars := b.subject.Bars
	found := level.SupportResistance(bars[max(0, len(bars)-levelDays):], 3)
	for i, l := range found { // in falling order of price
		if l.Side == level.Support {
			b.number(fact.Levels, "support", "Support", fact.Money, l.Price)
			return
		}
		if i+1 == len(found) || found[i+1].Side == level.Support {
			b.number(fact.Levels, "resistance", "Resistance", fact.Money, l.Price)
		}
	}
}
