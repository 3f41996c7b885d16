package study

import (
	"slices"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/indicator"
)

// Hue is what a colour stands for. Themes choose the colour.
type Hue uint8

// The hues.
const (
	// Quick, Middle, Slow and Long are moving averages by their period; Other1
	// to Other3 are those beside them.
	Quick Hue = iota
	Middle
	Slow
	Long
	Other1
	Other2
	Other3
	// Weighted is the average price weighted by volume.
	Weighted
	// Band is the edge of a band or channel, Centre its middle.
	Band
	Centre
	// Rise and Fall are the sides of a trend.
	Rise
	Fall
	// Signal goes with a line of another hue.
	Signal
	// Plain says nothing but that there is a line.
	Plain
	// Hues is how many there are.
	Hues
)

// Line is one line of a study.
type Line struct {
	// Name is said beside its newest value; it may be empty.
	Name string
	// Values begin with the span. They may go on after its last bar.
	Values indicator.Line
	Hue    Hue
	// Width is in pixels.
	Width float64
}

// Overlay is a study over the prices.
type Overlay struct {
	Study
	Lines []Line
	// Fill is true when the space between the first two lines is tinted: by the
	// hue of the one that is above.
	Fill bool
	// Dots is true when values are drawn as dots.
	Dots bool
}

// Unit is what the numbers of a panel are.
type Unit int

// The units.
const (
	// Price is in the currency of the bars.
	Price Unit = iota
	// Count is in shares.
	Count
	// Score is a number of 0 to 100.
	Score
)

// Panel is a study in a panel of its own.
type Panel struct {
	Study
	Lines []Line
	// Histogram is drawn as columns from 0; it may be nil.
	Histogram indicator.Line
	// Guides are values marked across the panel. Between the first and the last
	// the ground is tinted.
	Guides []float64
	Unit   Unit
	// Volume is true when the panel shows the volume of the bars.
	Volume bool
}

// Set is what was computed for one chart.
type Set struct {
	Overlays []Overlay
	Panels   []Panel
	Marks    Marks
	// Missing are the studies that have nothing to show: too few bars, or no
	// volume.
	Missing []Study
}

// builder fills a set with the studies of some bars.
type builder struct {
	Set
	study    Study
	bars     []bar.Bar
	closes   []float64
	start    int
	intraday bool
	taken    [Hues]bool
}

// Compute runs the studies on warm-up and span, of which the span begins at
// start. Its errors are about the bars.
func Compute(studies []Study, bars []bar.Bar, start int, intraday bool) (Set, error) {
	b := &builder{bars: bars, closes: bar.Closes(bars), start: start, intraday: intraday}
	for _, s := range studies {
		b.study = s
		if err := s.add(b); err != nil {
			return Set{}, err
		}
	}
	return b.Set, nil
}

// span is the part of a line that is shown; nil when nothing in it is present.
func (b *builder) span(line indicator.Line) indicator.Line {
	shown := line[b.start:]
	for i := range shown {
		if _, ok := shown.At(i); ok {
			return shown
		}
	}
	return nil
}

// overlay adds lines over the prices, but for those with nothing to show.
func (b *builder) overlay(o Overlay, lines ...Line) {
	o.Study, o.Lines = b.study, b.present(lines)
	if len(o.Lines) == 0 {
		b.missing()
		return
	}
	o.Fill = o.Fill && len(o.Lines) >= 2
	b.Overlays = append(b.Overlays, o)
}

// panel adds lines in a panel of their own.
func (b *builder) panel(p Panel, lines ...Line) {
	p.Study, p.Lines = b.study, b.present(lines)
	if p.Histogram != nil {
		p.Histogram = b.span(p.Histogram)
	}
	if len(p.Lines) == 0 && !p.Volume {
		b.missing()
		return
	}
	b.Panels = append(b.Panels, p)
}

// present keeps the lines that have something to show, cut to the span.
func (b *builder) present(lines []Line) []Line {
	present := lines[:0]
	for _, l := range lines {
		if l.Values = b.span(l.Values); l.Values != nil {
			present = append(present, l)
		}
	}
	return present
}

// missing notes that the study has nothing to show.
func (b *builder) missing() { b.Missing = append(b.Missing, b.study) }

// shown are the bars of the span.
func (b *builder) shown() []bar.Bar { return b.bars[b.start:] }

// traded reports whether shares changed hands in the span.
func (b *builder) traded() bool {
	return slices.ContainsFunc(b.shown(), func(bar bar.Bar) bool { return bar.Volume > 0 })
}
