package study

import (
	"slices"
	"sync"
)

// known is every study but moving averages.
var known = sync.OnceValue(func() []Study { return slices.Concat(overlays(), levels(), panels()) })

// Wilder's averages forget slowly: ten times the period leaves less than a
// hundredth of a percent of where they started.
const (
	settleWilder = 150
	settleMACD   = 150
	settleCloud  = 110
)

func overlays() []Study {
	return []Study{
		{Code: "bollinger", Name: "Bollinger 20, 2", Kind: OverPrices, Band: true, add: addBollinger,
			About: "The 20-bar average, and two standard deviations above and below it."},
		{Code: "keltner", Name: "Keltner 20, 10, 2", Kind: OverPrices, Band: true, add: addKeltner, settle: settleWilder,
			About: "The 20-bar exponential average, and two average true ranges above and below it."},
		{Code: "donchian", Name: "Donchian 20", Kind: OverPrices, Band: true, add: addDonchian,
			About: "The highest high and the lowest low of 20 bars, and the middle of the two."},
		{Code: "ichimoku", Name: "Ichimoku 9, 26, 52", Kind: OverPrices, Band: true, add: addIchimoku, settle: settleCloud,
			About: "Conversion and base line, the cloud drawn 26 bars ahead, and the close 26 bars back."},
		{Code: "vwap", Name: "VWAP", Kind: OverPrices, add: addVWAP,
			About: "The average price weighted by volume: from the open of each session within a day, else from the first bar shown."},
		{Code: "supertrend", Name: "Supertrend 10, 3", Kind: OverPrices, add: addSupertrend, settle: settleWilder,
			About: "A stop three average true ranges away that turns when prices cross it."},
		{Code: "sar", Name: "SAR 0.02, 0.2", Kind: OverPrices, add: addSAR,
			About: "Wilder's parabolic stop and reverse, as dots."},
	}
}

func panels() []Study {
	return []Study{
		{Code: "volume", Name: "Volume", Kind: UnderPrices, Default: true, add: addVolume,
			About: "Shares traded, coloured by whether the bar rose or fell."},
		{Code: "rsi", Name: "RSI 14", Kind: UnderPrices, add: addRSI, settle: settleWilder,
			About: "Wilder's relative strength index, 0 to 100, with lines at 30 and 70."},
		{Code: "macd", Name: "MACD 12, 26, 9", Kind: UnderPrices, add: addMACD, settle: settleMACD,
			About: "The 12-bar exponential average less the 26-bar one, its signal line and their difference."},
		{Code: "stochastic", Name: "Stoch 14, 3, 3", Kind: UnderPrices, add: addStochastic,
			About: "Where the close stands in the range of 14 bars, 0 to 100, with lines at 20 and 80."},
		{Code: "atr", Name: "ATR 14", Kind: UnderPrices, add: addATR, settle: settleWilder,
			About: "Wilder's average true range, in units of price."},
		{Code: "adx", Name: "ADX 14", Kind: UnderPrices, add: addADX, settle: 2 * settleWilder,
			About: "The strength of a trend, 0 to 100, and the directional indicators of rises and falls."},
		{Code: "obv", Name: "OBV", Kind: UnderPrices, add: addOBV,
			About: "Volume added on rises and taken off on falls; only its changes mean something."},
		{Code: "mfi", Name: "MFI 14", Kind: UnderPrices, add: addMFI,
			About: "The money flow index, 0 to 100, with lines at 20 and 80."},
	}
}
