package server

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"google.golang.org/grpc/codes"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Bounds of curves, as the proto promises them.
const (
	mostDays       = 400
	mostPanels     = 3
	mostCurveTitle = 60
	mostCurveNote  = 100
	mostPanelName  = 40
	mostUnit       = 8
	mostValue      = 1e9
)

// CurveRenderer draws curves. Its errors are those of render.Renderer.
type CurveRenderer interface {
	Curves(ctx context.Context, in figure.Curves) (render.Picture, error)
}

// Curves implements chart.v1.CurveService.
type Curves struct {
	chartv1.UnsafeCurveServiceServer
	Renderer CurveRenderer
	// Theme is asked for each picture whose request names none.
	Theme func() string
}

// RenderCurves draws panels of values by day.
func (c *Curves) RenderCurves(ctx context.Context, req *chartv1.RenderCurvesRequest) (*chartv1.RenderCurvesResponse, error) {
	in, err := readCurves(req, c.Theme())
	if err != nil {
		return nil, err
	}
	picture, err := c.Renderer.Curves(ctx, in)
	switch {
	case errors.Is(err, render.ErrBusy):
		return nil, fault.New(codes.ResourceExhausted, "Too many charts are being drawn. Try again in a moment.",
			fault.Reason("RENDERS_BUSY", nil), fault.Cause(err), fault.RetryAfter(time.Second))
	case err != nil:
		return nil, fmt.Errorf("render curves: %w", err)
	}
	return &chartv1.RenderCurvesResponse{
		Png: picture.Data, AltText: picture.AltText, Width: figure.CurvesWidth, Height: figure.CurvesHeight,
	}, nil
}

func readCurves(req *chartv1.RenderCurvesRequest, theme string) (figure.Curves, error) {
	in := figure.Curves{Title: req.GetTitle(), Note: req.GetNote(), Theme: req.GetTheme()}
	if in.Theme == "" {
		in.Theme = theme
	}
	switch n := utf8.RuneCountInString(in.Title); {
	case n == 0 || n > mostCurveTitle:
		return in, fault.Invalid("title", "Give a title of 1 to 60 characters.")
	case utf8.RuneCountInString(in.Note) > mostCurveNote:
		return in, fault.Invalid("note", "A note has at most 100 characters.")
	case !slices.Contains(themes, in.Theme):
		return in, fault.Invalid("theme", "There is no such theme.")
	case len(req.GetDays()) < 2 || len(req.GetDays()) > mostDays:
		return in, fault.Invalid("days", "Give 2 to 400 days.")
	case len(req.GetPanels()) == 0 || len(req.GetPanels()) > mostPanels:
		return in, fault.Invalid("panels", "Give 1 to 3 panels.")
	}
	for i, text := range req.GetDays() {
		day, err := time.Parse(time.DateOnly, text)
		if err != nil || i > 0 && !day.After(in.Days[i-1]) {
			return in, fault.Invalid("days", "Days are written YYYY-MM-DD, each after the one before.")
		}
		in.Days = append(in.Days, day)
	}
	for i, p := range req.GetPanels() {
		panel, err := readPanel(fmt.Sprintf("panels[%d]", i), p, len(in.Days))
		if err != nil {
			return in, err
		}
		in.Panels = append(in.Panels, panel)
	}
	return in, nil
}

// themes are those a request may name.
var themes = []string{figure.Dark, figure.Light, figure.Discord, figure.Contrast}

func readPanel(field string, p *chartv1.CurvePanel, days int) (figure.CurvePanel, error) {
	panel := figure.CurvePanel{
		Name: p.GetName(), Unit: p.GetUnit(), Kind: max(figure.CurveKind(p.GetKind()), figure.CurveLine), Values: make([]float64, days),
		Reference: p.Reference, Least: p.Least, Greatest: p.Greatest,
	}
	n := utf8.RuneCountInString(panel.Name)
	if n == 0 || n > mostPanelName || utf8.RuneCountInString(panel.Unit) > mostUnit || panel.Kind > figure.CurveBars {
		return panel, fault.Invalid(field, "A panel has a name of 1 to 40 characters, a unit of at most 8 and a known kind.")
	}
	for _, bound := range []*float64{p.Reference, p.Least, p.Greatest} {
		if bound != nil && !(math.Abs(*bound) <= mostValue) {
			return panel, fault.Invalid(field, "Values lie within 1e9 of 0.")
		}
	}
	if p.Least != nil && p.Greatest != nil && *p.Least >= *p.Greatest {
		return panel, fault.Invalid(field+".greatest", "The greatest value is above the least.")
	}
	for i := range panel.Values {
		panel.Values[i] = math.NaN()
	}
	for _, v := range p.GetValues() {
		if v.GetDay() < 0 || int(v.GetDay()) >= days || !(math.Abs(v.GetValue()) <= mostValue) {
			return panel, fault.Invalid(field+".values", "A value is of one of the days and within 1e9 of 0.")
		}
		panel.Values[v.GetDay()] = v.GetValue()
	}
	return panel, nil
}
