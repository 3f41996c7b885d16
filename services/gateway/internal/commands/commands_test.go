package commands

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// backEnds answers with what the test put in and keeps what was asked. What it
// does not have is not called.
type backEnds struct {
	chartv1.ChartServiceClient
	commandv1.CommandServiceClient
	marketv1.MarketServiceClient
	check   *commandv1.CheckResponse
	found   []*marketv1.SymbolInfo
	watched []*commandv1.WatchlistEntry
	err     error
	asked   proto.Message
	likes   *commandv1.Preferences
}

func (b *backEnds) ListIndicators(context.Context, *chartv1.ListIndicatorsRequest, ...grpc.CallOption) (*chartv1.ListIndicatorsResponse, error) {
	return &chartv1.ListIndicatorsResponse{Indicators: []*chartv1.Indicator{
		{Code: "sma20", Name: "SMA 20", Default: true}, {Code: "rsi", Name: "RSI"}, {Code: "macd", Name: "MACD"},
	}}, b.err
}

func (b *backEnds) GetPreferences(context.Context, *commandv1.GetPreferencesRequest, ...grpc.CallOption) (*commandv1.GetPreferencesResponse, error) {
	return &commandv1.GetPreferencesResponse{Preferences: b.likes}, b.err
}

func (b *backEnds) SetPreferences(_ context.Context, req *commandv1.SetPreferencesRequest, _ ...grpc.CallOption) (*commandv1.SetPreferencesResponse, error) {
	if b.err != nil {
		return nil, b.err
	}
	if b.likes == nil {
		b.likes = &commandv1.Preferences{}
	}
	if chosen := req.GetPreferences().GetIndicators(); chosen != nil {
		b.likes.Indicators = nil // a merge would join the lists
	}
	proto.Merge(b.likes, req.GetPreferences())
	return &commandv1.SetPreferencesResponse{Preferences: b.likes}, nil
}

func (b *backEnds) SearchSymbols(_ context.Context, req *marketv1.SearchSymbolsRequest, _ ...grpc.CallOption) (*marketv1.SearchSymbolsResponse, error) {
	b.asked = req
	return &marketv1.SearchSymbolsResponse{Symbols: b.found}, b.err
}

func (b *backEnds) ListWatchlist(context.Context, *commandv1.ListWatchlistRequest, ...grpc.CallOption) (*commandv1.ListWatchlistResponse, error) {
	return &commandv1.ListWatchlistResponse{Entries: b.watched}, b.err
}

func (b *backEnds) Check(_ context.Context, req *commandv1.CheckRequest, _ ...grpc.CallOption) (*commandv1.CheckResponse, error) {
	b.asked = req
	return b.check, nil
}

func (b *backEnds) RenderChart(_ context.Context, req *chartv1.RenderChartRequest, _ ...grpc.CallOption) (*chartv1.RenderChartResponse, error) {
	b.asked = req
	return &chartv1.RenderChartResponse{
		Png: []byte("png"), AltText: "a chart", LastPrice: 10, Currency: "USD",
		Info: &marketv1.SymbolInfo{Name: "Apple Inc."}, Provenance: provenance(),
	}, nil
}

func provenance() *marketv1.Provenance {
	return &marketv1.Provenance{
		Provider: "sample data", Source: "AAPL.csv", AsOf: timestamppb.New(time.Date(2018, 5, 11, 20, 0, 0, 0, time.UTC)),
	}
}

