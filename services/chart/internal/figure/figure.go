package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Bands of the picture, in pixels from the top.
const (
	headerEnd   = 92.0
	bodyEnd     = 728.0
	axisMiddle  = 746.0
	footerLine  = 764.0
	footerWords = 782.0
	// volumeShare is the part of the body that shows volume.
	volumeShare = .23
	// What is kept free in the panels: above for legends, and above and below
	// for the labels of the highest and lowest price.
	priceTop    = legendEnd + 30
	priceBottom = 32.0
	volumeTop   = 40.0
)

// Figure is a chart laid out.
type Figure struct {
	Scene *scene.Scene
	// AltText says in words what the scene shows, in at most 1024 characters.
	AltText string
}

// chart is a figure while it is being laid out.
type chart struct {
	Input
	theme    theme
	scene    *scene.Scene
	bars     []bar.Bar
	averages []average
	columns  columns
	price    panel
	volume   panel
	// priceTicks and volumeTicks label the axis at the right.
	priceTicks, volumeTicks []tick
	// direction is the colour of the move over the span.
	direction scene.Color
	decimals  int
}

// Build lays out the chart of an input. Its errors wrap ErrInput.
func Build(in Input) (Figure, error) {
	if err := in.Validate(); err != nil {
		return Figure{}, err
	}
	c := &chart{Input: in, theme: themeOf(in.Theme), bars: in.span(), decimals: decimalsOf(in.last().Close)}
	c.scene = &scene.Scene{Width: Width, Height: Height, Background: c.theme.background, Ops: make([]scene.Op, 0, 1024)}
	amount, _ := in.Change()
	c.direction = c.theme.towards(amount)
	var err error
	if c.averages, err = averagesOf(in, c.theme); err != nil {
		return Figure{}, err
	}
	c.arrange()
	c.draw()
	return Figure{Scene: c.scene, AltText: c.altText()}, nil
}

// arrange decides where panels lie and what they range over. The price axis is
// as wide as what it says, so the heights come first.
func (c *chart) arrange() {
	split := bodyEnd
	if c.hasVolume() {
		split = math.Round(bodyEnd - (bodyEnd-headerEnd)*volumeShare)
		c.volume = panel{y0: split, y1: bodyEnd - 1, top: volumeTop, low: 0, high: c.maxVolume()}
		c.volumeTicks = c.ticksOfVolume()
	}
	low, high := c.priceRange()
	c.price = panel{y0: headerEnd, y1: split - 1, top: priceTop, bottom: priceBottom, low: low, high: high}
	c.priceTicks = c.ticksOfPrice()
	edge := Width - c.axisWidth()
	c.price.x1, c.volume.x1 = edge, edge
	c.columns = newColumns(0, edge, len(c.bars))
}

// draw goes from the back to the front.
func (c *chart) draw() {
	times := c.timeTicks()
	c.gridLines(times)
	c.watermark()
	if c.hasVolume() {
		c.volumeBars()
	}
	c.scene.Clip(c.price.x0, c.price.y0, c.price.x1, c.price.y1)
	c.candles()
	c.averageLines()
	c.lastPriceGuide()
	c.extremes()
	c.scene.Unclip()
	c.frames()
	c.timeLabels(times)
	c.priceLabels()
	if c.hasVolume() {
		c.volumeLabels()
	}
	c.legends()
	c.header()
	c.footer()
}
