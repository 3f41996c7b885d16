package study

import "github.com/catalyst-bot/mesh/services/quant/indicator"

// addVolume is missing for symbols that are not traded themselves.
func addVolume(b *builder) error {
	if !b.traded() {
		b.missing()
		return nil
	}
	b.panel(Panel{Volume: true, Unit: Count})
	return nil
}

func addRSI(b *builder) error {
	line, err := indicator.RSI(b.closes, 14)
	if err != nil {
		return err
	}
	b.panel(Panel{Unit: Score, Guides: []float64{30, 50, 70}}, Line{Values: line, Hue: Quick, Width: thin})
	return nil
}

func addMACD(b *builder) error {
	m, err := indicator.MACD(b.closes, 12, 26, 9)
	if err != nil {
		return err
	}
	b.panel(Panel{Histogram: m.Histogram, Guides: []float64{0}}, Line{Name: "MACD", Values: m.MACD, Hue: Middle, Width: thin},
		Line{Name: "signal", Values: m.Signal, Hue: Signal, Width: thin})
	return nil
}

func addStochastic(b *builder) error {
	o, err := indicator.Stochastic(b.bars, 14, 3, 3)
	if err != nil {
		return err
	}
	b.panel(Panel{Unit: Score, Guides: []float64{20, 50, 80}}, Line{Name: "K", Values: o.K, Hue: Middle, Width: thin},
		Line{Name: "D", Values: o.D, Hue: Signal, Width: thin})
	return nil
}

func addATR(b *builder) error {
	line, err := indicator.ATR(b.bars, 14)
	if err != nil {
		return err
	}
	b.panel(Panel{}, Line{Values: line, Hue: Other1, Width: thin})
	return nil
}

func addADX(b *builder) error {
	d, err := indicator.ADX(b.bars, 14)
	if err != nil {
		return err
	}
	b.panel(Panel{Unit: Score, Guides: []float64{25}}, Line{Name: "ADX", Values: d.ADX, Hue: Slow, Width: thin},
		Line{Name: "+DI", Values: d.Plus, Hue: Rise, Width: thin}, Line{Name: "−DI", Values: d.Minus, Hue: Fall, Width: thin})
	return nil
}

// addOBV counts from the first bar shown: where it begins means nothing.
func addOBV(b *builder) error {
	if !b.traded() {
		b.missing()
		return nil
	}
	line, err := indicator.OBV(b.bars[b.start:])
	if err != nil {
		return err
	}
	b.panel(Panel{Unit: Count}, Line{Values: append(absent(b.start), line...), Hue: Other2, Width: thin})
	return nil
}

func addMFI(b *builder) error {
	line, err := indicator.MFI(b.bars, 14)
	if err != nil {
		return err
	}
	b.panel(Panel{Unit: Score, Guides: []float64{20, 50, 80}}, Line{Values: line, Hue: Weighted, Width: thin})
	return nil
}