func newCatalog(t *testing.T, b *backEnds) *Catalog {
	t.Helper()
	symbols := NewSymbols(b, b)
	catalog, err := NewCatalog(NewCheck(b, symbols.Suggest), NewChart(Charts{b, b, b}, symbols.Suggest))
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

// here allows everything.
var here = interaction.Place{Allowed: interaction.Administrator, UploadLimit: 10 << 20}

func slash(name string, options interaction.Options) interaction.Interaction {
	return interaction.Interaction{Kind: interaction.Command, Name: name, Options: options, Place: here}
}

func press(customID string) interaction.Interaction {
	return interaction.Interaction{Kind: interaction.Component, CustomID: customID, Place: here}
}

func TestRoute(t *testing.T) {
	b := &backEnds{}
	catalog := newCatalog(t, b)
	for name, c := range map[string]struct {
		in     interaction.Interaction
		symbol string
		tf     marketv1.Timeframe
		update bool
	}{
		"chart":           {slash("chart", interaction.Options{"ticker": "aapl", "timeframe": "1Y"}), "AAPL", marketv1.Timeframe_TIMEFRAME_1Y, false},
		"chart, default":  {slash("chart", interaction.Options{"ticker": "^gspc"}), "^GSPC", marketv1.Timeframe_TIMEFRAME_1D, false},
		"old button":      {press("chart_AAPL_5D"), "AAPL", marketv1.Timeframe_TIMEFRAME_5D, true},
		"old index":       {press("chart_^GSPC_3M"), "^GSPC", marketv1.Timeframe_TIMEFRAME_3M, true},
		"button of check": {press("v1:chart:BRK.B:1M"), "BRK.B", marketv1.Timeframe_TIMEFRAME_1M, false},
		"old menu":        {press("chart_toggle_AAPL_1D"), "AAPL", marketv1.Timeframe_TIMEFRAME_1D, true},
		"new button":      {press("v2:chart:AAPL:YTD:MSFT,^GSPC"), "AAPL", marketv1.Timeframe_TIMEFRAME_YTD, true},
	} {
		t.Run(name, func(t *testing.T) {
			task, err := catalog.Route(c.in)
			if err != nil {
				t.Fatal(err)
			}
			m, err := task.Do(t.Context(), Unseen)
			if err != nil {
				t.Fatal(err)
			}
			asked, _ := b.asked.(*chartv1.RenderChartRequest)
			if asked.GetSymbol() != c.symbol || asked.GetTimeframe() != c.tf || task.Update != c.update || task.Manner != AlwaysDefer {
				t.Errorf("asked %v, task %+v", asked, task)
			}
			checkButtons(t, m)
		})
	}
}

// checkButtons wants ten timeframes, the current one disabled.
func checkButtons(t *testing.T, m message.Message) {
	t.Helper()
	all, disabled := 0, 0
	for _, row := range m.Rows[:2] {
		buttons, _ := row.(message.Buttons)
		for _, b := range buttons {
			all++
			if b.Disabled {
				disabled++
			}
		}
	}
	if all != 10 || disabled != 1 {
		t.Errorf("%d buttons, %d disabled", all, disabled)
	}
}

func TestRouteFaults(t *testing.T) {
	catalog := newCatalog(t, &backEnds{})
	for name, c := range map[string]struct {
		in     interaction.Interaction
		code   codes.Code
		public string
	}{
		"unknown command":    {slash("moon", nil), codes.NotFound, "/check, /chart"},
		"unknown button":     {press("moa_review_1"), codes.NotFound, "not in use"},
		"two parts":          {press("chart_AAPL"), codes.InvalidArgument, "cannot read this button"},
		"four parts":         {press("v2:chart:AAPL:1D:MSFT:X"), codes.InvalidArgument, "cannot read this button"},
		"odd timeframe":      {press("chart_AAPL_7M"), codes.InvalidArgument, "cannot read this button"},
		"odd comparison":     {press("v2:chart:AAPL:1D:@"), codes.InvalidArgument, "cannot read this button"},
		"no style":           {press("v2:style:AAPL:1D"), codes.InvalidArgument, "Choose one of the list"},
		"odd style":          {slash("chart", interaction.Options{"ticker": "AAPL", "style": "3d"}), codes.InvalidArgument, "Choose one of the list"},
		"odd theme":          {slash("chart", interaction.Options{"ticker": "AAPL", "theme": "pink"}), codes.InvalidArgument, "Choose one of the list"},
		"six to compare":     {slash("chart", interaction.Options{"ticker": "AAPL", "compare": "A B C D E F"}), codes.InvalidArgument, "five symbols"},
		"odd symbol":         {press("chart_<@1>_1D"), codes.InvalidArgument, "cannot read this button"},
		"no ticker":          {slash("check", nil), codes.InvalidArgument, "no symbol"},
		"ticker is a number": {slash("check", interaction.Options{"ticker": 12.0}), codes.InvalidArgument, "no symbol"},
		"bad timeframe":      {slash("chart", interaction.Options{"ticker": "AAPL", "timeframe": "7Y"}), codes.InvalidArgument, "1D, 5D"},
		"a modal":            {interaction.Interaction{Kind: interaction.ModalSubmit}, codes.NotFound, "/check"},
	} {
		_, err := catalog.Route(c.in)
		if f := fault.From(err); f == nil || f.Code() != c.code || !strings.Contains(f.Public(), c.public) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTaskRecoversFromPanic(t *testing.T) {
	task := Task{Name: "bad", Run: func(context.Context) (message.Message, error) { panic("secret") }}
	_, err := task.Do(t.Context(), Unseen)
	if err == nil || strings.Contains(Failure(t.Context(), err).Content, "secret") {
		t.Errorf("panic became %v", err)
	}
}

func TestFailureHidesTheCause(t *testing.T) {
	text := Failure(t.Context(), errors.New("dial tcp 10.0.0.7: refused")).Content
	if strings.Contains(text, "10.0.0.7") || text == "" {
		t.Errorf("failure says %q", text)
	}
}
