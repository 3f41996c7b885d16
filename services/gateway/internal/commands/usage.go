package commands

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"sync"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

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

func usageView(reply *adminv1.GetUsageResponse) message.Message {
	var rows []string
	for _, u := range reply.GetDays() {
		rows = append(rows, fmt.Sprintf("%s `/%s` %d uses, %d users · p50 %d ms, p99 %d ms · %.1f%% failed, %d deferred",
			u.GetDay(), u.GetCommand(), u.GetUses(), u.GetUsers(), u.GetLatencyP50().AsDuration().Milliseconds(),
			u.GetLatencyP99().AsDuration().Milliseconds(), 100*u.GetFailureRate(), u.GetDefers()))
	}
	if len(rows) == 0 {
		rows = []string{"Nobody used the bot in these days."}
	}
	return embed("📈 Usage", lines(rows), message.Neutral)
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
