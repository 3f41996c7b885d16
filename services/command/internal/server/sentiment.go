package server

import (
	"context"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/sentiment"
)

const (
	// toneLimit is how many catalysts are read for their tone.
	toneLimit = 100
	// maxShown is how many of them are told.
	maxShown = 10
	// clearTone is what a score is beyond that is not neutral.
	clearTone = 0.3
	// weightTime bounds asking for weights; the usual ones will do.
	weightTime = 300 * time.Millisecond
)

// filingTones are those of kinds of filings, whatever they say. Kinds that are
// as often good as bad have none.
var filingTones = map[marketv1.CatalystKind]float64{
	marketv1.CatalystKind_CATALYST_KIND_RESTATEMENT: -0.9, marketv1.CatalystKind_CATALYST_KIND_OFFERING: -0.5,
	marketv1.CatalystKind_CATALYST_KIND_RESTRUCTURING: -0.4, marketv1.CatalystKind_CATALYST_KIND_AGREEMENT: 0.3,
}

// Sentiment sums up the tone of catalysts.
func (c *Command) Sentiment(ctx context.Context, req *commandv1.SentimentRequest) (*commandv1.SentimentResponse, error) {
	s, err := parseSymbol(req.GetSymbol())
	if err != nil {
		return nil, err
	}
	list, err := c.market.ListCatalysts(ctx, &marketv1.ListCatalystsRequest{Symbol: s.String(), Limit: toneLimit})
	if err != nil {
		return nil, err
	}
	now := time.Now()
	reply := &commandv1.SentimentResponse{
		Info: list.GetInfo(), From: timestamppb.New(now.Add(-sentiment.Window)), To: timestamppb.New(now),
	}
	var tones []sentiment.Tone
	for _, catalyst := range list.GetCatalysts() {
		tone, ok := toneOf(catalyst)
		if !ok || !sentiment.Counts(tone.At, now) {
			continue
		}
		tones = append(tones, tone)
		if len(reply.GetCatalysts()) < maxShown {
			reply.Catalysts = append(reply.Catalysts, catalyst)
		}
	}
	sum := sentiment.Of(tones, c.weights(ctx), now)
	reply.Score, reply.Label = sum.Score, label(sum.Score)
	for _, p := range sum.Pieces {
		reply.Pieces = append(reply.Pieces, &commandv1.SentimentPiece{
			Source: commandv1.SentimentSource(p.Source), Weight: p.Weight, Share: p.Share, Score: p.Score, Catalysts: int32(p.Tones),
		})
	}
	for _, name := range list.GetMissing() {
		reply.Missing = append(reply.Missing, name+" could not answer.")
	}
	return reply, nil
}

// toneOf reads the tone of a catalyst; most have none.
func toneOf(c *marketv1.Catalyst) (sentiment.Tone, bool) {
	tone := sentiment.Tone{Source: sentiment.Filings, At: c.GetTime().AsTime()}
	if value, ok := filingTones[c.GetKind()]; ok {
		tone.Value = value
		return tone, true
	}
	tone.Source = sentiment.Local
	if c.GetKind() == marketv1.CatalystKind_CATALYST_KIND_RESULTS {
		tone.Source = sentiment.Earnings
	}
	tone.Value = max(-1, min(c.GetSentiment(), 1))
	return tone, c.Sentiment != nil
}

func label(score *float64) commandv1.SentimentLabel {
	switch {
	case score == nil:
		return commandv1.SentimentLabel_SENTIMENT_LABEL_UNSPECIFIED
	case *score > clearTone:
		return commandv1.SentimentLabel_SENTIMENT_LABEL_BULLISH
	case *score < -clearTone:
		return commandv1.SentimentLabel_SENTIMENT_LABEL_BEARISH
	default:
		return commandv1.SentimentLabel_SENTIMENT_LABEL_NEUTRAL
	}
}

// weightNames are the parameters of the sources.
var weightNames = map[string]sentiment.Source{
	"SENTIMENT_WEIGHT_LOCAL": sentiment.Local, "SENTIMENT_WEIGHT_EXT": sentiment.External, "SENTIMENT_WEIGHT_SEC": sentiment.Filings,
	"SENTIMENT_WEIGHT_ANALYST": sentiment.Analysts, "SENTIMENT_WEIGHT_EARNINGS": sentiment.Earnings,
}

// weights are those of the parameters now, or the usual ones while the admin
// service cannot be reached.
func (c *Command) weights(ctx context.Context) sentiment.Weights {
	weights := sentiment.Weights{
		sentiment.Local: 0.4, sentiment.External: 0.3, sentiment.Filings: 0.2, sentiment.Analysts: 0.05, sentiment.Earnings: 0.05,
	}
	ctx, cancel := context.WithTimeout(ctx, weightTime)
	defer cancel()
	reply, err := c.admin.ListParameters(ctx, &adminv1.ListParametersRequest{Group: "sentiment"})
	if err != nil {
		return weights // the trace has it
	}
	for _, p := range reply.GetParameters() {
		if source, ok := weightNames[p.GetName()]; ok {
			weights[source] = p.GetValue().GetNumber()
		}
	}
	return weights
}
