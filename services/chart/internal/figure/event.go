package figure

import (
	"math"
	"sort"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
)

// EventKind is a kind of event. Its numbers are those of the
// catalyst.chart.v1.MarkerKind enum.
type EventKind int

// The kinds of events.
const (
	Alert EventKind = iota + 1
	Dividend
	Split
	Filing
)

// Valid reports whether k is one of the kinds.
func (k EventKind) Valid() bool { return k >= Alert && k <= Filing }

// String names the kind for people.
func (k EventKind) String() string {
	return [...]string{Alert: "Alert", Dividend: "Dividend", Split: "Split", Filing: "Filing"}[k]
}

// Event is something that happened at a moment.
type Event struct {
	Time time.Time
	Kind EventKind
	// Label is a word or two; when empty, the name of the kind.
	Label string
}

func (e Event) words() string {
	if e.Label != "" {
		return e.Label
	}
	return e.Kind.String()
}

// keepEvents drops events outside the span, and all from a comparison.
func (c *chart) keepEvents() {
	var kept []Event
	for _, e := range c.Events {
		switch _, ok := c.barAt(e.Time); {
		case c.comparing():
			c.drop("marker", NoMeaning)
		case !ok:
			c.drop("marker", NoData)
		default:
			kept = append(kept, e)
		}
	}
	c.Events = kept
}

// barAt is the bar of the span that holds a moment. Within a day, what happened
// outside trading hours belongs to the bar that follows it.
func (c *chart) barAt(moment time.Time) (int, bool) {
	if !c.intraday() { // bars stand for dates of exchange time
		year, month, day := moment.In(c.Zone).Date()
		moment = time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	after := sort.Search(len(c.bars), func(i int) bool { return c.bars[i].Time.After(moment) })
	switch {
	case after == 0, after == len(c.bars) && moment.Sub(c.bars[after-1].Time) >= c.interval().Step():
		return 0, false
	case after < len(c.bars) && c.intraday() && moment.Sub(c.bars[after-1].Time) >= c.interval().Step():
		return after, true
	default:
		return after - 1, true
	}
}

const (
	// badgeHalf is half the width of a badge.
	badgeHalf = 12.0
	// arrowHalf and arrowHeight are those of an alert's arrow.
	arrowHalf, arrowHeight = 9.0, 13.0
)

// eventMarks are badges at the foot of the panel, for alerts with an arrow at
// the bar.
func (c *chart) eventMarks() {
	for _, e := range c.Events {
		i, _ := c.barAt(e.Time)
		x, color := c.columns.x(i), c.eventColor(e.Kind)
		if e.Kind == Alert {
			c.arrow(x, c.price.y(c.drawn[i].Low)+4, color)
		}
		c.badge(c.within(x, badgeHalf), e, color)
	}
}

// badge is stacked on others at the same place. What finds no room there is
// left to the alternative text.
func (c *chart) badge(x float64, e Event, color scene.Color) {
	for y := c.price.y1 - badgeHalf - 4; c.price.y1-y < 5*badgeHalf; y -= 2*badgeHalf + 2 {
		if !c.crowd.take(box{x - badgeHalf, y - badgeHalf, x + badgeHalf, y + badgeHalf}) {
			continue
		}
		c.scene.Round(x-badgeHalf, y-badgeHalf, x+badgeHalf, y+badgeHalf, badgeHalf, color)
		c.scene.Text(x, y, e.Kind.String()[:1], c.theme.badge(), .5)
		c.badgeLabel(x, y, e, color)
		return
	}
	c.drop("marker", NoRoom)
}

// badgeLabel says a label of its own beside the badge, where there is room.
func (c *chart) badgeLabel(x, y float64, e Event, color scene.Color) {
	if e.Label == "" {
		return
	}
	style := inColour(c.theme.level(), color)
	width := style.Width(e.Label) + 8
	for _, left := range []float64{x + badgeHalf + 2, x - badgeHalf - 2 - width} {
		place := box{left, y - levelHalf, left + width, y + levelHalf}
		if c.free(place) && c.crowd.take(place) {
			c.scene.Text(left+4, y, e.Label, style, 0)
			return
		}
	}
}

// arrow points up at a bar from below.
func (c *chart) arrow(x, y float64, color scene.Color) {
	y = math.Min(y, c.price.y1-arrowHeight)
	c.scene.Area([]scene.Point{{X: x, Y: y}, {X: x + arrowHalf, Y: y + arrowHeight}, {X: x - arrowHalf, Y: y + arrowHeight}}, color)
}

func (c *chart) eventColor(kind EventKind) scene.Color {
	switch kind {
	case Dividend:
		return c.theme.hues[study.Middle]
	case Split:
		return c.theme.hues[study.Quick]
	case Filing:
		return c.theme.hues[study.Slow]
	default:
		return c.theme.warning
	}
}
