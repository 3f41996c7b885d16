package indicator

import "github.com/catalyst-bot/mesh/services/quant/bar"

// HeikinAshi makes averaged bars: each closes at the mean of its prices and
// opens in the middle of the averaged bar before it. Times, volumes and marks
// stay. They show a trend; nothing was traded at their opens and closes.
func HeikinAshi(series []bar.Bar) []bar.Bar {
	averaged := make([]bar.Bar, len(series))
	for i, b := range series {
		open := (b.Open + b.Close) / 2
		if i > 0 {
			open = (averaged[i-1].Open + averaged[i-1].Close) / 2
		}
		b.Open, b.Close = open, (b.Open+b.High+b.Low+b.Close)/4
		b.High = max(b.High, b.Open, b.Close)
		b.Low = min(b.Low, b.Open, b.Close)
		averaged[i] = b
	}
	return averaged
}
