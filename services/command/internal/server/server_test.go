package server

import (
	"context"
	"strings"
	"testing"

	"go.uber.org/goleak"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

// market is a market of one symbol whose closes rise by one a day.
type market struct {
	marketv1.MarketServiceClient
	err  error
	bars int
}

func (m market) GetQuote(_ context.Context, req *marketv1.GetQuoteRequest, _ ...grpc.CallOption) (*marketv1.GetQuoteResponse, error) {
	volume, mean := int64(300), 200.0
	return &marketv1.GetQuoteResponse{Quote: &marketv1.Quote{
		Info: &marketv1.SymbolInfo{Symbol: req.GetSymbol()}, Price: 10, Volume: &volume, AverageVolume: &mean,
	}}, m.err
}

func (m market) ListBars(context.Context, *marketv1.ListBarsRequest, ...grpc.CallOption) (*marketv1.ListBarsResponse, error) {
	var reply marketv1.ListBarsResponse
	for i := range m.bars {
		reply.Bars = append(reply.Bars, &marketv1.Bar{Close: float64(100 + i)})
	}
	return &reply, m.err
}

func TestCheck(t *testing.T) {
	reply, err := New(Parts{Market: market{bars: 172}}).Check(t.Context(), &commandv1.CheckRequest{Symbol: " aapl"})
	if err != nil {
		t.Fatal(err)
	}
	if reply.GetQuote().GetInfo().GetSymbol() != "AAPL" || reply.GetRelativeVolume() != 1.5 || reply.GetRsi_14() != 100 ||
		reply.GetTrend() != commandv1.Trend_TREND_UP {
		t.Errorf("reply %v", reply)
	}
}

func TestCheckWithFewBars(t *testing.T) {
	reply, err := New(Parts{Market: market{bars: 3}}).Check(t.Context(), &commandv1.CheckRequest{Symbol: "AAPL"})
	if err != nil {
		t.Fatal(err)
	}
	if reply.Rsi_14 != nil || reply.Sma_20 != nil || reply.GetTrend() != commandv1.Trend_TREND_UNSPECIFIED {
		t.Errorf("numbers from three bars: %v", reply)
	}
}

func TestCheckFaults(t *testing.T) {
	_, err := New(Parts{Market: market{}}).Check(t.Context(), &commandv1.CheckRequest{Symbol: "no symbol"})
	if f := fault.From(err); f.Code() != codes.InvalidArgument {
		t.Errorf("malformed symbol: %v", f)
	}
	away := fault.New(codes.NotFound, "No listed name has the symbol XYZ.").GRPCStatus().Err()
	_, err = New(Parts{Market: market{err: away}}).Check(t.Context(), &commandv1.CheckRequest{Symbol: "XYZ"})
	if f := fault.From(err); f.Code() != codes.NotFound || !strings.Contains(f.Public(), "XYZ") {
		t.Errorf("fault of the market: %v", f)
	}
}
