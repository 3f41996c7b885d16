package render

import (
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/fixture"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// looks shows every style, theme, size and indicator at least once: timeframe,
// theme, style, size, indicators.
var looks = map[string]string{
	"hollow":   "3M discord hollow discord supertrend,sar,volume,atr,obv",
	"heikin":   "3M contrast heikin_ashi discord keltner,volume,mfi",
	"bars":     "1M light bars discord donchian,pivots,volume",
	"line":     "1Y dark line discord sma200,gaps,volume",
	"area":     "1D light area discord vwap,pivots,volume",
	"panels":   "3M dark candles discord bollinger,ema9,volume,rsi,macd,stochastic",
	"ichimoku": "6M light candles discord ichimoku,volume,adx",
	"levels":   "6M dark candles discord ema20,sr,fibonacci,volume_profile,volume",
	"phone":    "3M discord candles phone ema9,sma20,bollinger,volume,rsi,macd,sr",
	"retina":   "3M dark candles retina ema50,volume,macd",
	"weekly":   "2Y light candles discord sma20,volume",
	"trade":    "3M light candles discord ema20,plan,volume",
	"bare":     "YTD dark candles discord ",
}

// chosen are pictures with what readers may choose.
func chosen() map[string]figure.Input {
	inputs := map[string]figure.Input{"plan": plan(), "compare": compared(), "pattern": triangle(), "stale": stale()}
	for name, look := range looks {
		inputs[name] = inputOf(look)
	}
	log := inputOf("2Y discord candles discord sma20,volume")
	log.Log = true
	inputs["log"] = log
	return inputs
}

func inputOf(look string) figure.Input {
	words := strings.Split(look, " ")
	tf, err := timeframe.Parse(words[0])
	if err != nil {
		panic(err)
	}
	in := fixture.AAPL(tf)
	in.Theme, in.Style, in.Size = words[1], figure.Style(words[2]), figure.Size(words[3])
	in.Studies = nil
	if words[4] != "" {
		if in.Studies, err = study.Parse(strings.Split(words[4], ",")); err != nil {
			panic(err)
		}
	}
	return in
}

// plan has lines at prices and events, one of them before the span.
func plan() figure.Input {
	in := inputOf("3M dark candles discord ema9,sma20,volume,rsi")
	in.Lines = []figure.PriceLine{
		{Kind: figure.Entry, Price: 176}, {Kind: figure.Stop, Price: 168, Label: "Stop loss"},
		{Kind: figure.Target, Price: 192}, {Kind: figure.AlertAt, Price: 189},
	}
	at := func(month time.Month, day int) time.Time { return time.Date(2018, month, day, 14, 0, 0, 0, time.UTC) }
	in.Events = []figure.Event{
		{Time: at(time.April, 4), Kind: figure.Alert, Label: "Volume spike"}, {Time: at(time.May, 1), Kind: figure.Filing},
		{Time: at(time.May, 1), Kind: figure.Split}, {Time: at(time.May, 11), Kind: figure.Dividend},
		{Time: at(time.January, 2), Kind: figure.Alert},
	}
	return in
}

// compared has one symbol that covers the span and one that ends before it.
func compared() figure.Input {
	in := fixture.MSFT(timeframe.Quarter)
	in.Studies, in.Theme = study.Defaults(), figure.Dark
	early := fixture.MSFT(timeframe.Year).Bars[:100]
	in.Others = []figure.Other{{Symbol: "AAPL", Bars: fixture.AAPL(timeframe.Year).Bars}, {Symbol: "EARLY", Bars: early}}
	return in
}

// triangle ends where one had formed.
func triangle() figure.Input {
	in := inputOf("6M dark candles discord patterns,volume")
	in.Bars = in.Bars[:in.SpanStart+112]
	in.AsOf = calendar.Close(in.Bars[len(in.Bars)-1].Time)
	return in
}

// stale could not be fetched again.
func stale() figure.Input {
	in := inputOf("1M dark candles discord sma20,volume")
	in.Age = 7 * time.Minute
	return in
}
