package render

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Check draws a small chart, whole and through the encoder, and reads the
// picture back. It takes no slot: a busy renderer is well.
func (r *Renderer) Check(context.Context) error {
	picture, err := r.draw(probe(), PNG)
	if err != nil {
		return err
	}
	decoded, err := png.Decode(bytes.NewReader(picture.Data))
	if err != nil {
		return fmt.Errorf("read own picture: %w", err)
	}
	if size := decoded.Bounds().Size(); size != image.Pt(figure.Width, figure.Height) {
		return fmt.Errorf("own picture is %v pixels", size)
	}
	return nil
}

// probe is a chart of a month that only rises.
func probe() figure.Input {
	bars := make([]bar.Bar, timeframe.Month.Sessions())
	start := time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC)
	for i := range bars {
		price := float64(100 + i)
		bars[i] = bar.Bar{Time: start.AddDate(0, 0, i), Open: price, High: price + 2, Low: price - 1, Close: price + 1, Volume: 1}
	}
	return figure.Input{
		Symbol: "PROBE", Timeframe: timeframe.Month, Bars: bars, Zone: time.UTC, Provider: "probe",
		AsOf: bars[len(bars)-1].Time, Options: figure.Options{Studies: study.Defaults()},
	}
}
