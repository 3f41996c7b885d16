package server

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
)

// seen keeps what is to be drawn.
type seen struct {
	failing
	in figure.Input
}

func (s *seen) Render(_ context.Context, in figure.Input, _ render.Format) (render.Picture, error) {
	s.in = in
	return render.Picture{}, nil
}

func catalyst(kind marketv1.CatalystKind, at time.Time) *marketv1.Catalyst {
	return &marketv1.Catalyst{Kind: kind, Time: timestamppb.New(at)}
}

// spanStart is the first day of the fake market's span; its as-of is that of
// its first bar, so tests move it.
var spanStart = time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 100)

func TestEventsAreMarked(t *testing.T) {
	m := &market{close: rising, asOf: spanStart.AddDate(0, 0, 21), catalysts: []*marketv1.Catalyst{
		catalyst(marketv1.CatalystKind_CATALYST_KIND_DIVIDEND, spanStart.AddDate(0, 0, 30)), // not yet
		catalyst(marketv1.CatalystKind_CATALYST_KIND_RESULTS, spanStart.AddDate(0, 0, 9).Add(20*time.Hour)),
		catalyst(marketv1.CatalystKind_CATALYST_KIND_NEWS, spanStart.AddDate(0, 0, 8)),
		catalyst(marketv1.CatalystKind_CATALYST_KIND_SPLIT, spanStart),
		catalyst(marketv1.CatalystKind_CATALYST_KIND_DIVIDEND, spanStart.AddDate(0, 0, -1)), // before
	}}
	want := []figure.Event{
		{Time: spanStart.AddDate(0, 0, 9).Add(20 * time.Hour), Kind: figure.Filing},
		{Time: spanStart.Add(12 * time.Hour), Kind: figure.Split},
	}
	month := marketv1.Timeframe_TIMEFRAME_1M
	for name, c := range map[string]struct {
		req  *chartv1.RenderChartRequest
		err  error
		want []figure.Event
	}{
		"by default":    {&chartv1.RenderChartRequest{}, nil, want},
		"when chosen":   {&chartv1.RenderChartRequest{Indicators: []string{"rsi", "events"}}, nil, want},
		"not chosen":    {&chartv1.RenderChartRequest{Indicators: []string{"rsi"}}, nil, nil},
		"none at all":   {&chartv1.RenderChartRequest{NoIndicators: true}, nil, nil},
		"compared":      {&chartv1.RenderChartRequest{Compare: []string{"MSFT"}}, nil, nil},
		"not to be had": {&chartv1.RenderChartRequest{}, errors.New("away"), nil},
	} {
		drawn := &seen{}
		m.catalystsErr = c.err
		c.req.Symbol, c.req.Timeframe = "AAPL", month
		chart := New(newFeed(t, m), drawn, func() string { return figure.Dark })
		if _, err := chart.RenderChart(t.Context(), c.req); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !slices.Equal(drawn.in.Events, c.want) {
			t.Errorf("%s: %v, want %v", name, drawn.in.Events, c.want)
		}
	}
}

// TestFirstDay puts what a day began with at its first bar.
func TestFirstDay(t *testing.T) {
	open := time.Date(2018, 5, 11, 13, 30, 0, 0, time.UTC)
	got := within([]figure.Event{
		{Time: open.Add(time.Hour), Kind: figure.Filing}, {Time: open.Add(-90 * time.Minute), Kind: figure.Dividend},
		{Time: open.Add(-24 * time.Hour), Kind: figure.Split},
	}, open, open.Add(7*time.Hour), 20)
	want := []figure.Event{{Time: open.Add(time.Hour), Kind: figure.Filing}, {Time: open, Kind: figure.Dividend}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
