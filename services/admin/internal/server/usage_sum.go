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
	totals, latencies := map[string]*adminv1.CommandTotal{}, map[string]usage.Spread{}
	for key, c := range counts {
		if totals[key.Command] == nil {
			totals[key.Command], latencies[key.Command] = &adminv1.CommandTotal{Command: key.Command}, usage.Spread{}
		}
		totals[key.Command].Uses += c.Uses
		totals[key.Command].Failures += c.Failures
		for bucket, n := range c.Latencies {
			latencies[key.Command][bucket] += n
		}
	}
	reply := &adminv1.SumUsageResponse{}
	for command, total := range totals {
		total.LatencyP50 = durationpb.New(latencies[command].Percentile(0.5))
		reply.Commands = append(reply.Commands, total)
	}
	slices.SortFunc(reply.GetCommands(), func(a, b *adminv1.CommandTotal) int {
		return cmp.Or(cmp.Compare(b.GetUses(), a.GetUses()), cmp.Compare(a.GetCommand(), b.GetCommand()))
	})
	return reply, nil
}
