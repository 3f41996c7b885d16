package palette

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
)

// decode reads a PNG with the standard library, which checks every sum.
func decode(t *testing.T, raw []byte) image.Image {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// worst is the largest difference of a channel between two pictures.
func worst(a *image.RGBA, b image.Image) int {
	most := 0
	for y := range a.Rect.Dy() {
		for x := range a.Rect.Dx() {
			p := a.RGBAAt(x, y)
			q, _ := color.RGBAModel.Convert(b.At(x, y)).(color.RGBA)
			for _, d := range []int{int(p.R) - int(q.R), int(p.G) - int(q.G), int(p.B) - int(q.B)} {
				most = max(most, d, -d)
			}
		}
	}
	return most
}

func plain(width, height int, c color.RGBA) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		m.SetRGBA(i%width, i/width, c)
	}
	return m
}

func TestFewColoursAreExact(t *testing.T) {
	m := plain(64, 64, color.RGBA{19, 23, 34, 255})
	for i := range 255 {
		m.SetRGBA(i%64, i/64, color.RGBA{uint8(i), 7, uint8(255 - i), 255})
	}
	raw, err := new(Encoder).Encode(m, "")
	if err != nil {
		t.Fatal(err)
	}
	got := decode(t, raw)
	if _, ok := got.(*image.Paletted); !ok || worst(m, got) != 0 {
		t.Errorf("%T with error %d, want an exact indexed picture", got, worst(m, got))
	}
}

// TestFaintFillsSurvive draws two fills that differ by a hair, among more edge
// colours than fit. Merging by distance alone would erase one of them.
func TestFaintFillsSurvive(t *testing.T) {
	ground, fill := color.RGBA{19, 23, 34, 255}, color.RGBA{21, 25, 36, 255}
	m := plain(400, 200, ground)
	for y := 50; y < 100; y++ {
		for x := 50; x < 150; x++ {
			m.SetRGBA(x, y, fill)
		}
	}
	for i := range 3000 { // a long smooth edge from teal to red
		part := float64(i) / 3000
		m.SetRGBA(i%400, 120+i/400, color.RGBA{uint8(38 + 200*part), uint8(166 - 80*part), uint8(154 - 70*part + float64(i%5)), 255})
	}
	raw, err := new(Encoder).Encode(m, "")
	if err != nil {
		t.Fatal(err)
	}
	got := decode(t, raw)
	if _, ok := got.(*image.Paletted); !ok {
		t.Fatalf("%T, want an indexed picture", got)
	}
	for _, at := range []struct {
		x, y int
		want color.RGBA
	}{{5, 5, ground}, {100, 75, fill}} {
		if c := color.RGBAModel.Convert(got.At(at.x, at.y)); c != at.want {
			t.Errorf("fill at %d,%d is %v, want %v", at.x, at.y, c, at.want)
		}
	}
	if most := worst(m, got); most > radii[len(radii)-1] {
		t.Errorf("largest error %d", most)
	}
}

func TestNoiseKeepsItsColours(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	m := image.NewRGBA(image.Rect(0, 0, 120, 80))
	for i := range 120 * 80 {
		m.SetRGBA(i%120, i/120, color.RGBA{uint8(random.Uint32()), uint8(random.Uint32()), uint8(random.Uint32()), 255})
	}
	raw, err := new(Encoder).Encode(m, "noise")
	if err != nil {
		t.Fatal(err)
	}
	if got := decode(t, raw); worst(m, got) != 0 {
		t.Errorf("error %d in full colour", worst(m, got))
	}
}

func TestDescriptionIsInside(t *testing.T) {
	raw, err := new(Encoder).Encode(plain(3, 2, color.RGBA{1, 2, 3, 255}), "AAPL, up 1 %, −2")
	if err != nil {
		t.Fatal(err)
	}
	decode(t, raw)
	if !strings.Contains(string(raw), "iTXtDescription\x00\x00\x00\x00\x00AAPL, up 1 %, −2") {
		t.Error("description is not in the file")
	}
}

func FuzzEncode(f *testing.F) {
	f.Add(uint8(1), uint8(1), []byte{1, 2, 3})
	f.Add(uint8(40), uint8(30), []byte("a chart"))
	f.Fuzz(func(t *testing.T, width, height uint8, seed []byte) {
		if width == 0 || height == 0 || len(seed) == 0 {
			return
		}
		m := image.NewRGBA(image.Rect(0, 0, int(width), int(height)))
		for i := range m.Pix {
			m.Pix[i] = seed[i%len(seed)] + uint8(i/4*len(seed)/7)
			if i%4 == 3 {
				m.Pix[i] = 255
			}
		}
		raw, err := new(Encoder).Encode(m, "")
		if err != nil {
			t.Fatal(err)
		}
		got := decode(t, raw)
		if got.Bounds() != m.Rect || worst(m, got) > radii[len(radii)-1] {
			t.Fatalf("bounds %v, error %d", got.Bounds(), worst(m, got))
		}
	})
}
