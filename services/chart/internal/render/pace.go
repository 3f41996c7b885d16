package render

import (
	"sync/atomic"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
)

// pace remembers how long pictures take, for each pixel of a small one as long
// as of a large one.
type pace struct{ nanosPerMegapixel atomic.Int64 }

// allowance is how much longer than usual a picture may take before it is late.
const allowance = 3

// weight is the part of what was remembered that a new picture replaces.
const weight = 8

// usual is how long a caller should have for a whole picture.
func (p *pace) usual(in figure.Input) time.Duration {
	return time.Duration(float64(p.nanosPerMegapixel.Load()*allowance) * megapixels(in))
}

// note remembers a picture. Of two at once one may be forgotten.
func (p *pace) note(in figure.Input, took time.Duration) {
	before, now := p.nanosPerMegapixel.Load(), int64(float64(took)/megapixels(in))
	if before != 0 {
		now = before + (now-before)/weight
	}
	p.nanosPerMegapixel.Store(now)
}

func megapixels(in figure.Input) float64 {
	width, height := in.Size.Pixels()
	return float64(width*height) / 1e6
}
