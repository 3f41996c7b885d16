package server

import (
	"context"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/alert"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

const (
	// noUsage is what statistics say without the admin service.
	noUsage = "Use of the bot: it cannot be asked for right now."
	// usageLimit bounds the wait for it.
	usageLimit = 500 * time.Millisecond
)

// periods are how long ago each begins; everything begins at no time.
var periods = map[commandv1.Period]time.Duration{
	commandv1.Period_PERIOD_DAY: 24 * time.Hour, commandv1.Period_PERIOD_WEEK: 7 * 24 * time.Hour,
	commandv1.Period_PERIOD_MONTH: 30 * 24 * time.Hour, commandv1.Period_PERIOD_ALL: 0,
}

// Stats sums up the alerts of a period.
func (c *Command) Stats(ctx context.Context, req *commandv1.StatsRequest) (*commandv1.StatsResponse, error) {
	period := req.GetPeriod()
	if period == commandv1.Period_PERIOD_UNSPECIFIED {
		period = commandv1.Period_PERIOD_WEEK
	}
	ago, ok := periods[period]
	if !ok {
		return nil, fault.Invalid("period", "Give a period: a day, a week, a month or all.")
	}
	to := time.Now()
	from := time.Unix(0, 0)
	reply := &commandv1.StatsResponse{Period: period, To: timestamppb.New(to)}
	if ago > 0 {
		from = to.Add(-ago)
		reply.From = timestamppb.New(from)
	}
	// What another clock has sent since is of the period too.
	sum, err := c.alerts.Summarize(ctx, from, to.Add(clockSkew))
	if err != nil {
		return nil, unreachable("Alerts", err)
	}
	reply.Alerts, reply.Symbols, reply.MeanScore = int64(sum.Alerts), int64(sum.Symbols), sum.MeanScore
	for _, t := range sum.Horizons {
		reply.Horizons = append(reply.Horizons, tally(t))
	}
	for _, category := range sum.Categories {
		reply.Categories = append(reply.Categories, &commandv1.CategoryTally{
			Category: category.Name, Alerts: int64(category.Alerts), Day: tally(category.Day),
		})
	}
	c.addUsage(ctx, reply, int32(ago/(24*time.Hour)))
	return reply, nil
}

// addUsage tells how much the bot was used in so many days; 0 means all there
// are.
func (c *Command) addUsage(ctx context.Context, reply *commandv1.StatsResponse, days int32) {
	ctx, cancel := context.WithTimeout(ctx, usageLimit)
	defer cancel()
	sum, err := c.admin.SumUsage(ctx, &adminv1.SumUsageRequest{Days: days})
	if err != nil { // the trace has it; alerts are worth telling alone
		reply.Missing = append(reply.Missing, noUsage)
		return
	}
	for _, t := range sum.GetCommands() {
		reply.Commands = append(reply.Commands, &commandv1.CommandUse{
			Command: t.GetCommand(), Uses: t.GetUses(), Failures: t.GetFailures(), LatencyP50: t.GetLatencyP50(),
		})
	}
}

func tally(t alert.Tally) *commandv1.OutcomeTally {
	return &commandv1.OutcomeTally{
		Horizon: durationpb.New(t.Horizon), Measured: int64(t.Measured), Pending: int64(t.Pending), Unknown: int64(t.Unknown),
		WinRatePercent: percent(t.WinRate), MeanReturnPercent: percent(t.MeanReturn), Best: alertReturn(t.Best), Worst: alertReturn(t.Worst),
	}
}

func alertReturn(r *alert.Return) *commandv1.AlertReturn {
	if r == nil {
		return nil
	}
	return &commandv1.AlertReturn{AlertId: r.Alert, Symbol: r.Symbol.String(), ReturnPercent: r.Value * 100}
}
