package figure_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/fixture"
	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/typeface"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// label is a text of a scene and the pixels it covers.
type label struct {
	text           string
	x0, y0, x1, y1 float64
}

// labels are the opaque texts of a scene; watermarks may lie under others.
func labels(s *scene.Scene) []label {
	var all []label
	for _, op := range s.Ops {
		if op.Kind != scene.Text || op.Color&0xff != 0xff {
			continue
		}
		width := typeface.Width(op.Face, op.Size, op.Text)
		half := op.Size * typeface.CapHeight / 2
		x := op.X0 - width*op.Anchor
		all = append(all, label{op.Text, x, op.Y0 - half, x + width, op.Y0 + half})
	}
	return all
}

// faults lists what is wrong with the labels of a scene.
func faults(s *scene.Scene) []string {
	var found []string
	all := labels(s)
	for i, a := range all {
		if a.x0 < 0 || a.y0 < 0 || a.x1 > float64(s.Width) || a.y1 > float64(s.Height) {
			found = append(found, fmt.Sprintf("%q leaves the picture", a.text))
		}
		if strings.Contains(a.text, "NaN") || strings.Contains(a.text, "Inf") || zeroWithSign(a.text) {
			found = append(found, fmt.Sprintf("%q is no number", a.text))
		}
		for _, b := range all[:i] {
			if a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 {
				found = append(found, fmt.Sprintf("%q overlaps %q", a.text, b.text))
			}
		}
	}
	return found
}

func zeroWithSign(text string) bool {
	return (strings.HasPrefix(text, "−") || strings.HasPrefix(text, "-")) && strings.Trim(text, "−-0.,") == ""
}

func build(t *testing.T, in figure.Input) figure.Figure {
	t.Helper()
	f, err := figure.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestLabelsKeepApart(t *testing.T) {
	inputs := []figure.Input{fixture.GSPC(timeframe.Day)}
	for _, tf := range fixture.Timeframes {
		inputs = append(inputs, fixture.AAPL(tf))
		if !tf.Intraday() {
			inputs = append(inputs, fixture.MSFT(tf), fixture.GSPC(tf))
		}
	}
	for _, in := range inputs {
		t.Run(in.Symbol+" "+in.Timeframe.String(), func(t *testing.T) {
			for _, fault := range faults(build(t, in).Scene) {
				t.Error(fault)
			}
		})
	}
}

// clipped is the rectangle of the price panel.
func clipped(t *testing.T, s *scene.Scene) scene.Op {
	t.Helper()
	for _, op := range s.Ops {
		if op.Kind == scene.Clip {
			return op
		}
	}
	t.Fatal("the scene clips nothing")
	return scene.Op{}
}

func TestAveragesStayInThePanel(t *testing.T) {
	for _, tf := range fixture.Timeframes {
		s := build(t, fixture.AAPL(tf)).Scene
		panel, lines := clipped(t, s), 0
		for _, op := range s.Ops {
			if op.Kind != scene.Line || op.On > 0 {
				continue
			}
			lines++
			for _, p := range op.Points {
				if p.Y < panel.Y0 || p.Y > panel.Y1 || math.IsNaN(p.Y) {
					t.Errorf("%s: an average leaves the panel at %v, %v", tf, p.X, p.Y)
					break
				}
			}
		}
		if lines != 3 {
			t.Errorf("%s: %d averages, want 3", tf, lines)
		}
	}
}

// TestSpikeIsWhole gives one bar a wick ten times as long as the rest of the
// chart: it must be seen whole, and its price named.
func TestSpikeIsWhole(t *testing.T) {
	in := fixture.AAPL(timeframe.Quarter)
	spike := &in.Bars[len(in.Bars)-20]
	spike.High *= 3
	s := build(t, in).Scene
	panel := clipped(t, s)
	highest := panel.Y1
	for _, op := range s.Ops {
		if op.Kind == scene.Rect && op.X1-op.X0 == 3 {
			highest = min(highest, op.Y0)
		}
	}
	if highest < panel.Y0+60 || highest > panel.Y0+140 {
		t.Errorf("the spike ends at %v in a panel that begins at %v", highest, panel.Y0)
	}
	want := fmt.Sprintf("%.2f", spike.High)
	for _, l := range labels(s) {
		if l.text == want {
			return
		}
	}
	t.Errorf("no label says %s", want)
}

func TestPriceAxisHasEnoughLabels(t *testing.T) {
	for _, tf := range fixture.Timeframes {
		s := build(t, fixture.AAPL(tf)).Scene
		panel, count := clipped(t, s), 0
		for _, l := range labels(s) {
			if l.x0 > panel.X1 && l.y0 > panel.Y0 && l.y1 < panel.Y1 {
				count++
			}
		}
		if count < 5 {
			t.Errorf("%s: %d labels on the price axis", tf, count)
		}
	}
}
