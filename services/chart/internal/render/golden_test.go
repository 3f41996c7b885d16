package render

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/fixture"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// update rewrites the golden pictures: go test ./internal/render -update
var update = flag.Bool("update", false, "rewrite the golden pictures")

// Pictures of other processors may differ by what their floating point rounds
// differently, at the edges of strokes.
const (
	strayChannel = 3
	strayShare   = .001
)

func golden() map[string]figure.Input {
	inputs := map[string]figure.Input{
		"msft-1y": fixture.MSFT(timeframe.Year), "gspc-1y": fixture.GSPC(timeframe.Year),
		"gspc-1d": fixture.GSPC(timeframe.Day), "one-bar": oneBar(), "flat": flat(), "penny": penny(),
		"no-volume": noVolume(), "long-name": longName(), "contrast": contrast(),
	}
	for _, tf := range fixture.Timeframes {
		inputs["aapl-"+tf.String()] = fixture.AAPL(tf)
	}
	maps.Copy(inputs, chosen())
	return inputs
}

func oneBar() figure.Input {
	in := fixture.AAPL(timeframe.Month)
	in.Bars, in.SpanStart = in.Bars[len(in.Bars)-1:], 0
	return in
}

func flat() figure.Input {
	in := fixture.AAPL(timeframe.Month)
	for i, b := range in.Bars {
		in.Bars[i] = bar.Bar{Time: b.Time, Open: 100, High: 100, Low: 100, Close: 100, Volume: 1000}
	}
	return in
}

// penny is a share below a cent whose volume is counted in billions.
func penny() figure.Input {
	in := fixture.MSFT(timeframe.Quarter)
	in.Symbol, in.Name = "PENY", "Penny Mines Ltd."
	for i := range in.Bars {
		b := &in.Bars[i]
		b.Open, b.High, b.Low, b.Close, b.Volume = b.Open/1e5, b.High/1e5, b.Low/1e5, b.Close/1e5, b.Volume*100
	}
	return in
}

func noVolume() figure.Input {
	in := fixture.GSPC(timeframe.Quarter)
	for i := range in.Bars {
		in.Bars[i].Volume = 0
	}
	return in
}

func longName() figure.Input {
	in := fixture.AAPL(timeframe.Quarter)
	in.Symbol, in.Exchange = "BRK.A", "NYSE"
	in.Name = "Berkshire Hathaway Inc. Class A Common Stock, the Longest Name of Any Company"
	for i := range in.Bars {
		b := &in.Bars[i]
		b.Open, b.High, b.Low, b.Close = b.Open*4000, b.High*4000, b.Low*4000, b.Close*4000
	}
	return in
}

func contrast() figure.Input {
	in := fixture.AAPL(timeframe.Quarter)
	in.Theme = figure.Contrast
	return in
}

func TestGolden(t *testing.T) {
	for name, in := range golden() {
		t.Run(name, func(t *testing.T) {
			picture, err := newRenderer(t, 1).Render(t.Context(), in, PNG)
			if err != nil {
				t.Fatal(err)
			}
			checkGolden(t, name, picture)
		})
	}
}

// checkGolden compares a picture with the one that is kept under its name.
func checkGolden(t *testing.T, name string, picture Picture) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		if err := os.WriteFile(path, picture.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := compare(picture.Data, want); err != nil {
		t.Errorf("%v; if the change is meant, run with -update and look at the picture", err)
	}
}

// compare tolerates stray differences of edges.
func compare(got, want []byte) error {
	a, err := png.Decode(bytes.NewReader(got))
	if err != nil {
		return fmt.Errorf("decode drawn picture: %w", err)
	}
	b, err := png.Decode(bytes.NewReader(want))
	if err != nil {
		return fmt.Errorf("decode golden picture: %w", err)
	}
	if a.Bounds() != b.Bounds() {
		return fmt.Errorf("size %v, want %v", a.Bounds(), b.Bounds())
	}
	stray := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if apart(a, b, x, y) > strayChannel {
				stray++
			}
		}
	}
	if limit := int(strayShare * float64(a.Bounds().Dx()*a.Bounds().Dy())); stray > limit {
		return fmt.Errorf("%d pixels differ, at most %d may", stray, limit)
	}
	return nil
}

// apart is the largest difference of a channel, of 255.
func apart(a, b image.Image, x, y int) int {
	ar, ag, ab, _ := a.At(x, y).RGBA()
	br, bg, bb, _ := b.At(x, y).RGBA()
	most := 0
	for _, d := range []int{int(ar>>8) - int(br>>8), int(ag>>8) - int(bg>>8), int(ab>>8) - int(bb>>8)} {
		most = max(most, d, -d)
	}
	return most
}
