package figure

import (
	"fmt"
	"strings"

	"github.com/catalyst-bot/mesh/services/chart/internal/study"
)

// overlaysInWords gives the newest values of overlays, the quickest first.
func (c *chart) overlaysInWords() string {
	var b strings.Builder
	for i := len(c.studies.Overlays) - 1; i >= 0; i-- {
		o := c.studies.Overlays[i]
		if text := c.linesInWords(o.Lines, func(v float64) string { return number(v, c.decimals) }); text != "" {
			b.WriteString(", " + o.Name + " " + text)
		}
	}
	return b.String()
}

// linesInWords names lines where there is more than one.
func (c *chart) linesInWords(lines []study.Line, text func(float64) string) string {
	var b strings.Builder
	for _, l := range lines {
		v, ok := l.Values.At(len(c.bars) - 1)
		if !ok {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		if len(lines) > 1 && l.Name != "" {
			b.WriteString(l.Name + " ")
		}
		b.WriteString(text(v))
	}
	return b.String()
}

// panesInWords gives the newest values of panels. Volume is left out, as it
// says little without the bars before it.
func (c *chart) panesInWords() []string {
	sentences := make([]string, 0, len(c.panes))
	for _, p := range c.panes {
		if text := c.linesInWords(p.Lines, func(v float64) string { return p.label(v, p.decimals) }); text != "" {
			sentences = append(sentences, p.Name+": "+text+".")
		}
	}
	return sentences
}

func (c *chart) rivalsInWords() []string {
	if !c.comparing() {
		return nil
	}
	words := make([]string, len(c.rivals))
	for i, r := range c.rivals {
		words[i] = r.symbol + " " + inWords(r.last)
	}
	return []string{"Compared: " + strings.Join(words, ", ") + "."}
}

// marksInWords names lines, levels, patterns and events.
func (c *chart) marksInWords() []string {
	if c.comparing() {
		return nil
	}
	var lines, levels, shapes, events []string
	for _, l := range c.Lines {
		lines = append(lines, l.words()+" "+number(l.Price, c.decimals))
	}
	for _, m := range c.studies.Marks.Lines {
		levels = append(levels, m.Name+" "+number(m.Price, c.decimals))
	}
	for _, s := range c.studies.Marks.Shapes {
		shapes = append(shapes, c.shapeName(s))
	}
	for _, e := range c.Events {
		events = append(events, e.words()+" "+e.Time.In(c.Zone).Format("2 Jan"))
	}
	var sentences []string
	for _, part := range []struct {
		title string
		words []string
	}{{"Plan", lines}, {"Levels", levels}, {"Patterns", shapes}, {"Events", events}} {
		if len(part.words) > 0 {
			sentences = append(sentences, part.title+": "+strings.Join(part.words, ", ")+".")
		}
	}
	if n := len(c.studies.Marks.Gaps); n > 0 {
		sentences = append(sentences, fmt.Sprintf("%d open %s.", n, plural(n, "gap")))
	}
	return sentences
}
