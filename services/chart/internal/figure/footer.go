package figure

import (
	"math"
	"strings"
	"time"
)

// footer says whose numbers these are and how old.
func (c *chart) footer() {
	style := c.theme.footer()
	if c.Synthetic || c.Age > 0 {
		style.Color = c.theme.warning
	}
	c.scene.Rect(0, c.footerLine-1, c.width, c.footerLine, c.theme.grid)
	bottom := c.footerWords[len(c.footerWords)-1]
	mark := c.scene.Text(c.width-margin, bottom, "catalyst", inColour(style, c.theme.dim), 1)
	for i, line := range c.provenance() {
		room := c.width - 2*margin
		if c.footerWords[i] == bottom {
			room = math.Max(0, room-mark-30)
		}
		c.scene.Text(margin, c.footerWords[i], fit(line, style, room), style, 0)
	}
}

// provenance says whose numbers these are, in as many lines as the footer has.
func (c *chart) provenance() []string {
	source := []string{upperFirst(c.Provider) + " (" + c.Source + ")", "as of " + c.AsOf.In(c.Zone).Format("Mon 2 Jan 2006 15:04 MST")}
	var notes []string
	if c.Age > 0 {
		notes = append(notes, "fetched "+age(c.Age)+" ago")
	}
	if c.Synthetic {
		notes = append(notes, "synthetic")
	}
	notes = append(notes, c.timeliness(), "not advice")
	const separator = " · "
	if len(c.footerWords) > 1 {
		return []string{strings.Join(source, separator), strings.Join(notes, separator)}
	}
	return []string{strings.Join(append(source, notes...), separator)}
}

// timeliness says how old such numbers are at best.
func (c *chart) timeliness() string {
	var words string
	switch c.Timeliness {
	case RealTime:
		words = "real time"
	case Delayed:
		words = "delayed " + age(c.Delay)
	case EndOfDay:
		words = "delayed (end of day)"
	default:
		words = "delayed (how long is not known)"
	}
	if c.Venue != "" {
		words += " (" + c.Venue + " only)"
	}
	return words
}

// age is a length of time in words, at least a minute.
func age(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return number(math.Floor(d.Hours()/24), 0) + " days"
	case d >= 2*time.Hour:
		return number(math.Floor(d.Hours()), 0) + " hours"
	default:
		return number(math.Max(1, math.Floor(d.Minutes())), 0) + " min"
	}
}
