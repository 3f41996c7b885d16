package figure_test

import (
	"math"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
)

// choose makes options out of numbers: bit i of mask asks for the i-th study.
func choose(in figure.Input, mask uint32, look uint8, price float64) figure.Input {
	in.Style = figure.Styles[int(look)%len(figure.Styles)]
	in.Theme = figure.Themes[int(look)%len(figure.Themes)]
	in.Size = figure.Sizes[int(look/7)%len(figure.Sizes)]
	in.Log, in.Lean = look&32 != 0, look&64 != 0
	in.Studies = nil
	for i, s := range study.All() {
		if mask>>i&1 == 1 && len(in.Studies) < study.MostCodes {
			in.Studies = append(in.Studies, s)
		}
	}
	if look&128 != 0 {
		in.Age = time.Duration(mask) * time.Second
	}
	for i := range int(mask>>28) % 5 {
		in.Lines = append(in.Lines, figure.PriceLine{Kind: figure.LineKind(i%4 + 1), Price: price * (1 + float64(i)/50), Label: "A line of 24 characters!"[:i*6]})
		in.Events = append(in.Events, figure.Event{
			Time: in.Bars[i*7%len(in.Bars)].Time.Add(time.Minute), Kind: figure.EventKind(i%4 + 1), Label: "what happened"[:i*3],
		})
	}
	if mask>>27&1 == 1 {
		in.Others = []figure.Other{{Symbol: "^WWWWWWWWWWW", Bars: in.Bars}, {Symbol: "B", Bars: in.Bars[:1]}}
	}
	return in
}

func FuzzOptions(f *testing.F) {
	for i := range uint32(40) {
		f.Add(100., .03, uint16(150+i), uint8(i), int32(i), uint32(1)<<i%27|i<<27, uint8(i*37))
	}
	f.Add(.0004, .9, uint16(300), uint8(2), int32(0), uint32(math.MaxUint32)&^(1<<27), uint8(33))
	f.Add(700_000., .2, uint16(90), uint8(3), int32(0), uint32(0xf7ffffff), uint8(14))
	f.Fuzz(func(t *testing.T, price, swing float64, count uint16, tf uint8, gap int32, mask uint32, look uint8) {
		in := odd(price, swing, count, tf, gap)
		if math.IsNaN(price) || price <= 0 {
			return
		}
		built, err := figure.Build(choose(in, mask, look, price))
		if err != nil {
			return
		}
		for _, fault := range faults(built.Scene) {
			t.Error(fault)
		}
		for _, op := range built.Scene.Ops {
			sound(t, op)
		}
	})
}

// sound reports places that are no numbers, but for the gaps of lines.
func sound(t *testing.T, op scene.Op) {
	t.Helper()
	if v := op.X0 + op.Y0 + op.X1 + op.Y1; math.IsNaN(v) || math.IsInf(v, 0) {
		t.Fatalf("a place that is no number: %+v", op)
	}
	for _, p := range op.Points {
		if math.IsInf(p.X+p.Y, 0) || op.Kind == scene.Area && math.IsNaN(p.X+p.Y) {
			t.Fatalf("a point that is no number: %+v", op)
		}
	}
}
