package commands

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"sync"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// mostCommands have a line of their own.
const mostCommands = 15

// untold stands for what a service could not say.
const untold = "This cannot be told right now."

// usage shows how the bot is used, to those who may see it, and what is left of
// what others count: use is told without it.
func (a admin) usage(ctx context.Context, in interaction.Interaction) (message.Message, error) {
	reply, err := a.client.GetUsage(ctx, &adminv1.GetUsageRequest{Actor: actor(in)})
	if err != nil {
		return message.Message{}, err
	}
	var providers, model string
	var group sync.WaitGroup
	group.Go(func() { providers = a.providers(ctx) })
	group.Go(func() { model = a.spend(ctx) })
	group.Wait()
	m := usageView(reply)
	m.Embeds[0].Fields = append(m.Embeds[0].Fields,
		message.Field{Name: "Providers", Value: providers}, message.Field{Name: "Language model", Value: model})
	return m, nil
}

func (a admin) providers(ctx context.Context) string {
	status, err := a.market.GetProviderStatus(ctx, &marketv1.GetProviderStatusRequest{})
	if err != nil {
		slog.WarnContext(ctx, "quotas of providers not shown", "error", err)
		return untold
	}
	return providersText(status)
}

func (a admin) spend(ctx context.Context) string {
	reply, err := a.command.GetSpend(ctx, &commandv1.GetSpendRequest{})
	if err != nil {
		slog.WarnContext(ctx, "spend of the language model not shown", "error", err)
		return untold
	}
	return spendText(reply)
}

// usageView is a line for each of the most used commands, over all the days, and
// one for each day, the newest first.
func usageView(reply *adminv1.GetUsageResponse) message.Message {
	all := reply.GetCommands()
	if len(all) == 0 {
		return embed("📈 Usage", "Nobody used the bot in these days.", message.Neutral)
	}
	var rows, days []string
	for _, c := range all[:min(len(all), mostCommands)] {
		rows = append(rows, commandLine(c))
	}
	if rest := all[len(rows):]; len(rest) > 0 {
		rows = append(rows, restLine(rest))
	}
	for _, d := range slices.Backward(reply.GetTotals()) {
		days = append(days, fmt.Sprintf("%s: %s, %s", d.GetDay(), counted(d.GetUses(), "use"), counted(d.GetUsers(), "user")))
	}
	m := embed("📈 Usage", lines(rows), message.Neutral)
	m.Embeds[0].Fields = []message.Field{{Name: "Days", Value: lines(days)}}
	return m
}

func commandLine(c *adminv1.CommandTotal) string {
	return fmt.Sprintf("`/%s` %s · p50 %d ms, p99 %d ms · %.1f%% failed, %d deferred", c.GetCommand(), counted(c.GetUses(), "use"),
		c.GetLatencyP50().AsDuration().Milliseconds(), c.GetLatencyP99().AsDuration().Milliseconds(),
		100*float64(c.GetFailures())/float64(c.GetUses()), c.GetDefers())
}

// restLine sums up the commands that are not listed.
func restLine(rest []*adminv1.CommandTotal) string {
	var uses, failures, defers int64
	for _, c := range rest {
		uses, failures, defers = uses+c.GetUses(), failures+c.GetFailures(), defers+c.GetDefers()
	}
	return fmt.Sprintf("%d other commands: %d uses · %.1f%% failed, %d deferred", len(rest), uses, 100*float64(failures)/float64(uses), defers)
}

// providerStates are the words for how a provider does.
var providerStates = map[marketv1.ProviderState]string{
	marketv1.ProviderState_PROVIDER_STATE_OFF: "off", marketv1.ProviderState_PROVIDER_STATE_READY: "ready",
	marketv1.ProviderState_PROVIDER_STATE_BROKEN: "left alone after faults", marketv1.ProviderState_PROVIDER_STATE_TRIAL: "tried again",
	marketv1.ProviderState_PROVIDER_STATE_LIMITED: "quota used up", marketv1.ProviderState_PROVIDER_STATE_REFUSED: "key refused",
}

// providersText is how each provider does and what is left of its quotas.
func providersText(reply *marketv1.GetProviderStatusResponse) string {
	var rows []string
	for _, p := range reply.GetProviders() {
		row := fmt.Sprintf("%s: %s", message.Escape(p.GetName()), providerStates[p.GetState()])
		for _, q := range p.GetQuotas() {
			left := "?"
			if q.Left != nil {
				left = strconv.FormatInt(q.GetLeft(), 10)
			}
			row += fmt.Sprintf(" · %s of %d left in %s", left, q.GetLimit(), q.GetWindow().AsDuration())
		}
		rows = append(rows, row)
	}
	return lines(rows)
}

// spendText is what the language model consumed today and what is left.
func spendText(reply *commandv1.GetSpendResponse) string {
	if reply.GetModel() == "" {
		return "none configured"
	}
	rows := []string{message.Escape(reply.GetModel())}
	for _, d := range reply.GetDays() {
		row := fmt.Sprintf("%s: %s of %s tokens, %d users", d.GetDate(), compact(float64(d.GetUsedTokens())),
			compact(float64(reply.GetAllowanceTokens())), d.GetUsers())
		if d.GetAsideTokens() > 0 {
			row += fmt.Sprintf(" · %s set aside", compact(float64(d.GetAsideTokens())))
		}
		row += fmt.Sprintf(" · %s left", compact(float64(d.GetLeftTokens())))
		if d.CostUsd != nil {
			row += " · " + price(d.GetCostUsd(), "USD")
		}
		rows = append(rows, row)
	}
	return lines(rows)
}
