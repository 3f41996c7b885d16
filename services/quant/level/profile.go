package level

import (
	"math"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Profile is how volume spreads over prices.
type Profile struct {
	// Bins are of one height, lowest first, and leave no price out.
	Bins []Bin
	// Control is the middle of the fullest bin (POC), the lowest of equals.
	Control float64
	// High and Low are the edges of the value area around Control that holds
	// 70 % of the volume, or a little more (VAH, VAL): Low <= Control <= High.
	High, Low float64
}

// Bin is a range of prices and the shares traded in it.
type Bin struct{ Low, High, Volume float64 }

const (
	// maxBins is the most bins of a profile.
	maxBins = 500
	// valueArea is the part of the volume in the value area.
	valueArea = 0.7
)

// VolumeProfile spreads the volume of each bar evenly over its range. Bins
// outside 1 to 500 count as the nearest of these. False when nothing was
// traded. A series of one price has one bin without height.
func VolumeProfile(series []bar.Bar, bins int) (Profile, bool) {
	bins = max(1, min(bins, maxBins))
	low, high, traded := math.Inf(1), math.Inf(-1), int64(0)
	for _, b := range series {
		low, high = min(low, b.Low), max(high, b.High)
		traded = max(traded, b.Volume)
	}
	if traded == 0 {
		return Profile{}, false
	}
	if low == high {
		bins = 1
	}
	p := Profile{Bins: make([]Bin, bins)}
	height := (high - low) / float64(bins)
	for i := range p.Bins {
		p.Bins[i] = Bin{Low: low + float64(i)*height, High: low + float64(i+1)*height}
	}
	p.Bins[bins-1].High = high
	for _, b := range series {
		p.spread(b, height)
	}
	p.settle()
	return p, true
}

// spread puts the volume of a bar into the bins its range touches.
func (p *Profile) spread(b bar.Bar, height float64) {
	first, last := p.bin(b.Low, height), p.bin(b.High, height)
	if b.High == b.Low {
		p.Bins[first].Volume += float64(b.Volume)
		return
	}
	density := float64(b.Volume) / (b.High - b.Low)
	for i := first; i <= last; i++ {
		p.Bins[i].Volume += density * max(0, min(b.High, p.Bins[i].High)-max(b.Low, p.Bins[i].Low))
	}
}

// bin is the index of the bin a price lies in.
func (p *Profile) bin(price, height float64) int {
	if height == 0 {
		return 0
	}
	return max(0, min(int((price-p.Bins[0].Low)/height), len(p.Bins)-1))
}

// settle finds the fullest bin and grows the value area around it, each time
// by the fuller neighbour, the lower of equals.
func (p *Profile) settle() {
	fullest, total := 0, 0.0
	for i, b := range p.Bins {
		total += b.Volume
		if b.Volume > p.Bins[fullest].Volume {
			fullest = i
		}
	}
	first, last, inside := fullest, fullest, p.Bins[fullest].Volume
	for inside < valueArea*total && (first > 0 || last < len(p.Bins)-1) {
		if last == len(p.Bins)-1 || first > 0 && p.Bins[first-1].Volume >= p.Bins[last+1].Volume {
			first--
			inside += p.Bins[first].Volume
		} else {
			last++
			inside += p.Bins[last].Volume
		}
	}
	p.Control = (p.Bins[fullest].Low + p.Bins[fullest].High) / 2
	p.Low, p.High = p.Bins[first].Low, p.Bins[last].High
}
