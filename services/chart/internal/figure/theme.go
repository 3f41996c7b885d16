package figure

import (
	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/chart/internal/typeface"
)

// theme is the colours of a picture. Text on a coloured ground has the contrast
// people need, 4.5 to 1.
type theme struct {
	background, grid, edge   scene.Color
	text, dim, strong, onTag scene.Color
	// shade tints hours outside the regular session.
	shade          scene.Color
	up, down, flat scene.Color
	warning        scene.Color
	// hues are the colours of studies.
	hues [study.Hues]scene.Color
	// rivals are the colours of symbols compared, the first for the chart's own.
	rivals [1 + MostOthers]scene.Color
}

func themeOf(name string) theme {
	var t theme
	switch name {
	case Light:
		t = light()
	case Discord:
		t = discord()
	case Contrast:
		t = contrast()
	default:
		t = dark()
	}
	t.hues[study.Rise], t.hues[study.Fall] = t.up, t.down
	h := t.hues
	t.rivals = [...]scene.Color{h[study.Middle], h[study.Slow], h[study.Quick], h[study.Other1], h[study.Weighted], h[study.Long]}
	return t
}

func dark() theme {
	return theme{
		background: 0x131722ff, grid: 0x1f2431ff, edge: 0x2f3546ff,
		text: 0xb8bcc8ff, dim: 0x8f94a3ff, strong: 0xf0f3faff, onTag: 0x0b0e14ff, shade: 0x7f9cff12,
		up: 0x26a69aff, down: 0xef5350ff, flat: 0xa9b0c0ff, warning: 0xf2c14eff,
		hues: hues(0xc58af9ff, 0x4c8dffff, 0xff9f1cff),
	}
}

// hues are for dark grounds.
func hues(quick, middle, slow scene.Color) [study.Hues]scene.Color {
	return [study.Hues]scene.Color{
		study.Quick: quick, study.Middle: middle, study.Slow: slow,
		study.Long: 0xff7eb6ff, study.Other1: 0x39c5e0ff, study.Other2: 0x8bd450ff, study.Other3: 0xd9a066ff,
		study.Weighted: 0xf5d547ff, study.Band: 0x6f9fd8ff, study.Centre: 0x7f8aa3ff,
		study.Signal: 0xff9f1cff, study.Plain: 0xa9b0c0ff,
	}
}

func contrast() theme {
	t := dark()
	t.up, t.down = 0x3d9be9ff, 0xe8871eff
	t.hues = hues(0xf0e442ff, 0xcc79a7ff, 0x56d6b5ff)
	t.hues[study.Signal] = 0xf0e442ff
	return t
}

func discord() theme {
	t := dark()
	t.background, t.grid, t.edge = 0x2b2d31ff, 0x36383eff, 0x4e5058ff
	t.text, t.dim, t.strong, t.onTag = 0xdbdee1ff, 0xa5a9b1ff, 0xf2f3f5ff, 0x111214ff
	t.up, t.down, t.flat = 0x43b581ff, 0xf26d6dff, 0xb5bac1ff
	t.hues = hues(0xc9a0ffff, 0x8ea1ffff, 0xffa94dff)
	t.hues[study.Centre] = 0x9aa4b8ff
	return t
}

func light() theme {
	return theme{
		background: 0xffffffff, grid: 0xeceef3ff, edge: 0xcfd4deff,
		text: 0x434a59ff, dim: 0x626a7aff, strong: 0x131722ff, onTag: 0xffffffff, shade: 0x3d6bff0f,
		up: 0x047a6eff, down: 0xc92a2aff, flat: 0x5c6575ff, warning: 0x8f5b00ff,
		hues: [study.Hues]scene.Color{
			study.Quick: 0x8325c8ff, study.Middle: 0x1f5fd1ff, study.Slow: 0xb85000ff,
			study.Long: 0xbf2573ff, study.Other1: 0x00708aff, study.Other2: 0x46750cff, study.Other3: 0x85581eff,
			study.Weighted: 0x7d6500ff, study.Band: 0x3c6ca8ff, study.Centre: 0x6b7484ff,
			study.Signal: 0xb85000ff, study.Plain: 0x5c6575ff,
		},
	}
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
func (t theme) level() scene.Style {
	return scene.Style{Face: typeface.SemiBold, Size: 18, Color: t.text}
}
func (t theme) badge() scene.Style {
	return scene.Style{Face: typeface.Bold, Size: 16, Color: t.onTag}
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
