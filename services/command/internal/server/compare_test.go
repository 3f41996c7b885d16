package server

import (
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
		reply.GetSymbols()[1].GetInfo().GetSymbol() != "BB" || len(reply.GetMissing()) == 0 {
		t.Errorf("reply %v", reply)
	}
	seen := map[commandv1.ComparedMetric]bool{}
	for _, row := range reply.GetRows() {
		seen[row.GetMetric()] = true
		if len(row.GetValues()) != 3 || row.GetDays() < 1 || row.GetDays() > 99 || row.GetFrom().AsTime().Before(reply.GetFrom().AsTime()) {
			t.Errorf("row %v", row)
		}
	}
	if len(seen) != len(commandv1.ComparedMetric_name)-1 {
		t.Errorf("metrics %v", seen)
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
