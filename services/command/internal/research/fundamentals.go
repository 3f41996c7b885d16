package research

import (
	"fmt"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/command/internal/valuation"
)

// fundamentals adds what the company reported of its newest fiscal year, and the
// last close over it.
func (b *builder) fundamentals() {
	company := b.subject.Company
	if company == nil {
		return
	}
	ratios, err := company.Of(b.last().Close, b.subject.Currency, b.last().Time)
	if err != nil {
		b.sheet.Missing = append(b.sheet.Missing, fmt.Sprintf("Fundamentals: %v.", err))
		return
	}
	year := ratios.Year
	b.reported(year, "revenue", "Revenue", year.Revenue)
	if growth := company.Growth(b.last().Time); growth != nil {
		percent := 100 * *growth
		b.add(fact.Fact{
			Group: fact.Fundamentals, Key: "revenue_growth", Label: ofYear("Growth of revenue", year), Unit: fact.Percent,
			Value: &percent, Change: true, At: year.End, Source: company.Source,
		})
	}
	b.reported(year, "net_income", "Net income", year.NetIncome)
	kind := "diluted"
	eps, basic := year.EPS()
	if basic {
		kind = "basic"
	}
	b.reported(year, "eps", "Earnings per share ("+kind+")", eps)
	b.over(year, "pe", "P/E on "+kind+" earnings", ratios.PriceEarnings)
	b.over(year, "ps", "P/S on revenue", ratios.PriceSales)
}

// reported adds an amount of a fiscal year, if it is known.
func (b *builder) reported(year valuation.Year, key, label string, amount *float64) {
	if amount != nil {
		b.add(fact.Fact{
			Group: fact.Fundamentals, Key: key, Label: ofYear(label, year), Unit: fact.Money, Value: amount,
			At: year.End, Source: b.subject.Company.Source,
		})
	}
}

// over adds what the last close comes to over figures of a fiscal year, if that
// is known.
func (b *builder) over(year valuation.Year, key, label string, ratio *float64) {
	if ratio != nil {
		b.add(fact.Fact{
			Group: fact.Fundamentals, Key: key, Label: ofYear(label, year), Unit: fact.Number, Value: ratio,
			At: b.last().Time, Source: b.subject.Source + "; " + b.subject.Company.Source,
		})
	}
}

func ofYear(label string, year valuation.Year) string {
	return fmt.Sprintf("%s of fiscal %d", label, year.Number)
}
