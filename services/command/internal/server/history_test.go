package server

import (
	"context"
	"fmt"
	"math"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// tape is a market with days of bars for each of its symbols, all ending on
// the same day. Their prices swing around a rise.
type tape struct {
	marketv1.MarketServiceClient
	days      map[string]int
	synthetic bool
	catalysts []*marketv1.Catalyst
	// unreported are those no provider has fundamentals of.
	unreported map[string]bool
}

var tapeEnd = time.Date(2018, 5, 11, 0, 0, 0, 0, time.UTC)

func (m tape) ListBars(_ context.Context, req *marketv1.ListBarsRequest, _ ...grpc.CallOption) (*marketv1.ListBarsResponse, error) {
	n := m.days[req.GetSymbol()]
	if n == 0 {
		return nil, fault.New(codes.NotFound, fmt.Sprintf("There are no prices of %s.", req.GetSymbol()))
	}
	reply := &marketv1.ListBarsResponse{
		Info: m.info(req.GetSymbol()), Currency: "USD", Provenance: m.provenance(),
	}
	for i := range n {
		price := 100 * math.Exp(0.001*float64(i)+0.1*math.Sin(float64(i)/9)+float64(len(req.GetSymbol())))
		reply.Bars = append(reply.Bars, &marketv1.Bar{
			Time: timestamppb.New(tapeEnd.AddDate(0, 0, i-n+1)), Open: price, High: price * 1.01, Low: price * 0.99, Close: price,
			Volume: int64(1000 + i%7*100), Synthetic: m.synthetic,
		})
	}
	return reply, nil
}

func (m tape) GetQuote(_ context.Context, req *marketv1.GetQuoteRequest, _ ...grpc.CallOption) (*marketv1.GetQuoteResponse, error) {
	if m.days[req.GetSymbol()] == 0 {
		return nil, fault.New(codes.NotFound, fmt.Sprintf("There are no prices of %s.", req.GetSymbol()))
	}
	volume, mean, change := int64(3000), 2000.0, 1.25
	return &marketv1.GetQuoteResponse{Quote: &marketv1.Quote{
		Info: m.info(req.GetSymbol()), Currency: "USD", Price: 188.59, ChangePercent: &change,
		Volume: &volume, AverageVolume: &mean, Provenance: m.provenance(),
	}}, nil
}

func (m tape) ListCatalysts(_ context.Context, req *marketv1.ListCatalystsRequest, _ ...grpc.CallOption) (*marketv1.ListCatalystsResponse, error) {
	return &marketv1.ListCatalystsResponse{Info: m.info(req.GetSymbol()), Catalysts: m.catalysts}, nil
}

// GetFundamentals has two fiscal years of each company.
func (m tape) GetFundamentals(_ context.Context, req *marketv1.GetFundamentalsRequest, _ ...grpc.CallOption) (*marketv1.GetFundamentalsResponse, error) {
	if m.unreported[req.GetSymbol()] {
		return nil, fault.New(codes.NotFound, fmt.Sprintf("No provider has fundamentals of %s.", req.GetSymbol()))
	}
	revenue, before, income, eps, shares := 250e6, 200e6, 50e6, 5.0*float64(len(req.GetSymbol())), 1e6
	reply := &marketv1.GetFundamentalsResponse{Info: m.info(req.GetSymbol()), Currency: "USD", Provenance: m.provenance()}
	for i, sales := range []*float64{&revenue, &before} {
		reply.Years = append(reply.Years, &marketv1.FiscalYear{
			FiscalYear: int32(2017 - i), PeriodEnd: timestamppb.New(time.Date(2017-i, 9, 30, 0, 0, 0, 0, time.UTC)),
			Revenue: sales, NetIncome: &income, BasicEps: &eps, SharesOutstanding: &shares,
		})
	}
	return reply, nil
}

func (tape) info(symbol string) *marketv1.SymbolInfo {
	return &marketv1.SymbolInfo{Symbol: symbol, Name: symbol + " Inc.", Exchange: "NASDAQ", Sector: "Technology"}
}

func (tape) provenance() *marketv1.Provenance {
	return &marketv1.Provenance{Provider: "tape", Source: "test", AsOf: timestamppb.New(tapeEnd)}
}
