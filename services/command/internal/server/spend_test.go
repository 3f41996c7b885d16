package server

import (
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/allowance"
	"github.com/catalyst-bot/mesh/services/command/internal/llm"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func TestSpend(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		budget := allowance.NewStore(databasetest.Open(t, url, "command", schema.Migrations), allowance.Config{User: 100, Total: 1000})
		c := New(Parts{Allowance: budget, Model: "parrot-1"})
		now := time.Now().UTC()
		if err := budget.Take(t.Context(), "ann", now, 100); err != nil {
			t.Fatal(err)
		}
		if err := budget.Settle(t.Context(), "ann", now, 100, llm.Usage{Input: 60, Output: 10}); err != nil {
			t.Fatal(err)
		}
		reply, err := c.GetSpend(t.Context(), &commandv1.GetSpendRequest{})
		if err != nil || reply.GetModel() != "parrot-1" || reply.GetAllowanceTokens() != 1000 || len(reply.GetDays()) != 1 {
			t.Fatalf("%v, %v", reply, err)
		}
		day := reply.GetDays()[0]
		if day.GetDate() != now.Format(time.DateOnly) || day.GetUsedTokens() != 70 || day.GetInputTokens() != 60 || day.GetOutputTokens() != 10 ||
			day.GetAsideTokens() != 0 || day.GetLeftTokens() != 930 || day.GetUsers() != 1 || day.CostUsd != nil {
			t.Errorf("today: %v", day)
		}
		for _, req := range []*commandv1.GetSpendRequest{
			{Date: "2026-01-31", FirstDay: "2026-01-01"}, {FirstDay: now.AddDate(0, 0, -30).Format(time.DateOnly)},
		} {
			if reply, err := c.GetSpend(t.Context(), req); err != nil || len(reply.GetDays()) != 31 {
				t.Errorf("%v: %d days, %v", req, len(reply.GetDays()), err)
			}
		}
	})
}

func TestBadSpend(t *testing.T) {
	for _, req := range []*commandv1.GetSpendRequest{
		{Date: "today"}, {FirstDay: "2026-02-30"}, {Date: "2026-01-01", FirstDay: "2026-01-02"}, {Date: "2026-02-01", FirstDay: "2026-01-01"},
	} {
		if _, err := New(Parts{}).GetSpend(t.Context(), req); fault.From(err).Code() != codes.InvalidArgument {
			t.Errorf("%v: %v", req, err)
		}
	}
}
