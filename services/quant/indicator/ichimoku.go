package indicator

import "github.com/catalyst-bot/mesh/services/quant/bar"

// Cloud is Hosoda's Ichimoku, in prices. Its lines stand on the bars they were
// computed from; a chart draws SpanA and SpanB Displacement bars later, and
// the closes as the lagging line Displacement bars earlier.
type Cloud struct {
	// Conversion and Base are the middles of the short and the medium range.
	Conversion, Base Line
	// SpanA is the middle of Conversion and Base, SpanB that of the long range.
	SpanA, SpanB Line
	// Displacement is how far the drawing is shifted, in bars.
	Displacement int
}

// Ichimoku takes the periods of the short, medium and long range, the medium
// one being the displacement. Commonly 9, 26 and 52.
func Ichimoku(series []bar.Bar, conversion, base, span int) (Cloud, error) {
	if err := checkPeriods(conversion, base, span); err != nil {
		return Cloud{}, err
	}
	c, err := split(series)
	if err != nil {
		return Cloud{}, err
	}
	cloud := Cloud{Conversion: c.middle(conversion), Base: c.middle(base), SpanB: c.middle(span), Displacement: base}
	cloud.SpanA = make(Line, len(series))
	for i := range cloud.SpanA {
		cloud.SpanA[i] = (cloud.Conversion[i] + cloud.Base[i]) / 2
	}
	return cloud, nil
}

// middle is halfway between the highest high and the lowest low of period bars.
func (c columns) middle(period int) Line {
	highest, lowest := c.extremes(period)
	for i := range highest {
		highest[i] = (highest[i] + lowest[i]) / 2
	}
	return highest
}
