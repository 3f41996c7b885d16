package figure

import (
	"errors"
	"slices"
	"strings"

	"github.com/catalyst-bot/mesh/services/chart/internal/study"
)

// Style is how prices are drawn.
type Style string

// The styles.
const (
	Candles    Style = "candles"
	Hollow     Style = "hollow"
	HeikinAshi Style = "heikin_ashi"
	OHLC       Style = "bars"
	Closes     Style = "line"
	Mountain   Style = "area"
)

// Styles lists every style, the usual one first.
var Styles = []Style{Candles, Hollow, HeikinAshi, OHLC, Closes, Mountain}

// Names of the themes.
const (
	// Dark is green for up and red for down.
	Dark = "dark"
	// Light is dark on white.
	Light = "light"
	// Discord has the grounds of Discord's own dark theme.
	Discord = "discord"
	// Contrast is blue for up and orange for down, which stay apart for eyes
	// that do not tell red from green.
	Contrast = "contrast"
)

// Themes lists every theme, the usual one first.
var Themes = []string{Dark, Light, Discord, Contrast}

// Size is a preset of width and height.
type Size string

// The sizes.
const (
	// Wide is 1200 x 800 pixels. Discord shows it about 550 wide, so its letters
	// are large.
	Wide Size = "discord"
	// Retina is Wide, each pixel drawn as two by two.
	Retina Size = "retina"
	// Phone is 800 x 1000 pixels, for narrow screens.
	Phone Size = "phone"
)

// Sizes lists every size, the usual one first.
var Sizes = []Size{Wide, Retina, Phone}

// Width and Height are those of Wide, in pixels.
const (
	Width  = 1200
	Height = 800
)

// Layout is the width and height a size is laid out in, in pixels.
func (s Size) Layout() (width, height int) {
	if s == Phone {
		return 800, 1000
	}
	return Width, Height
}

// Scale is how many pixels of the picture one of the layout makes, either way.
func (s Size) Scale() int {
	if s == Retina {
		return 2
	}
	return 1
}

// Pixels is the width and height of the picture.
func (s Size) Pixels() (width, height int) {
	width, height = s.Layout()
	return width * s.Scale(), height * s.Scale()
}

// ErrOption is returned for a word that is none of those listed.
var ErrOption = errors.New("unknown option")

// Pick finds a word among those listed, whatever its case; the first of them
// when the word is empty. Otherwise its error is ErrOption.
func Pick[T ~string](word string, listed []T) (T, error) {
	if word == "" {
		return listed[0], nil
	}
	if i := slices.IndexFunc(listed, func(t T) bool { return strings.EqualFold(string(t), word) }); i >= 0 {
		return listed[i], nil
	}
	return "", ErrOption
}

// Options are what a reader may choose. The zero value is candles on Dark, Wide
// and without studies.
type Options struct {
	Style Style
	// Theme is one of Themes; anything else is Dark.
	Theme string
	Size  Size
	// Log draws equal ratios equally high.
	Log bool
	// Studies are drawn over, under and among the prices.
	Studies []study.Study
	// Lean leaves out every panel, because there is no time for them.
	Lean bool
}
