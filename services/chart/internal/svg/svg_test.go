package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/typeface"
)

// sample has one operation of every kind.
func sample() *scene.Scene {
	s := &scene.Scene{Width: 40, Height: 30, Background: 0x131722ff}
	s.Rect(1.2, 2, 3.7, 4, 0xff000080)
	s.Clip(0, 0, 20, 20)
	s.Line([]scene.Point{{X: 1, Y: 1}, {X: 2, Y: math.NaN()}, {X: 3, Y: 1}, {X: 4, Y: 2.345}}, 2, 0x00ff00ff)
	s.Guide(0, 20, 5.5, 3, 4, 0x00ff00ff)
	s.Area([]scene.Point{{X: 1, Y: 1}, {X: 5, Y: 1}, {X: 5, Y: 5}}, 0x0000ff40)
	s.Unclip()
	s.Round(1, 1, 9, 9, 2, 0xffffffff)
	s.Text(20, 15, "A<&>\x00\"", scene.Style{Face: typeface.Bold, Size: 10, Color: 0xffffffff}, .5)
	return s
}

func TestEncode(t *testing.T) {
	got := string(Encode(sample(), 2, "T & T", "says <what>"))
	for _, want := range []string{
		`width="80" height="60" viewBox="0 0 40 30"`, `<title>T &amp; T</title>`, `<desc>says &lt;what&gt;</desc>`,
		`<rect x="1" y="2" width="3" height="2" fill="#ff0000" fill-opacity="0.5"/>`,
		`d="M1 1M3 1L4 2.35"`, `stroke-dasharray="3 4"`, `<path d="M1 1L5 1L5 5Z" fill="#0000ff"`,
		`<clipPath id="clip1">`, `<g clip-path="url(#clip1)">`, `rx="2"`, `font-weight="700"`, `A&lt;&amp;&gt;`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	wellFormed(t, []byte(got))
}

func wellFormed(t *testing.T, document []byte) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(document))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("not well formed: %v", err)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("]]>")
	f.Add("\xff\x00<")
	f.Fuzz(func(t *testing.T, text string) {
		s := &scene.Scene{Width: 9, Height: 9}
		s.Text(1, 1, text, scene.Style{Size: 10, Color: 0xff}, 0)
		wellFormed(t, Encode(s, 1, text, text))
	})
}

func TestFormat(t *testing.T) {
	for v, want := range map[float64]string{0: "0", -0.001: "0", 1.005: "1", 2.5: "2.5", -3.14159: "-3.14"} {
		if got := format(v); got != want {
			t.Errorf("format(%v) = %s, want %s", v, got, want)
		}
	}
}
