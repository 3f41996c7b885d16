package server

import (
	"math"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func TestCompare(t *testing.T) {
	c := New(Parts{Market: tape{days: map[string]int{"A": 300, "BB": 100, "C": 400}}})
	reply, err := c.Compare(t.Context(), &commandv1.CompareRequest{Symbols: []string{"a", "bb", "C"}})
	if err != nil {
		t.Fatal(err)
	}
	if reply.GetCommonDays() != 100 || !reply.GetTo().AsTime().Equal(tapeEnd) || len(reply.GetCorrelations()) != 3 ||
		reply.GetSymbols()[1].GetInfo().GetSymbol() != "BB" || len(reply.GetMissing()) != 0 || reply.GetSymbols()[0].GetFundamentals() == nil {
		t.Errorf("reply %v", reply)
	}
	seen := map[commandv1.ComparedMetric]bool{}
	for _, row := range reply.GetRows() {
		seen[row.GetMetric()] = true
		valued := row.GetMetric() >= commandv1.ComparedMetric_COMPARED_METRIC_PRICE_EARNINGS
		if len(row.GetValues()) != 3 || (row.GetDays() < 1) != valued || row.GetDays() > 99 || row.GetFrom().AsTime().Before(reply.GetFrom().AsTime()) {
			t.Errorf("row %v", row)
		}
	}
	if len(seen) != len(commandv1.ComparedMetric_name)-1 {
		t.Errorf("metrics %v", seen)
	}
}

// TestValuation has earnings of 5 a share and a million shares, which sold for
// 250 million.
func TestValuation(t *testing.T) {
	c := New(Parts{Market: tape{days: map[string]int{"A": 300, "B": 300}, unreported: map[string]bool{"B": true}}})
	reply, err := c.Compare(t.Context(), &commandv1.CompareRequest{Symbols: []string{"A", "B"}})
	if err != nil {
		t.Fatal(err)
	}
	price, values := reply.GetSymbols()[0].GetClose(), map[commandv1.ComparedMetric]*commandv1.ComparedRow{}
	for _, row := range reply.GetRows() {
		values[row.GetMetric()] = row
	}
	for metric, want := range map[commandv1.ComparedMetric]float64{
		commandv1.ComparedMetric_COMPARED_METRIC_PRICE_EARNINGS: price / 5, commandv1.ComparedMetric_COMPARED_METRIC_PRICE_SALES: price * 1e6 / 250e6,
	} {
		row := values[metric]
		known, absent := row.GetValues()[0], row.GetValues()[1]
		if math.Abs(known.GetValue()-want) > 1e-9 || known.GetFiscalYear() != 2017 || absent.Value != nil || absent.FiscalYear != nil || row.Best != nil {
			t.Errorf("%s: %v", metric, row)
		}
		if known.GetBasicEarnings() != (metric == commandv1.ComparedMetric_COMPARED_METRIC_PRICE_EARNINGS) {
			t.Errorf("%s: basic earnings %v", metric, known.GetBasicEarnings())
		}
	}
	if m := reply.GetMissing(); len(m) != 1 || m[0] != "Valuation: No provider has fundamentals of B." || reply.GetSymbols()[1].GetFundamentals() != nil {
		t.Errorf("missing %q", m)
	}
}

func TestCompareFaults(t *testing.T) {
	c := New(Parts{Market: tape{days: map[string]int{"A": 300, "B": 1}}})
	for name, want := range map[string]codes.Code{
		"A": codes.InvalidArgument, "A a": codes.InvalidArgument, "A B C D E F G": codes.InvalidArgument,
		"A !": codes.InvalidArgument, "A X": codes.NotFound, "A B": codes.FailedPrecondition,
	} {
		_, err := c.Compare(t.Context(), &commandv1.CompareRequest{Symbols: strings.Fields(name)})
		if f := fault.From(err); f.Code() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}
