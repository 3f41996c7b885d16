package commands

import (
	"context"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/durationpb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// reader answers sentiments and stats with what the test put in.
type reader struct {
	commandv1.CommandServiceClient
	tone   *commandv1.SentimentResponse
	stats  *commandv1.StatsResponse
	period commandv1.Period
}

func (r *reader) Sentiment(context.Context, *commandv1.SentimentRequest, ...grpc.CallOption) (*commandv1.SentimentResponse, error) {
	return r.tone, nil
}

func (r *reader) Stats(_ context.Context, req *commandv1.StatsRequest, _ ...grpc.CallOption) (*commandv1.StatsResponse, error) {
	r.period = req.GetPeriod()
	return r.stats, nil
}

func TestSentiment(t *testing.T) {
	score := 0.42
	r := &reader{tone: &commandv1.SentimentResponse{
		Info: &marketv1.SymbolInfo{Name: "Apple"}, Score: &score, Label: commandv1.SentimentLabel_SENTIMENT_LABEL_BULLISH,
		Pieces: []*commandv1.SentimentPiece{
			{Source: commandv1.SentimentSource_SENTIMENT_SOURCE_LOCAL, Weight: 0.4, Share: 1, Score: &score, Catalysts: 3},
			{Source: commandv1.SentimentSource_SENTIMENT_SOURCE_SEC, Weight: 0.2},
		},
		Catalysts: []*marketv1.Catalyst{{Headline: "Apple *beats* @everyone", Time: date(2018, 5, 1)}},
	}}
	catalog, err := NewCatalog(NewSentiment(r, nil))
	if err != nil {
		t.Fatal(err)
	}
	in := slash("sentiment", interaction.Options{"ticker": "AAPL"})
	e := run(t, catalog, in).Embeds[0]
	if e.Color != message.Bullish || !strings.Contains(e.Description, "**Bullish** +0.42  ███████░░░") ||
		!strings.Contains(e.Fields[0].Value, "Headlines: +0.42 · weight 0.40 · share 100% · 3 catalysts\nSEC filings: n/a") ||
		!strings.Contains(e.Fields[1].Value, `Apple \*beats\* \@everyone`) {
		t.Errorf("%+v", e)
	}
	r.tone = &commandv1.SentimentResponse{Info: &marketv1.SymbolInfo{Name: "Apple"}}
	if e := run(t, catalog, in).Embeds[0]; e.Color != message.Grey || !strings.Contains(e.Description, "No data") {
		t.Errorf("without data: %+v", e)
	}
}

func TestStats(t *testing.T) {
	won, mean := 60.0, 1.5
	r := &reader{stats: &commandv1.StatsResponse{Period: commandv1.Period_PERIOD_DAY}}
	catalog, err := NewCatalog(NewStats(r))
	if err != nil {
		t.Fatal(err)
	}
	in := slash("stats", interaction.Options{"period": "1d"})
	if e := run(t, catalog, in).Embeds[0]; r.period != commandv1.Period_PERIOD_DAY || e.Title != "📊 Alerts · 24 hours" || !strings.Contains(e.Description, "No alerts") {
		t.Errorf("none: %+v", e)
	}
	r.stats = &commandv1.StatsResponse{Period: commandv1.Period_PERIOD_WEEK, Alerts: 5, Symbols: 2, Horizons: []*commandv1.OutcomeTally{
		{Horizon: durationpb.New(15 * time.Minute), Measured: 5, WinRatePercent: &won, MeanReturnPercent: &mean,
			Best: &commandv1.AlertReturn{Symbol: "AAPL", ReturnPercent: 4}, Worst: &commandv1.AlertReturn{Symbol: "X", ReturnPercent: -2}},
		{Horizon: durationpb.New(24 * time.Hour), Pending: 5},
	}}
	e := run(t, catalog, slash("stats", nil)).Embeds[0]
	if r.period != commandv1.Period_PERIOD_WEEK || e.Fields[0].Name != "After 15 min" || e.Fields[1].Name != "After 1 d" ||
		e.Fields[0].Value != "5 known, 0 to come, 0 never\nWon 60.0%, mean +1.50%\nBest AAPL +4.00%, worst X -2.00%" ||
		e.Fields[1].Value != "0 known, 5 to come, 0 never\nWon n/a, mean n/a" {
		t.Errorf("%+v", e)
	}
	if _, err := catalog.Route(slash("stats", interaction.Options{"period": "eon"})); err == nil {
		t.Error("an eon is a period")
	}
}
