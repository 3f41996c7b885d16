package server

import (
	"context"
	"fmt"
	"time"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// mostSpendDays is how many days are told at a time.
const mostSpendDays = 31

// GetSpend tells what the language model consumed, by UTC day.
func (c *Command) GetSpend(ctx context.Context, req *commandv1.GetSpendRequest) (*commandv1.GetSpendResponse, error) {
	first, last, err := spendDays(req, time.Now())
	if err != nil {
		return nil, err
	}
	days, err := c.allowance.Spend(ctx, first, last)
	if err != nil {
		return nil, unreachable("The allowance of the language model", err)
	}
	reply := &commandv1.GetSpendResponse{Model: c.model, AllowanceTokens: c.allowance.Total()}
	for _, d := range days {
		reply.Days = append(reply.Days, &commandv1.DaySpend{
			Date: d.Day.Format(time.DateOnly), UsedTokens: d.Used, InputTokens: d.Input, OutputTokens: d.Output,
			AsideTokens: d.Aside, LeftTokens: d.Left, Users: d.Users, CostUsd: d.Dollars,
		})
	}
	return reply, nil
}

// spendDays are the first and the last that are asked for.
func spendDays(req *commandv1.GetSpendRequest, now time.Time) (first, last time.Time, err error) {
	last = now.UTC()
	if req.GetDate() != "" {
		if last, err = time.Parse(time.DateOnly, req.GetDate()); err != nil {
			return first, last, fault.Invalid("date", "A day is written YYYY-MM-DD.")
		}
	}
	first = last
	if req.GetFirstDay() != "" {
		if first, err = time.Parse(time.DateOnly, req.GetFirstDay()); err != nil {
			return first, last, fault.Invalid("first_day", "A day is written YYYY-MM-DD.")
		}
	}
	if first.After(last) || last.Sub(first) >= mostSpendDays*24*time.Hour {
		return first, last, fault.Invalid("first_day", fmt.Sprintf("The days are up to %d, the first before the last.", mostSpendDays))
	}
	return first, last, nil
}
