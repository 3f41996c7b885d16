package server

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/comparison"
	"github.com/catalyst-bot/mesh/services/command/internal/valuation"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Bounds of a comparison, as the proto promises them.
const (
	leastCompared = 2
	mostCompared  = 6
)

// Compare sets symbols side by side.
func (c *Command) Compare(ctx context.Context, req *commandv1.CompareRequest) (*commandv1.CompareResponse, error) {
	symbols, err := parseCompared(req.GetSymbols())
	if err != nil {
		return nil, err
	}
	found, err := c.histories(ctx, symbols)
	if err != nil {
		return nil, err
	}
	result, err := compareHistories(found)
	if err != nil {
		return nil, err
	}
	reports := c.reports(ctx, symbols)
	missing := value(&result, found, reports)
	reply := compared(found, result)
	for i, r := range reports {
		reply.Symbols[i].Fundamentals = r.provenance
	}
	reply.Missing = missing
	return reply, nil
}

func parseCompared(texts []string) ([]symbol.Symbol, error) {
	if len(texts) < leastCompared || len(texts) > mostCompared {
		return nil, fault.Invalid("symbols", "Give 2 to 6 symbols.")
	}
	var symbols []symbol.Symbol
	for _, text := range texts {
		s, err := symbol.Parse(text)
		if err != nil {
			return nil, fault.Invalid("symbols", "That is no symbol: "+err.Error()+".")
		}
		if slices.Contains(symbols, s) {
			return nil, fault.Invalid("symbols", fmt.Sprintf("%s stands twice; give different symbols.", s))
		}
		symbols = append(symbols, s)
	}
	return symbols, nil
}

// compareHistories compares over common days; without any, the fault says
// which days each has.
func compareHistories(found []history) (comparison.Result, error) {
	series := make([]comparison.Series, len(found))
	var spans []string
	for i, h := range found {
		series[i] = comparison.Series{Bars: h.bars, Index: symbol.Symbol(h.info.GetSymbol()).IsIndex()}
		first, last := h.days()
		spans = append(spans, fmt.Sprintf("%s has %s to %s", h.info.GetSymbol(), first, last))
	}
	result, err := comparison.Compare(series, oneCurrency(found))
	if errors.Is(err, comparison.ErrNoCommonDays) {
		return comparison.Result{}, fault.New(codes.FailedPrecondition,
			"There are no days on which all of them have prices: "+strings.Join(spans, ", ")+".",
			fault.Reason("NO_COMMON_DAYS", nil))
	}
	return result, err
}

// oneCurrency reports whether all prices have the same.
func oneCurrency(found []history) bool {
	return !slices.ContainsFunc(found, func(h history) bool { return h.currency != found[0].currency })
}

// value adds what the last closes come to over what the companies reported, and
// says of which that is not known and why.
func value(result *comparison.Result, found []history, reports []report) (missing []string) {
	last := result.Days[len(result.Days)-1]
	ratios := make([]*valuation.Ratios, len(found))
	for i, h := range found {
		why := reports[i].missing
		if why == "" {
			of, err := reports[i].company.Of(result.Closes[i], h.currency, last)
			if err == nil {
				ratios[i] = &of
				continue
			}
			why = fmt.Sprintf("%s: %v.", h.info.GetSymbol(), err)
		}
		missing = append(missing, "Valuation: "+why)
	}
	result.Value(ratios, oneCurrency(found))
	return missing
}

func compared(found []history, result comparison.Result) *commandv1.CompareResponse {
	last := len(result.Days) - 1
	reply := &commandv1.CompareResponse{
		From: timestamppb.New(result.Days[0]), To: timestamppb.New(result.Days[last]),
		CommonDays: int32(len(result.Days)),
	}
	for i, h := range found {
		reply.Symbols = append(reply.Symbols, &commandv1.ComparedSymbol{
			Info: h.info, Currency: h.currency, Close: result.Closes[i], Provenance: h.provenance,
		})
	}
	for _, row := range result.Rows {
		reply.Rows = append(reply.Rows, comparedRow(row))
	}
	for _, c := range result.Correlations {
		reply.Correlations = append(reply.Correlations, &commandv1.Correlation{
			First: int32(c.First), Second: int32(c.Second), Value: c.Value, Days: int32(c.Days),
		})
	}
	return reply
}

func comparedRow(row comparison.Row) *commandv1.ComparedRow {
	converted := &commandv1.ComparedRow{
		Metric: commandv1.ComparedMetric(row.Metric), Days: int32(row.Days), From: timestamppb.New(row.From),
	}
	for i, v := range row.Values {
		if v != nil && row.Metric.InPercent() {
			v = percent(v)
		}
		told := &commandv1.ComparedValue{Value: v}
		if v != nil && row.Ratios != nil {
			year := int32(row.Ratios[i].Year.Number)
			told.FiscalYear, told.BasicEarnings = &year, row.Metric == comparison.PriceEarnings && row.Ratios[i].Basic
		}
		converted.Values = append(converted.Values, told)
	}
	if row.Best != nil {
		best := int32(*row.Best)
		converted.Best = &best
	}
	return converted
}

// percent makes a fraction percent; nil stays nil.
func percent(fraction *float64) *float64 {
	if fraction == nil {
		return nil
	}
	p := *fraction * 100
	return &p
}
