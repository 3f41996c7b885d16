package figure

import (
	"fmt"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Figure is a chart laid out.
type Figure struct {
	Scene *scene.Scene
	// AltText says in words what the scene shows, in at most 1024 characters.
	AltText string
	// Drops is what was asked for and is not in the scene.
	Drops []Drop
}

// chart is a figure while it is being laid out.
type chart struct {
	Input
	frame
	theme theme
	scene *scene.Scene
	// bars are the span, drawn what the style makes of them.
	bars, drawn []bar.Bar
	studies     study.Set
	rivals      []rival
	columns     columns
	price       panel
	panes       []*pane
	priceTicks  []tick
	tags        []tag
	// legendText are the rows of the price panel's legends.
	legendText [][]part
	// legendEnd is where the legends of the price panel end, from its top.
	legendEnd float64
	// crowd is what labels among the prices keep clear of.
	crowd crowd
	// direction is the colour of the move over the span.
	direction scene.Color
	decimals  int
	drops     []Drop
}

// Build lays out the chart of an input. Its errors wrap ErrInput.
func Build(in Input) (Figure, error) { return BuildOn(new(scene.Scene), in) }

// BuildOn is Build with the memory of a scene that is not needed any more.
func BuildOn(s *scene.Scene, in Input) (Figure, error) {
	if err := in.Validate(); err != nil {
		return Figure{}, err
	}
	c := &chart{
		Input: in, frame: frameOf(in.Size), theme: themeOf(in.Theme), scene: s,
		bars: in.span(), decimals: decimalsOf(in.last().Close),
	}
	width, height := in.Size.Layout()
	c.scene.Reset(width, height, c.theme.background)
	amount, _ := in.Change()
	c.direction = c.theme.towards(amount)
	c.drawn = c.drawnBars()
	if err := c.study(); err != nil {
		return Figure{}, fmt.Errorf("%w: %w", ErrInput, err)
	}
	c.compare()
	c.arrange()
	c.draw()
	return Figure{Scene: c.scene, AltText: c.altText(), Drops: c.drops}, nil
}

// draw goes from the back to the front.
func (c *chart) draw() {
	times := c.timeTicks()
	c.reserveLegends()
	c.shadeSessions()
	c.gridLines(times)
	c.watermark()
	for _, p := range c.panes {
		c.drawPane(p)
	}
	c.scene.Clip(c.price.x0, c.price.y0, c.price.x1, c.price.y1)
	c.amongPrices()
	c.scene.Unclip()
	c.frames()
	c.timeLabels(times)
	c.axisLabels()
	c.legends()
	c.header()
	c.footer()
}

// amongPrices draws all that shares the scale of the prices.
func (c *chart) amongPrices() {
	if c.comparing() {
		c.rivalLines()
		return
	}
	c.profile()
	c.gaps()
	c.fills()
	c.levelLines()
	c.prices()
	c.overlayLines()
	c.shapes()
	c.priceLines()
	c.lastPriceGuide()
	c.levelLabels()
	c.extremes()
	c.eventMarks()
	c.previousClose()
	c.nameShapes()
}
