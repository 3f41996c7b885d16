package study

import (
	"math"
	"strconv"
	"strings"

	"github.com/catalyst-bot/mesh/services/quant/indicator"
)

// Widths of lines, in pixels.
const (
	thin   = 2
	strong = 3
)

// average is the study of a moving average.
func average(family string, period int) Study {
	s := Study{
		Code: family + strconv.Itoa(period), Name: strings.ToUpper(family) + " " + strconv.Itoa(period), Kind: OverPrices,
		settle: period, period: period,
		About: "The simple average of " + strconv.Itoa(period) + " closes.",
	}
	run := indicator.SMA
	if family == "ema" {
		run = indicator.EMA
		s.settle = 4 * period // later values weigh nearly everything
		s.About = "The exponential average of " + strconv.Itoa(period) + " closes."
	}
	s.Default = s.Code == "sma20" || s.Code == "sma50" || s.Code == "ema9"
	s.add = func(b *builder) error {
		line, err := run(b.closes, period)
		if err != nil {
			return err
		}
		hue := b.hueOf(s.Code)
		width := float64(strong)
		if hue == Quick {
			width = thin
		}
		b.overlay(Overlay{}, Line{Name: s.Name, Values: line, Hue: hue, Width: width})
		return nil
	}
	return s
}

// hueOf keeps the colours of the usual averages and gives others one that is
// not in use, as long as there is one.
func (b *builder) hueOf(code string) Hue {
	hue, usual := map[string]Hue{"ema9": Quick, "sma20": Middle, "sma50": Slow, "sma200": Long, "ema20": Other1, "ema50": Other2}[code]
	if !usual {
		for hue = Other3; hue > Quick && b.taken[hue]; {
			hue--
		}
	}
	b.taken[hue] = true
	return hue
}

func addBollinger(b *builder) error {
	bands, err := indicator.Bollinger(b.closes, 20, 2)
	return b.bands(bands, err)
}

func addKeltner(b *builder) error {
	bands, err := indicator.Keltner(b.bars, 20, 10, 2)
	return b.bands(bands, err)
}

func addDonchian(b *builder) error {
	bands, err := indicator.Donchian(b.bars, 20)
	return b.bands(bands, err)
}

func (b *builder) bands(bands indicator.Bands, err error) error {
	if err != nil {
		return err
	}
	b.overlay(Overlay{Fill: true}, Line{Name: "upper", Values: bands.Upper, Hue: Band, Width: thin},
		Line{Name: "lower", Values: bands.Lower, Hue: Band, Width: thin},
		Line{Name: "middle", Values: bands.Middle, Hue: Centre, Width: thin})
	return nil
}

// addVWAP starts anew with each session within a day. Over days it is anchored
// at the first bar that is shown.
func addVWAP(b *builder) error {
	if !b.intraday {
		line, err := indicator.VWAP(b.shown(), nil)
		b.overlay(Overlay{}, Line{Values: append(absent(b.start), line...), Hue: Weighted, Width: strong})
		return err
	}
	line, err := indicator.VWAP(b.bars, indicator.NewSession)
	if err != nil {
		return err
	}
	// Each session is a line of its own, so that none leads over a night.
	var sessions []Line
	for from := 0; from < len(line); {
		to := from + 1
		for to < len(line) && !indicator.NewSession(b.bars[to-1], b.bars[to]) {
			to++
		}
		session := absent(len(line))
		copy(session[from:to], line[from:to])
		sessions = append(sessions, Line{Values: session, Hue: Weighted, Width: strong})
		from = to
	}
	b.overlay(Overlay{}, sessions...)
	return nil
}

func absent(n int) indicator.Line {
	line := make(indicator.Line, n)
	for i := range line {
		line[i] = math.NaN()
	}
	return line
}

// addSupertrend parts the stop into its rises and its falls.
func addSupertrend(b *builder) error {
	trail, err := indicator.Supertrend(b.bars, 10, 3)
	if err != nil {
		return err
	}
	rise, fall := absent(len(b.bars)), absent(len(b.bars))
	for i, stop := range trail.Stop {
		if trail.Rising[i] {
			rise[i] = stop
		} else {
			fall[i] = stop
		}
	}
	b.overlay(Overlay{}, Line{Name: "below", Values: rise, Hue: Rise, Width: strong}, Line{Name: "above", Values: fall, Hue: Fall, Width: strong})
	return nil
}

func addSAR(b *builder) error {
	line, err := indicator.SAR(b.bars, .02, .2)
	if err != nil {
		return err
	}
	b.overlay(Overlay{Dots: true}, Line{Name: "SAR", Values: line, Hue: Other1, Width: strong})
	return nil
}
