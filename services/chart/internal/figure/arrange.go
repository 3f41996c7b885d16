package figure

import (
	"math"
	"slices"

	"github.com/catalyst-bot/mesh/services/chart/internal/study"
)

// What is kept free in the price panel, above for the legends and the label of
// the highest price, below for that of the lowest.
const (
	extremeRoom = 30.0
	priceBottom = 32.0
	// tightPanels is the number of panels from which on extremes have no room of
	// their own.
	tightPanels = 3
	tightRoom   = 8.0
)

// study computes what was asked for and puts it into panels.
func (c *chart) study() error {
	wanted := c.wantedStudies()
	set, err := study.Compute(wanted, c.Bars, c.SpanStart, c.intraday())
	if err != nil {
		return err
	}
	c.studies = set
	if p := set.Marks.Plan; p != nil {
		c.Lines = append(slices.Clone(c.Lines), planLines(*p)...)
	}
	for _, s := range set.Missing {
		c.drop(s.Code, NoData)
	}
	c.panes = make([]*pane, 0, len(set.Panels))
	for _, p := range set.Panels {
		if len(c.panes) == c.mostPanels {
			c.drop(p.Code, NoRoom)
			continue
		}
		c.panes = append(c.panes, &pane{Panel: p})
	}
	return nil
}

// wantedStudies leaves out what has no meaning in a comparison, and panels when
// there is no time for them.
func (c *chart) wantedStudies() []study.Study {
	wanted := make([]study.Study, 0, len(c.Studies))
	for _, s := range c.Studies {
		switch {
		case s.Kind == study.UnderPrices && c.Lean:
			c.drop(s.Code, NoTime)
		case s.Kind != study.UnderPrices && len(c.Others) > 0:
			if !s.Default {
				c.drop(s.Code, NoMeaning)
			}
		default:
			wanted = append(wanted, s)
		}
	}
	return wanted
}

// arrange decides where panels lie and what they range over. The price axis is
// as wide as what it says, so the heights come first.
func (c *chart) arrange() {
	c.legendText = c.legendLines()
	c.legendEnd = 10 + legendRow*float64(c.legendRows())
	top, bottom := c.legendEnd+extremeRoom, priceBottom
	if len(c.panes) >= tightPanels {
		top, bottom = c.legendEnd+tightRoom, tightRoom+6
	}
	split := c.splitPanels()
	c.price = panel{y0: c.headerEnd, y1: split - 1, top: top, bottom: bottom}
	if c.comparing() {
		c.price.low, c.price.high = c.rivalRange()
		c.priceTicks = c.ticksOfPercent()
	} else {
		c.price.log = c.Log
		c.price.low, c.price.high = c.priceRange()
		c.priceTicks = c.ticksOfPrice()
	}
	c.keepLines()
	c.keepEvents()
	c.tags = c.priceTags()
	edge := c.width - c.axisWidth()
	c.price.x1 = edge
	for _, p := range c.panes {
		p.x1 = edge
	}
	c.columns = newColumns(0, edge-c.gutter(), len(c.bars)+c.ahead())
}

// splitPanels stacks the panels from below and returns where the first begins.
func (c *chart) splitPanels() float64 {
	body := c.bodyEnd - c.headerEnd
	each := math.Round(body * panelShare(len(c.panes)) / math.Max(1, float64(len(c.panes))))
	split := c.bodyEnd - each*float64(len(c.panes))
	for i, p := range c.panes {
		top := split + each*float64(i)
		c.settle(p, top, top+each-1)
	}
	return split
}

// ahead is how many bars overlays go on after the last one.
func (c *chart) ahead() int {
	most := 0
	for _, o := range c.studies.Overlays {
		for _, l := range o.Lines {
			most = max(most, len(l.Values)-len(c.bars))
		}
	}
	return most
}
