package server

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Bounds of requests, as the proto promises them.
const (
	mostEvents     = 20
	mostLines      = 8
	mostEventLabel = 40
	mostLineLabel  = 24
	maxPrice       = 1e10
)

// ask is a request, read and found sound.
type ask struct {
	symbol    symbol.Symbol
	timeframe timeframe.Timeframe
	others    []symbol.Symbol
	events    []figure.Event
	lines     []figure.PriceLine
	options   figure.Options
	format    render.Format
}

// read checks a request. Theme is the one of requests that name none.
func read(req *chartv1.RenderChartRequest, theme string) (ask, error) {
	a := ask{timeframe: timeframe.Timeframe(req.GetTimeframe())}
	var err error
	if a.symbol, err = symbol.Parse(req.GetSymbol()); err != nil {
		return ask{}, fault.Invalid("symbol", "That is no symbol: "+err.Error()+".")
	}
	if !a.timeframe.Valid() {
		return ask{}, fault.Invalid("timeframe", "Give a timeframe: 1D, 5D, 1M, 3M, 6M, YTD, 1Y, 2Y, 5Y or MAX.")
	}
	for _, step := range []func(*chartv1.RenderChartRequest) error{
		a.readLook, a.readStudies, a.readOthers, a.readEvents, a.readLines, a.readFormat,
	} {
		if err := step(req); err != nil {
			return ask{}, err
		}
	}
	if a.options.Theme == "" {
		a.options.Theme = theme
	}
	return a, nil
}

func (a *ask) readLook(req *chartv1.RenderChartRequest) error {
	var err error
	a.options.Log = req.GetLogScale()
	if a.options.Style, err = figure.Pick(req.GetStyle(), figure.Styles); err != nil {
		return oneOf("style", figure.Styles)
	}
	if a.options.Size, err = figure.Pick(req.GetSize(), figure.Sizes); err != nil {
		return oneOf("size", figure.Sizes)
	}
	if req.GetTheme() == "" {
		return nil
	}
	if a.options.Theme, err = figure.Pick(req.GetTheme(), figure.Themes); err != nil {
		return oneOf("theme", figure.Themes)
	}
	return nil
}

// oneOf is the fault for a word that is none of those listed.
func oneOf[T ~string](field string, listed []T) error {
	words := make([]string, len(listed))
	for i, word := range listed {
		words[i] = string(word)
	}
	return fault.Invalid(field, "Give one of "+strings.Join(words, ", ")+".")
}

func (a *ask) readStudies(req *chartv1.RenderChartRequest) error {
	codes := req.GetIndicators()
	switch {
	case req.GetNoIndicators() && len(codes) > 0:
		return fault.Invalid("no_indicators", "Name indicators or ask for none, not both.")
	case req.GetNoIndicators():
		return nil
	case len(codes) == 0:
		a.options.Studies = study.Defaults()
		return nil
	}
	var err error
	if a.options.Studies, err = study.Parse(codes); err != nil {
		return fault.Invalid("indicators", "That is no indicator: "+err.Error()+".")
	}
	return nil
}

func (a *ask) readOthers(req *chartv1.RenderChartRequest) error {
	if len(req.GetCompare()) > figure.MostOthers {
		return fault.Invalid("compare", "Compare with at most 5 symbols.")
	}
	for _, text := range req.GetCompare() {
		s, err := symbol.Parse(text)
		if err != nil {
			return fault.Invalid("compare", "That is no symbol: "+err.Error()+".")
		}
		if s != a.symbol && !slices.Contains(a.others, s) {
			a.others = append(a.others, s)
		}
	}
	return nil
}

func (a *ask) readEvents(req *chartv1.RenderChartRequest) error {
	if len(req.GetMarkers()) > mostEvents {
		return fault.Invalid("markers", "Give at most 20 markers.")
	}
	for _, m := range req.GetMarkers() {
		e := figure.Event{Time: m.GetTime().AsTime(), Kind: figure.EventKind(m.GetKind()), Label: m.GetLabel()}
		if !m.GetTime().IsValid() || !e.Kind.Valid() || !short(e.Label, mostEventLabel) {
			return fault.Invalid("markers", "Each marker needs a time, a kind, and a label of at most 40 characters or none.")
		}
		a.events = append(a.events, e)
	}
	return nil
}

func (a *ask) readLines(req *chartv1.RenderChartRequest) error {
	if len(req.GetLines()) > mostLines {
		return fault.Invalid("lines", "Give at most 8 lines.")
	}
	for _, l := range req.GetLines() {
		line := figure.PriceLine{Kind: figure.LineKind(l.GetKind()), Price: l.GetPrice(), Label: l.GetLabel()}
		if !line.Kind.Valid() || !(line.Price > 0 && line.Price <= maxPrice) || math.IsNaN(line.Price) || !short(line.Label, mostLineLabel) {
			return fault.Invalid("lines", "Each line needs a kind, a price above 0, and a label of at most 24 characters or none.")
		}
		a.lines = append(a.lines, line)
	}
	return nil
}

func short(text string, most int) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= most
}

func (a *ask) readFormat(req *chartv1.RenderChartRequest) error {
	switch req.GetFormat() {
	case chartv1.Format_FORMAT_UNSPECIFIED, chartv1.Format_FORMAT_PNG:
		a.format = render.PNG
	case chartv1.Format_FORMAT_SVG:
		a.format = render.SVG
	default:
		return fault.Invalid("format", "Give PNG or SVG.")
	}
	return nil
}
