package server

import (
	"math"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// month is a request for the market of these tests.
func month() *chartv1.RenderChartRequest {
	return &chartv1.RenderChartRequest{Symbol: "AAPL", Timeframe: marketv1.Timeframe_TIMEFRAME_1M}
}

func TestReadRefuses(t *testing.T) {
	now := timestamppb.New(time.Unix(0, 0))
	for name, c := range map[string]struct {
		change func(*chartv1.RenderChartRequest)
		field  string
	}{
		"style":           {func(r *chartv1.RenderChartRequest) { r.Style = "pie" }, "style"},
		"theme":           {func(r *chartv1.RenderChartRequest) { r.Theme = "pink" }, "theme"},
		"size":            {func(r *chartv1.RenderChartRequest) { r.Size = "poster" }, "size"},
		"format":          {func(r *chartv1.RenderChartRequest) { r.Format = 9 }, "format"},
		"indicator":       {func(r *chartv1.RenderChartRequest) { r.Indicators = []string{"sma1"} }, "indicators"},
		"none and some":   {func(r *chartv1.RenderChartRequest) { r.Indicators, r.NoIndicators = []string{"rsi"}, true }, "no_indicators"},
		"six others":      {func(r *chartv1.RenderChartRequest) { r.Compare = []string{"A", "B", "C", "D", "E", "F"} }, "compare"},
		"odd other":       {func(r *chartv1.RenderChartRequest) { r.Compare = []string{"A!B"} }, "compare"},
		"marker, no time": {func(r *chartv1.RenderChartRequest) { r.Markers = []*chartv1.Marker{{Kind: 1}} }, "markers"},
		"marker, no kind": {func(r *chartv1.RenderChartRequest) { r.Markers = []*chartv1.Marker{{Time: now}} }, "markers"},
		"long marker": {func(r *chartv1.RenderChartRequest) {
			r.Markers = []*chartv1.Marker{{Time: now, Kind: 1, Label: strings.Repeat("ü", 41)}}
		}, "markers"},
		"21 markers": {func(r *chartv1.RenderChartRequest) { r.Markers = make([]*chartv1.Marker, 21) }, "markers"},
		"line, NaN": {func(r *chartv1.RenderChartRequest) {
			r.Lines = []*chartv1.PriceLine{{Kind: 1, Price: math.NaN()}}
		}, "lines"},
		"line, no kind": {func(r *chartv1.RenderChartRequest) { r.Lines = []*chartv1.PriceLine{{Price: 1}} }, "lines"},
		"9 lines":       {func(r *chartv1.RenderChartRequest) { r.Lines = make([]*chartv1.PriceLine, 9) }, "lines"},
	} {
		req := month()
		c.change(req)
		_, err := newServer(t, &market{close: rising}).RenderChart(t.Context(), req)
		if f := fault.From(err); f.Code() != codes.InvalidArgument || f.Public() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadDefaults(t *testing.T) {
	a, err := read(month(), figure.Contrast)
	if err != nil {
		t.Fatal(err)
	}
	o := a.options
	if o.Style != figure.Candles || o.Theme != figure.Contrast || o.Size != figure.Wide || o.Log || len(o.Studies) != 5 {
		t.Errorf("options %+v", o)
	}
	req := month()
	req.NoIndicators, req.Theme, req.Compare = true, "LIGHT", []string{"msft", "AAPL", "MSFT"}
	if a, err = read(req, figure.Dark); err != nil || len(a.options.Studies) != 0 || a.options.Theme != figure.Light || len(a.others) != 1 {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestSVG(t *testing.T) {
	req := month()
	req.Format, req.Size, req.Indicators = chartv1.Format_FORMAT_SVG, "phone", []string{"rsi", "sma400"}
	m := &market{close: rising}
	reply, err := newServer(t, m).RenderChart(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	if len(reply.GetPng()) > 0 || reply.GetMediaType() != "image/svg+xml" || !strings.HasPrefix(reply.GetSvg(), "<svg") ||
		reply.GetWidth() != 800 || reply.GetHeight() != 1000 {
		t.Errorf("%d bytes of PNG, %s, %dx%d", len(reply.GetPng()), reply.GetMediaType(), reply.GetWidth(), reply.GetHeight())
	}
	if m.asked.GetWarmUp() != 400 {
		t.Errorf("warm-up of %d", m.asked.GetWarmUp())
	}
	dropped := reply.GetDropped()
	if len(dropped) != 1 || dropped[0].GetPart() != "sma400" || dropped[0].GetReason() != chartv1.DropReason_DROP_REASON_DATA {
		t.Errorf("dropped %v", dropped)
	}
}

func TestCompareAsksForAll(t *testing.T) {
	req := month()
	req.Compare = []string{"MSFT", "IBM"}
	reply, err := newServer(t, &market{close: rising}).RenderChart(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(reply.GetAltText(), "MSFT up 11.06%") || !strings.Contains(reply.GetAltText(), "IBM up 11.06%") {
		t.Errorf("alt text %s", reply.GetAltText())
	}
}

func TestListIndicators(t *testing.T) {
	reply, err := Indicators{}.ListIndicators(t.Context(), &chartv1.ListIndicatorsRequest{})
	if err != nil {
		t.Fatal(err)
	}
	kinds, defaults := map[chartv1.IndicatorKind]int{}, 0
	for _, i := range reply.GetIndicators() {
		kinds[i.GetKind()]++
		if i.GetDefault() {
			defaults++
		}
	}
	if kinds[1] != 13 || kinds[2] != 8 || kinds[3] != 8 || defaults != 5 {
		t.Errorf("kinds %v, %d defaults", kinds, defaults)
	}
}
