package comparison

import "github.com/catalyst-bot/mesh/services/command/internal/valuation"

// Value adds rows of what the last closes come to over what the companies
// reported, one for each series, nil where that is not known. A row without any
// value is left out.
func (r *Result) Value(ratios []*valuation.Ratios, oneCurrency bool) {
	better := noneIsBetter
	if oneCurrency {
		better = leastPositiveIsBetter
	}
	for _, metric := range []Metric{PriceEarnings, PriceSales} {
		row := Row{Metric: metric, From: r.Days[len(r.Days)-1], Ratios: ratios}
		known := false
		for _, one := range ratios {
			var value *float64
			switch {
			case one == nil:
			case metric == PriceEarnings:
				value = one.PriceEarnings
			default:
				value = one.PriceSales
			}
			row.Values = append(row.Values, value)
			known = known || value != nil
		}
		if known {
			row.Best = best(row.Values, better)
			r.Rows = append(r.Rows, row)
		}
	}
}
