package server

import (
	"context"
	"errors"
	"math"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
)

// office tells one weight, or an error.
type office struct {
	adminv1.AdminServiceClient
	err error
}

func (o office) ListParameters(context.Context, *adminv1.ListParametersRequest, ...grpc.CallOption) (*adminv1.ListParametersResponse, error) {
	return &adminv1.ListParametersResponse{Parameters: []*adminv1.Parameter{
		{Name: "SENTIMENT_WEIGHT_LOCAL", Value: &adminv1.Value{Value: &adminv1.Value_Number{Number: 0.6}}}, {Name: "MIN_SCORE"},
	}}, o.err
}

func (o office) SumUsage(_ context.Context, req *adminv1.SumUsageRequest, _ ...grpc.CallOption) (*adminv1.SumUsageResponse, error) {
	if o.err != nil {
		return nil, o.err
	}
	return &adminv1.SumUsageResponse{Commands: []*adminv1.CommandTotal{{Command: "check", Uses: 100 + int64(req.GetDays()), Failures: 1}}}, nil
}

func TestSentiment(t *testing.T) {
	at, tone := timestamppb.New(time.Now().Add(-time.Hour)), 0.5
	catalysts := []*marketv1.Catalyst{
		{Kind: marketv1.CatalystKind_CATALYST_KIND_NEWS, Time: at, Sentiment: &tone},
		{Kind: marketv1.CatalystKind_CATALYST_KIND_OFFERING, Time: at},
		{Kind: marketv1.CatalystKind_CATALYST_KIND_DIVIDEND, Time: at},
		{Kind: marketv1.CatalystKind_CATALYST_KIND_RESTATEMENT, Time: timestamppb.New(tapeEnd)},
	}
	for name, c := range map[string]struct {
		err    error
		weight float64
	}{"parameters": {nil, 0.6}, "no admin": {errors.New("away"), 0.4}} {
		reply, err := New(Parts{Market: tape{catalysts: catalysts}, Admin: office{err: c.err}}).
			Sentiment(t.Context(), &commandv1.SentimentRequest{Symbol: "AAPL"})
		if err != nil {
			t.Fatal(err)
		}
		want := (0.5*c.weight - 0.5*0.2) / (c.weight + 0.2)
		if math.Abs(reply.GetScore()-want) > 1e-9 || len(reply.GetPieces()) != 5 || reply.GetPieces()[0].GetWeight() != c.weight ||
			reply.GetPieces()[1].Score != nil || len(reply.GetCatalysts()) != 2 || reply.GetLabel() != commandv1.SentimentLabel_SENTIMENT_LABEL_NEUTRAL {
			t.Errorf("%s: %v, want %v", name, reply, want)
		}
	}
}

func TestSentimentWithoutData(t *testing.T) {
	reply, err := New(Parts{Market: tape{}, Admin: office{}}).Sentiment(t.Context(), &commandv1.SentimentRequest{Symbol: "AAPL"})
	if err != nil {
		t.Fatal(err)
	}
	if reply.Score != nil || reply.GetLabel() != 0 || len(reply.GetPieces()) != 5 {
		t.Errorf("%v", reply)
	}
}
