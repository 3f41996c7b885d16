package render

import (
	"fmt"
	"sync"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/palette"
	"github.com/catalyst-bot/mesh/services/chart/internal/raster"
	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/svg"
)

// desk is what one chart needs while it is drawn; it is used again for others
// of its size.
type desk struct {
	scene   scene.Scene
	canvas  *raster.Canvas
	encoder palette.Encoder
}

// desks are those not in use, by size.
type desks struct{ pools sync.Map }

// of is the pool of a size.
func (d *desks) of(size figure.Size) *sync.Pool {
	pool, ok := d.pools.Load(size)
	if !ok {
		width, height := size.Layout()
		pool, _ = d.pools.LoadOrStore(size, &sync.Pool{
			New: func() any { return &desk{canvas: raster.NewCanvas(width, height, size.Scale())} },
		})
	}
	free, _ := pool.(*sync.Pool)
	return free
}

func (r *Renderer) draw(in figure.Input, format Format) (Picture, error) {
	pool := r.desks.of(in.Size)
	at, _ := pool.Get().(*desk)
	defer pool.Put(at)
	chart, err := figure.BuildOn(&at.scene, in)
	if err != nil {
		return Picture{}, err
	}
	picture := Picture{AltText: chart.AltText, Drops: chart.Drops, lean: in.Lean}
	if format == SVG {
		picture.Data = svg.Encode(chart.Scene, in.Size.Scale(), in.Symbol+" "+in.Timeframe.String(), chart.AltText)
		return picture, nil
	}
	if picture.Data, err = at.encoder.Encode(at.canvas.Draw(chart.Scene), chart.AltText); err != nil {
		return Picture{}, fmt.Errorf("encode chart: %w", err)
	}
	return picture, nil
}
