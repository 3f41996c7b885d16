package server

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/usage"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// SumUsage answers how much the bot was used, by command.
func (a *Admin) SumUsage(ctx context.Context, req *adminv1.SumUsageRequest) (*adminv1.SumUsageResponse, error) {
	days := int(cmp.Or(req.GetDays(), mostDays))
	if days < 1 || days > mostDays {
		return nil, fault.Invalid("days", fmt.Sprintf("Give 1 to %d days.", mostDays))
	}
	today := time.Now().UTC()
	counts, err := a.records.Usage(ctx, today.AddDate(0, 0, 1-days).Format(time.DateOnly), today.Format(time.DateOnly))
	if err != nil {
		return nil, faultOf(err)
	}
	return &adminv1.SumUsageResponse{Commands: commandTotals(counts)}, nil
}

// commandTotals adds up the days of each command, the most used first.
func commandTotals(counts map[usage.Key]*usage.Count) (all []*adminv1.CommandTotal) {
	totals, latencies := map[string]*adminv1.CommandTotal{}, map[string]usage.Spread{}
	for key, c := range counts {
		total := totals[key.Command]
		if total == nil {
			total = &adminv1.CommandTotal{Command: key.Command}
			totals[key.Command], latencies[key.Command] = total, usage.Spread{}
		}
		total.Uses += c.Uses
		total.Failures += c.Failures
		total.Defers += c.Defers
		for bucket, n := range c.Latencies {
			latencies[key.Command][bucket] += n
		}
	}
	for command, total := range totals {
		total.LatencyP50 = durationpb.New(latencies[command].Percentile(0.5))
		total.LatencyP99 = durationpb.New(latencies[command].Percentile(0.99))
		all = append(all, total)
	}
	slices.SortFunc(all, func(a, b *adminv1.CommandTotal) int {
		return cmp.Or(cmp.Compare(b.GetUses(), a.GetUses()), cmp.Compare(a.GetCommand(), b.GetCommand()))
	})
	return all
}

// dayTotals adds up the commands of each day, by day. Users are given: one who
// used several commands is one.
func dayTotals(counts map[usage.Key]*usage.Count, users map[string]int64) (all []*adminv1.DayUsage) {
	totals := map[string]*adminv1.DayUsage{}
	for key, c := range counts {
		total := totals[key.Day]
		if total == nil {
			total = &adminv1.DayUsage{Day: key.Day, Users: users[key.Day]}
			totals[key.Day] = total
			all = append(all, total)
		}
		total.Uses += c.Uses
		total.Failures += c.Failures
		total.Defers += c.Defers
	}
	slices.SortFunc(all, func(a, b *adminv1.DayUsage) int { return cmp.Compare(a.GetDay(), b.GetDay()) })
	return all
}
