package figure

import (
	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/typeface"
)

// theme is the colours of a picture. Text on a coloured ground is dark: white
// on these greens and reds is below the contrast people need.
type theme struct {
	background, grid, edge   scene.Color
	text, dim, strong, onTag scene.Color
	up, down, flat           scene.Color
	quick, middle, slow      scene.Color
	warning                  scene.Color
}

// Names of the themes.
const (
	// Dark is green for up and red for down.
	Dark = "dark"
	// Contrast is blue for up and orange for down, which stay apart for eyes
	// that do not tell red from green.
	Contrast = "contrast"
)

func themeOf(name string) theme {
	t := theme{
		background: 0x131722ff, grid: 0x1f2431ff, edge: 0x2f3546ff,
		text: 0xb8bcc8ff, dim: 0x8f94a3ff, strong: 0xf0f3faff, onTag: 0x0b0e14ff,
		up: 0x26a69aff, down: 0xef5350ff, flat: 0xa9b0c0ff,
		quick: 0xc58af9ff, middle: 0x4c8dffff, slow: 0xff9f1cff,
		warning: 0xf2c14eff,
	}
	if name == Contrast {
		t.up, t.down = 0x3d9be9ff, 0xe8871eff
		t.quick, t.middle, t.slow = 0xf0e442ff, 0xcc79a7ff, 0x56d6b5ff
	}
	return t
}

// towards is the colour of a move.
func (t theme) towards(move float64) scene.Color {
	switch {
	case move > 0:
		return t.up
	case move < 0:
		return t.down
	default:
		return t.flat
	}
}

// Text styles, sized for a picture shown at half its width.
func (t theme) axis() scene.Style { return scene.Style{Face: typeface.Medium, Size: 20, Color: t.text} }
func (t theme) major() scene.Style {
	return scene.Style{Face: typeface.SemiBold, Size: 20, Color: t.strong}
}
func (t theme) tag() scene.Style {
	return scene.Style{Face: typeface.SemiBold, Size: 20, Color: t.onTag}
}
func (t theme) legend() scene.Style {
	return scene.Style{Face: typeface.SemiBold, Size: 20, Color: t.dim}
}
func (t theme) mark() scene.Style {
	return scene.Style{Face: typeface.SemiBold, Size: 19, Color: t.strong}
}
func (t theme) title() scene.Style {
	return scene.Style{Face: typeface.Bold, Size: 46, Color: t.strong}
}
func (t theme) name() scene.Style {
	return scene.Style{Face: typeface.SemiBold, Size: 24, Color: t.text}
}
func (t theme) detail() scene.Style {
	return scene.Style{Face: typeface.Medium, Size: 20, Color: t.dim}
}
func (t theme) chip() scene.Style { return scene.Style{Face: typeface.SemiBold, Size: 24} }
func (t theme) footer() scene.Style {
	return scene.Style{Face: typeface.Medium, Size: 19, Color: t.text}
}

// watermark lies under the candles: large enough to be read on a phone, faint
// enough not to hide them.
func (t theme) watermark(size float64) scene.Style {
	return scene.Style{Face: typeface.Bold, Size: size, Color: t.warning.Alpha(.22)}
}

// inColour is a style in another colour.
func inColour(s scene.Style, c scene.Color) scene.Style {
	s.Color = c
	return s
}
