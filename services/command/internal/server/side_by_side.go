package server

import (
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/comparison"
	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/command/internal/question"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// comparedKeys name what comparisons measure, as facts do.
var comparedKeys = map[comparison.Metric]struct {
	key, label string
	unit       fact.Unit
}{
	comparison.Return:         {"return_%d", "%d-session return on common days", fact.Percent},
	comparison.Volatility:     {"volatility", "Annual volatility over %d common days", fact.Percent},
	comparison.MaxDrawdown:    {"drawdown", "Maximum drawdown over %d common days", fact.Percent},
	comparison.Sharpe:         {"sharpe", "Sharpe ratio over %d common days", fact.Number},
	comparison.Volume:         {"mean_volume", "Mean volume of %d common days", fact.Shares},
	comparison.TradedValue:    {"traded_value", "Mean traded value of %d common days", fact.Money},
	comparison.RelativeVolume: {"relative_volume", "Relative volume over %d common days", fact.Times},
}

// compare adds what symbols that were read come to side by side. Without days
// in common, the sheet says so.
func (l *library) compare(symbols []symbol.Symbol) []fact.Fact {
	var found []history
	for _, s := range symbols {
		found = append(found, l.bars[s])
	}
	result, err := compareHistories(found)
	if err != nil {
		l.miss("Comparison: " + fault.From(err).Public())
		return nil
	}
	last := result.Days[len(result.Days)-1]
	var told []fact.Fact
	for _, row := range result.Rows {
		for i, v := range row.Values {
			if v != nil {
				told = append(told, l.add(rowFact(row, symbols[i], *v, last, source(found[i].provenance))))
			}
		}
	}
	for _, c := range result.Correlations {
		if c.Value != nil {
			told = append(told, l.add(fact.Fact{
				Group: fact.Comparison, Key: fmt.Sprintf("correlation_%s_%s", symbols[c.First], symbols[c.Second]),
				Label: fmt.Sprintf("Correlation of %s and %s over %d common days", symbols[c.First], symbols[c.Second], c.Days),
				Unit:  fact.Number, Value: c.Value, At: last, Source: "computed",
			}))
		}
	}
	return told
}

func rowFact(row comparison.Row, s symbol.Symbol, value float64, at time.Time, source string) fact.Fact {
	name := comparedKeys[row.Metric]
	key := question.CommonPrefix + name.key
	if row.Metric == comparison.Return {
		key = fmt.Sprintf(key, row.Days)
	}
	if row.Metric.InPercent() {
		value *= 100
	}
	return fact.Fact{
		Subject: s.String(), Group: fact.Comparison, Key: key, Label: fmt.Sprintf(name.label, row.Days),
		Unit: name.unit, Value: &value, Change: row.Metric == comparison.Return, At: at, Source: source,
	}
}
