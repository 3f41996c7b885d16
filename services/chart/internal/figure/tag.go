package figure

import (
	"cmp"
	"math"
	"slices"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

const (
	// tagHalf is half the height of a tag, tagRoom the least distance of two.
	tagHalf = 15.0
	tagRoom = 2*tagHalf + 1
)

// tag is a value on the axis in the colour of what has it.
type tag struct {
	y     float64
	text  string
	color scene.Color
}

// priceTags are the last price and the lines at prices, or the last values of a
// comparison.
func (c *chart) priceTags() []tag {
	if c.comparing() {
		return stack(c.rivalTags(), c.price)
	}
	last := c.last().Close
	tags := []tag{{y: c.price.y(last), text: number(last, c.decimals), color: c.direction}}
	for _, l := range c.Lines {
		if l.Price == last {
			continue // its tag is there
		}
		tags = append(tags, tag{y: c.price.y(l.Price), text: number(l.Price, c.decimals), color: c.lineColor(l.Kind)})
	}
	return stack(tags, c.price)
}

// stack moves tags as little as keeps them apart and inside their panel; the
// first keeps its place if it can. What has no room is left out.
func stack(tags []tag, p panel) []tag {
	if len(tags) == 0 {
		return nil
	}
	top, bottom := p.y0+tagHalf+1, p.y1-tagHalf-1
	tags = tags[:min(len(tags), int((bottom-top)/tagRoom)+1)]
	first := tags[0]
	slices.SortStableFunc(tags, func(a, b tag) int { return cmp.Compare(a.y, b.y) })
	anchor := slices.Index(tags, first)
	above, below := anchor, len(tags)-1-anchor
	tags[anchor].y = math.Max(top+tagRoom*float64(above), math.Min(first.y, bottom-tagRoom*float64(below)))
	for i := anchor - 1; i >= 0; i-- {
		tags[i].y = math.Max(top+tagRoom*float64(i), math.Min(tags[i].y, tags[i+1].y-tagRoom))
	}
	for i := anchor + 1; i < len(tags); i++ {
		tags[i].y = math.Min(bottom-tagRoom*float64(len(tags)-1-i), math.Max(tags[i].y, tags[i-1].y+tagRoom))
	}
	for i := range tags {
		tags[i].y = math.Round(tags[i].y)
	}
	return tags
}
