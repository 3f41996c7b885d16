package server

import (
	"bytes"
	"image/png"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// curvesOfAMonth is 31 days with an area, a line with holes and bars.
func curvesOfAMonth() *chartv1.RenderCurvesRequest {
	fifty, nothing, all := 50.0, 0.0, 100.0
	req := &chartv1.RenderCurvesRequest{Title: "Alerts until 20 Nov 2026", Note: "412 outcomes of 30 days", Panels: []*chartv1.CurvePanel{
		{Name: "Sum of returns", Unit: " pts", Kind: chartv1.CurveKind_CURVE_KIND_AREA},
		{Name: "Hit rate", Unit: "%", Kind: chartv1.CurveKind_CURVE_KIND_LINE, Reference: &fifty, Least: &nothing, Greatest: &all},
		{Name: "Outcomes", Kind: chartv1.CurveKind_CURVE_KIND_BARS},
	}}
	for i := range 31 {
		day := time.Date(2026, 10, 21+i, 0, 0, 0, 0, time.UTC)
		req.Days = append(req.Days, day.Format(time.DateOnly))
		add := func(panel int, v float64) {
			req.Panels[panel].Values = append(req.Panels[panel].Values, &chartv1.CurveValue{Day: int32(i), Value: v})
		}
		add(0, 30*math.Sin(float64(i)/5)-float64(i)/2+6)
		if w := day.Weekday(); w != time.Saturday && w != time.Sunday {
			add(1, 50+30*math.Cos(float64(i)/3))
			add(2, float64(5+i%9))
		}
	}
	return req
}

func curvesServer(t *testing.T) *Curves {
	t.Helper()
	renderer := render.New(render.Settings{Parallel: func() int { return 1 }, CacheTime: func() time.Duration { return 0 }})
	t.Cleanup(renderer.Close)
	return &Curves{Renderer: renderer, Theme: func() string { return figure.Dark }}
}

func TestCurves(t *testing.T) {
	c := curvesServer(t)
	reply, err := c.RenderCurves(t.Context(), curvesOfAMonth())
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(reply.GetPng()))
	if err != nil || picture.Bounds().Dx() != int(reply.GetWidth()) || picture.Bounds().Dy() != int(reply.GetHeight()) || len(reply.GetPng()) > 100<<10 {
		t.Fatalf("%v, %d bytes", err, len(reply.GetPng()))
	}
	if path := os.Getenv("CURVES_PNG"); path != "" {
		if err := os.WriteFile(path, reply.GetPng(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"Sum of returns: ", "Hit rate: ", "on 20 Nov 2026", "since 21 Oct 2026"} {
		if !strings.Contains(reply.GetAltText(), want) {
			t.Errorf("no %q in %q", want, reply.GetAltText())
		}
	}
	empty := curvesOfAMonth()
	empty.Panels[0].Values = nil
	reply, err = c.RenderCurves(t.Context(), empty)
	if err != nil || !strings.Contains(reply.GetAltText(), "Sum of returns: nothing known yet.") {
		t.Errorf("without values: %q, %v", reply.GetAltText(), err)
	}
	flat := curvesOfAMonth()
	flat.Panels = flat.Panels[:1]
	flat.Panels[0].Values = []*chartv1.CurveValue{{Day: 3}}
	if _, err := c.RenderCurves(t.Context(), flat); err != nil {
		t.Error(err)
	}
}

func TestUnsoundCurves(t *testing.T) {
	huge, one := 2e9, 1.0
	for name, spoil := range map[string]func(*chartv1.RenderCurvesRequest){
		"title": func(r *chartv1.RenderCurvesRequest) { r.Title = "" }, "note": func(r *chartv1.RenderCurvesRequest) { r.Note = strings.Repeat("x", 101) },
		"theme": func(r *chartv1.RenderCurvesRequest) { r.Theme = "pink" }, "days": func(r *chartv1.RenderCurvesRequest) { r.Days = r.Days[:1] },
		"order": func(r *chartv1.RenderCurvesRequest) { r.Days[1] = r.Days[0] }, "no panel": func(r *chartv1.RenderCurvesRequest) { r.Panels = nil },
		"name": func(r *chartv1.RenderCurvesRequest) { r.Panels[0].Name = "" }, "kind": func(r *chartv1.RenderCurvesRequest) { r.Panels[0].Kind = 9 },
		"bound":  func(r *chartv1.RenderCurvesRequest) { r.Panels[0].Reference = &huge },
		"bounds": func(r *chartv1.RenderCurvesRequest) { r.Panels[0].Least, r.Panels[0].Greatest = &one, &one },
		"value":  func(r *chartv1.RenderCurvesRequest) { r.Panels[0].Values[0].Value = math.NaN() },
		"day":    func(r *chartv1.RenderCurvesRequest) { r.Panels[0].Values[0].Day = 31 },
	} {
		req := curvesOfAMonth()
		spoil(req)
		if _, err := curvesServer(t).RenderCurves(t.Context(), req); fault.From(err).Code() != codes.InvalidArgument {
			t.Errorf("%s: %v", name, err)
		}
	}
}
