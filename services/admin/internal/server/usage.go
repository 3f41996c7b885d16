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

// Limits of what is said of usage.
const (
	mostUses    = 1000
	oldestUse   = 7 * 24 * time.Hour
	clockSkew   = 5 * time.Minute
	mostLatency = time.Hour
	usualDays   = 7
	mostDays    = 366
)

// RecordUsage counts uses of the bot.
func (a *Admin) RecordUsage(ctx context.Context, req *adminv1.RecordUsageRequest) (*adminv1.RecordUsageResponse, error) {
	if !word(req.GetBatchId(), mostID) {
		return nil, fault.Invalid("batch_id", fmt.Sprintf("A batch id has 1 to %d characters of visible ASCII.", mostID))
	}
	if n := len(req.GetUses()); n == 0 || n > mostUses {
		return nil, fault.Invalid("uses", fmt.Sprintf("A batch has 1 to %d uses.", mostUses))
	}
	now := time.Now()
	uses := make([]usage.Use, len(req.GetUses()))
	for i, u := range req.GetUses() {
		if wrong := checkUse(u, now); wrong != "" {
			return nil, fault.Invalid(fmt.Sprintf("uses[%d]", i), wrong)
		}
		uses[i] = usage.Use{
			At: u.GetAt().AsTime(), Command: u.GetCommand(), UserID: u.GetUserId(),
			Latency: u.GetLatency().AsDuration(), Failed: u.GetFailed(), Deferred: u.GetDeferred(),
		}
	}
	if err := a.records.RecordUses(ctx, req.GetBatchId(), uses); err != nil {
		return nil, faultOf(err)
	}
	return &adminv1.RecordUsageResponse{}, nil
}

// checkUse says what is wrong with a use; "" when nothing is.
func checkUse(u *adminv1.Use, now time.Time) string {
	at, latency := u.GetAt().AsTime(), u.GetLatency().AsDuration()
	switch {
	case u.GetAt() == nil || at.Before(now.Add(-oldestUse)) || at.After(now.Add(clockSkew)):
		return "A use was within the last week."
	case u.GetCommand() == "" || !text(u.GetCommand(), mostID):
		return fmt.Sprintf("A command has 1 to %d characters.", mostID)
	case !word(u.GetUserId(), mostID):
		return fmt.Sprintf("A user id has 1 to %d characters of visible ASCII.", mostID)
	case latency < 0 || latency > mostLatency:
		return "A first answer takes up to an hour."
	default:
		return ""
	}
}

// GetUsage answers how the bot was used, by day and command.
func (a *Admin) GetUsage(ctx context.Context, req *adminv1.GetUsageRequest) (*adminv1.GetUsageResponse, error) {
	first, last, err := days(req, time.Now())
	if err != nil {
		return nil, err
	}
	if err := a.mayView(ctx, req.GetActor()); err != nil {
		return nil, err
	}
	counts, err := a.records.Usage(ctx, first, last)
	if err != nil {
		return nil, faultOf(err)
	}
	users, err := a.records.Users(ctx, first, last)
	if err != nil {
		return nil, faultOf(err)
	}
	reply := &adminv1.GetUsageResponse{Totals: dayTotals(counts, users), Commands: commandTotals(counts)}
	for key, c := range counts {
		reply.Days = append(reply.Days, &adminv1.CommandUsage{
			Day: key.Day, Command: key.Command, Uses: c.Uses, Users: c.Users, Failures: c.Failures, Defers: c.Defers,
			FailureRate: float64(c.Failures) / float64(c.Uses),
			LatencyP50:  durationpb.New(c.Latencies.Percentile(0.5)),
			LatencyP95:  durationpb.New(c.Latencies.Percentile(0.95)),
			LatencyP99:  durationpb.New(c.Latencies.Percentile(0.99)),
		})
	}
	slices.SortFunc(reply.GetDays(), func(a, b *adminv1.CommandUsage) int {
		return cmp.Or(cmp.Compare(a.GetDay(), b.GetDay()), cmp.Compare(a.GetCommand(), b.GetCommand()))
	})
	return reply, nil
}

// days are the first and the last that are asked for.
func days(req *adminv1.GetUsageRequest, now time.Time) (first, last string, err error) {
	end := now.UTC()
	if req.GetLastDay() != "" {
		if end, err = time.Parse(time.DateOnly, req.GetLastDay()); err != nil {
			return "", "", fault.Invalid("last_day", "A day is written YYYY-MM-DD.")
		}
	}
	begin := end.AddDate(0, 0, 1-usualDays)
	if req.GetFirstDay() != "" {
		if begin, err = time.Parse(time.DateOnly, req.GetFirstDay()); err != nil {
			return "", "", fault.Invalid("first_day", "A day is written YYYY-MM-DD.")
		}
	}
	if begin.After(end) || end.Sub(begin) > mostDays*24*time.Hour {
		return "", "", fault.Invalid("first_day", fmt.Sprintf("The days are up to %d, the first before the last.", mostDays))
	}
	return begin.Format(time.DateOnly), end.Format(time.DateOnly), nil
}
