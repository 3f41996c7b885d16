package figure

import "math"

func (c *chart) maxVolume() float64 {
	most := int64(0)
	for _, b := range c.bars {
		most = max(most, b.Volume)
	}
	return float64(most)
}

// hasVolume is false for symbols that are not traded themselves.
func (c *chart) hasVolume() bool { return c.maxVolume() > 0 }

func (c *chart) volumeBars() {
	for i, b := range c.bars {
		if b.Volume == 0 {
			continue
		}
		x, color := c.columns.x(i), c.theme.towards(b.Close-b.Open)
		top := math.Min(math.Round(c.volume.y(float64(b.Volume))), c.volume.y1-1)
		c.scene.Rect(x-c.columns.half, top, x+c.columns.half, c.volume.y1, color.Alpha(.55))
	}
}
