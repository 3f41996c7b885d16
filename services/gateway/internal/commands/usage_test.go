package commands

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/durationpb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// meters are all services that count something; the market's does not answer.
type meters struct {
	adminv1.AdminServiceClient
	marketv1.MarketServiceClient
	commandv1.CommandServiceClient
	usage *adminv1.GetUsageResponse
	spend *commandv1.GetSpendResponse
}

func (m meters) GetUsage(context.Context, *adminv1.GetUsageRequest, ...grpc.CallOption) (*adminv1.GetUsageResponse, error) {
	return m.usage, nil
}

func (meters) GetProviderStatus(context.Context, *marketv1.GetProviderStatusRequest, ...grpc.CallOption) (*marketv1.GetProviderStatusResponse, error) {
	return nil, errors.New("down")
}

func (m meters) GetSpend(context.Context, *commandv1.GetSpendRequest, ...grpc.CallOption) (*commandv1.GetSpendResponse, error) {
	return m.spend, nil
}

// usageShown is what /admin usage shows.
func usageShown(t *testing.T, m meters) message.Embed {
	t.Helper()
	got, err := admin{client: m, market: m, command: m}.usage(t.Context(), interaction.Interaction{})
	if err != nil || len(got.Embeds) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	return got.Embeds[0]
}

func valueOf(t *testing.T, e message.Embed, name string) string {
	t.Helper()
	for _, f := range e.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	t.Fatalf("no field %q in %+v", name, e)
	return ""
}

func TestUsageWithoutAModel(t *testing.T) {
	e := usageShown(t, meters{spend: &commandv1.GetSpendResponse{Days: []*commandv1.DaySpend{{Date: "2026-11-25"}}}})
	if got := valueOf(t, e, "Language model"); got != "none configured" {
		t.Errorf("without a model: %q", got)
	}
	if got := valueOf(t, e, "Providers"); got != untold {
		t.Errorf("a market service that is down: %q", got)
	}
	if !strings.Contains(e.Description, "Nobody used the bot") {
		t.Errorf("no use: %q", e.Description)
	}
}

func TestSpend(t *testing.T) {
	day := &commandv1.DaySpend{Date: "2026-11-25", UsedTokens: 27_480, LeftTokens: 1_900_000, AsideTokens: 500, Users: 3, CostUsd: new(0.003)}
	reply := &commandv1.GetSpendResponse{Model: "claude_x", AllowanceTokens: 2_000_000, Days: []*commandv1.DaySpend{day}}
	want := "claude\\_x\n2026-11-25: 27.48K of 2.00M tokens, 3 users · 500 set aside · 1.90M left · $0.0030"
	if got := valueOf(t, usageShown(t, meters{spend: reply}), "Language model"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	day.CostUsd, day.AsideTokens = nil, 0
	if got := spendText(reply); strings.Contains(got, "$") || strings.Contains(got, "aside") {
		t.Errorf("without prices: %q", got)
	}
}

// TestUsageIsShort has more commands than are listed, with the longest names and
// numbers there are: the longest of all descriptions is one Discord takes.
func TestUsageIsShort(t *testing.T) {
	reply := &adminv1.GetUsageResponse{Totals: []*adminv1.DayUsage{{Day: "2026-11-24", Uses: 7, Users: 2}, {Day: "2026-11-25", Uses: 9, Users: 3}}}
	for range mostCommands + 2 {
		reply.Commands = append(reply.Commands, &adminv1.CommandTotal{
			Command: strings.Repeat("x", 64), Uses: 1e9, Failures: 1e9, Defers: 1e9,
			LatencyP50: durationpb.New(time.Hour), LatencyP99: durationpb.New(time.Hour),
		})
	}
	reply.Commands[0] = &adminv1.CommandTotal{
		Command: "check", Uses: 8, Failures: 1, Defers: 2,
		LatencyP50: durationpb.New(90 * time.Millisecond), LatencyP99: durationpb.New(2 * time.Second),
	}
	e := usageShown(t, meters{usage: reply, spend: &commandv1.GetSpendResponse{}})
	rows := strings.Split(e.Description, "\n")
	if len(rows) != mostCommands+1 || len(e.Description) > 4096 {
		t.Fatalf("%d rows, %d characters", len(rows), len(e.Description))
	}
	if want := "`/check` 8 uses · p50 90 ms, p99 2000 ms · 12.5% failed, 2 deferred"; rows[0] != want {
		t.Errorf("%q, want %q", rows[0], want)
	}
	if want := "2 other commands: 2000000000 uses · 100.0% failed, 2000000000 deferred"; rows[mostCommands] != want {
		t.Errorf("%q, want %q", rows[mostCommands], want)
	}
	if got, want := valueOf(t, e, "Days"), "2026-11-25: 9 uses, 3 users\n2026-11-24: 7 uses, 2 users"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
