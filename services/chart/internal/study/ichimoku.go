package study

import "github.com/catalyst-bot/mesh/services/quant/indicator"

// addIchimoku draws the cloud as far ahead as its displacement says, and the
// closes as far back.
func addIchimoku(b *builder) error {
	cloud, err := indicator.Ichimoku(b.bars, 9, 26, 52)
	if err != nil {
		return err
	}
	d := cloud.Displacement
	b.overlay(Overlay{Fill: true},
		Line{Name: "span A", Values: ahead(cloud.SpanA, d), Hue: Rise, Width: thin},
		Line{Name: "span B", Values: ahead(cloud.SpanB, d), Hue: Fall, Width: thin},
		Line{Name: "conversion", Values: cloud.Conversion, Hue: Quick, Width: thin},
		Line{Name: "base", Values: cloud.Base, Hue: Slow, Width: thin},
		Line{Name: "lagging", Values: back(b.closes, d), Hue: Plain, Width: thin})
	return nil
}

func ahead(line indicator.Line, by int) indicator.Line { return append(absent(by), line...) }

func back(values []float64, by int) indicator.Line {
	by = min(by, len(values))
	return append(append(indicator.Line(nil), values[by:]...), absent(by)...)
}
