package server

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"
	"google.golang.org/protobuf/types/known/timestamppb"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/valuation"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

const (
	// fiscalYears is how many of them are looked at: as many as can be had, for
	// prices of past years.
	fiscalYears = 20
	// fundamentalsLimit bounds the wait for what answers can do without. What
	// comes later is in the market's cache for the next answer.
	fundamentalsLimit = 3 * time.Second
)

// report is what a company reported and where that came from.
type report struct {
	company    valuation.Company
	provenance *marketv1.Provenance
	// missing says why there is no company.
	missing string
}

// report asks for the fiscal years of a company. Without them an answer is still
// worth giving.
func (c *Command) report(ctx context.Context, s symbol.Symbol) report {
	ctx, cancel := context.WithTimeout(ctx, fundamentalsLimit)
	defer cancel()
	reply, err := c.market.GetFundamentals(ctx, &marketv1.GetFundamentalsRequest{Symbol: s.String(), Limit: fiscalYears})
	if err != nil {
		return report{missing: fault.From(err).Public()}
	}
	company := valuation.Company{Currency: reply.GetCurrency(), Source: source(reply.GetProvenance())}
	for _, y := range reply.GetYears() {
		company.Years = append(company.Years, valuation.Year{
			Number: int(y.GetFiscalYear()), End: y.GetPeriodEnd().AsTime(), Filed: day(y.GetFiled()),
			Revenue: y.Revenue, NetIncome: y.NetIncome, DilutedEPS: y.DilutedEps, BasicEPS: y.BasicEps, Shares: y.SharesOutstanding,
		})
	}
	return report{company: company, provenance: reply.GetProvenance()}
}

// day is zero for a day that is not known.
func day(t *timestamppb.Timestamp) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.AsTime()
}

// reports asks for several at the same time.
func (c *Command) reports(ctx context.Context, symbols []symbol.Symbol) []report {
	found := make([]report, len(symbols))
	var group errgroup.Group
	for i, s := range symbols {
		group.Go(func() error {
			found[i] = c.report(ctx, s)
			return nil
		})
	}
	_ = group.Wait() // none of them fails
	return found
}
