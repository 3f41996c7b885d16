package server_test

import (
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func use(command, user string, latency time.Duration) *adminv1.Use {
	return &adminv1.Use{At: timestamppb.Now(), Command: command, UserId: user, Latency: durationpb.New(latency)}
}

func TestUsage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		failed := use("check", "ann", 90*time.Millisecond)
		failed.Failed, failed.Deferred = true, true
		first := &adminv1.RecordUsageRequest{BatchId: "1", Uses: []*adminv1.Use{
			failed, use("check", "bob", 100*time.Millisecond), use("chart", "ann", 2*time.Second),
		}}
		for range 2 { // the same batch again counts once
			if _, err := r.client.RecordUsage(t.Context(), first, grpc.WaitForReady(true)); err != nil {
				t.Fatal(err)
			}
		}
		second := &adminv1.RecordUsageRequest{BatchId: "2", Uses: []*adminv1.Use{use("check", "ann", 100*time.Millisecond), use("check", "cat", time.Second)}}
		if _, err := r.client.RecordUsage(t.Context(), second); err != nil {
			t.Fatal(err)
		}
		reply, err := r.client.GetUsage(t.Context(), &adminv1.GetUsageRequest{Actor: who("vera")})
		if err != nil || len(reply.GetDays()) != 2 {
			t.Fatalf("%v, %v", reply, err)
		}
		chart, check := reply.GetDays()[0], reply.GetDays()[1]
		if chart.GetCommand() != "chart" || chart.GetUses() != 1 || check.GetUses() != 4 || check.GetUsers() != 3 ||
			check.GetFailures() != 1 || check.GetFailureRate() != 0.25 || check.GetDefers() != 1 {
			t.Errorf("usage %v", reply)
		}
		all, top := reply.GetTotals(), reply.GetCommands()
		if len(all) != 1 || all[0].GetUses() != 5 || all[0].GetUsers() != 3 || all[0].GetFailures() != 1 || all[0].GetDefers() != 1 {
			t.Errorf("all commands %v", all)
		}
		if len(top) != 2 || top[0].GetCommand() != "check" || top[0].GetDefers() != 1 ||
			top[0].GetLatencyP99().AsDuration() != check.GetLatencyP99().AsDuration() {
			t.Errorf("all days %v", top)
		}
		p50, p99 := check.GetLatencyP50().AsDuration(), check.GetLatencyP99().AsDuration()
		if p50 < 100*time.Millisecond || p50 > 120*time.Millisecond || p99 < time.Second || p99 > 1200*time.Millisecond {
			t.Errorf("p50 %s, p99 %s", p50, p99)
		}
		sum, err := r.client.SumUsage(t.Context(), &adminv1.SumUsageRequest{Days: 1})
		if total := sum.GetCommands(); err != nil || len(total) != 2 || total[0].GetCommand() != "check" || total[0].GetUses() != 4 ||
			total[0].GetFailures() != 1 || total[0].GetLatencyP50().AsDuration() != p50 {
			t.Errorf("sum %v, %v", sum, err)
		}
		for _, days := range []int32{-1, 367} {
			if _, err := r.client.SumUsage(t.Context(), &adminv1.SumUsageRequest{Days: days}); status.Code(err) != codes.InvalidArgument {
				t.Errorf("%d days: %v", days, err)
			}
		}
		if past, err := r.client.GetUsage(t.Context(), &adminv1.GetUsageRequest{Actor: who("vera"), LastDay: "2020-01-01"}); err != nil || len(past.GetDays()) != 0 {
			t.Errorf("past %v, %v", past, err)
		}
	})
}

func TestBadUsage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		old := use("check", "ann", 0)
		old.At = timestamppb.New(time.Now().AddDate(0, 0, -8))
		for name, req := range map[string]*adminv1.RecordUsageRequest{
			"no batch":   {Uses: []*adminv1.Use{use("check", "ann", 0)}},
			"no uses":    {BatchId: "1"},
			"old":        {BatchId: "1", Uses: []*adminv1.Use{old}},
			"no command": {BatchId: "1", Uses: []*adminv1.Use{use("", "ann", 0)}},
			"long":       {BatchId: "1", Uses: []*adminv1.Use{use(strings.Repeat("x", 65), "ann", 0)}},
			"no user":    {BatchId: "1", Uses: []*adminv1.Use{use("check", "", 0)}},
			"slow":       {BatchId: "1", Uses: []*adminv1.Use{use("check", "ann", 2*time.Hour)}},
			"fast":       {BatchId: "1", Uses: []*adminv1.Use{use("check", "ann", -1)}},
		} {
			_, err := r.client.RecordUsage(t.Context(), req, grpc.WaitForReady(true))
			wantFault(t, name, err, codes.InvalidArgument, "")
		}
		for _, req := range []*adminv1.GetUsageRequest{{FirstDay: "x"}, {LastDay: "2026-13-01"}, {FirstDay: "2020-01-01"}, {FirstDay: "2026-01-02", LastDay: "2026-01-01"}} {
			req.Actor = who("vera")
			_, err := r.client.GetUsage(t.Context(), req)
			wantFault(t, req.String(), err, codes.InvalidArgument, "")
		}
		_, err := r.client.GetUsage(t.Context(), &adminv1.GetUsageRequest{Actor: who("nina")})
		wantFault(t, "nobody", err, codes.PermissionDenied, "")
	})
}
