package render

import (
	"context"
	"fmt"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/raster"
)

// Curves draws values by day as a PNG. Its error is ErrBusy, or that of a caller
// who left. They are drawn too rarely to be kept.
func (r *Renderer) Curves(ctx context.Context, in figure.Curves) (Picture, error) {
	ctx, span := r.tracer.Start(ctx, "render curves")
	defer span.End()
	if err := r.enter(ctx); err != nil {
		return Picture{}, err
	}
	defer r.slots.leave()
	scene, words := figure.BuildCurves(in)
	var at desk
	data, err := at.encoder.Encode(raster.NewCanvas(scene.Width, scene.Height, 1).Draw(scene), words)
	if err != nil {
		return Picture{}, fmt.Errorf("encode curves: %w", err)
	}
	return Picture{Data: data, AltText: words}, nil
}
