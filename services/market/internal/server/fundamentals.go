package server

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

// Bounds of GetFundamentals, as the proto promises them.
const (
	maxYears     = 20
	defaultYears = 4
)

// GetFundamentals answers the figures of a company's fiscal years.
func (m *Market) GetFundamentals(ctx context.Context, req *marketv1.GetFundamentalsRequest) (*marketv1.GetFundamentalsResponse, error) {
	entry, err := m.find(ctx, req.GetSymbol())
	if err != nil {
		return nil, err
	}
	limit := int(req.GetLimit())
	switch {
	case limit < 0 || limit > maxYears:
		return nil, fault.Invalid("limit", "Give a limit of 1 to 20.")
	case limit == 0:
		limit = defaultYears
	}
	found, err := m.Companies.Newest(ctx, entry.Symbol, limit)
	if errors.Is(err, provider.ErrNoData) {
		return nil, noFundamentals(entry)
	}
	if err != nil {
		return nil, m.providerFault(entry, err)
	}
	reply := &marketv1.GetFundamentalsResponse{
		Info: info(entry), Currency: found.Currency, Provenance: provenance(found.Provenance),
	}
	for _, year := range found.Years {
		reply.Years = append(reply.Years, fiscalYear(year))
	}
	return reply, nil
}

// noFundamentals is the fault for a listed symbol that no provider has figures
// of.
func noFundamentals(entry directory.Entry) error {
	return fault.New(codes.NotFound, fmt.Sprintf("No provider has fundamentals of %s (%s).", entry.Symbol, entry.Name),
		fault.Reason("NO_DATA", map[string]string{"symbol": entry.Symbol.String()}))
}

func fiscalYear(year provider.FiscalYear) *marketv1.FiscalYear {
	return &marketv1.FiscalYear{
		FiscalYear: int32(year.Year), PeriodEnd: timestamppb.New(year.End), Form: year.Form, Filed: moment(year.Filed),
		Revenue: year.Revenue, NetIncome: year.NetIncome, DilutedEps: year.DilutedEPS, BasicEps: year.BasicEPS,
		SharesOutstanding: year.Shares, SharesEstimated: year.SharesEstimated, TotalAssets: year.Assets, Equity: year.Equity,
	}
}
