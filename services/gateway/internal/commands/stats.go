package commands

import (
	"context"
	"fmt"
	"strings"
	"time"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// periods are the spans of /stats, in the old bot's words.
var periods = []struct {
	choice Choice
	known  commandv1.Period
}{
	{Choice{"24 hours", "1d"}, commandv1.Period_PERIOD_DAY}, {Choice{"7 days", "7d"}, commandv1.Period_PERIOD_WEEK},
	{Choice{"30 days", "30d"}, commandv1.Period_PERIOD_MONTH}, {Choice{"Everything", "all"}, commandv1.Period_PERIOD_ALL},
}

// NewStats is /stats, what the alerts of a period came to.
func NewStats(client commandv1.CommandServiceClient) Feature {
	choices := make([]Choice, len(periods))
	for i, p := range periods {
		choices[i] = p.choice
	}
	return Feature{Commands: []Command{{
		Name: "stats", Description: "What the alerts of a period came to, and how the bot was used",
		Options: []Option{{Name: "period", Description: "The last 7 days unless given", Choices: choices}},
		Parse: func(in interaction.Interaction) (CommandStep, error) {
			period, name := commandv1.Period_PERIOD_WEEK, in.Options.String("period")
			found := name == ""
			for _, p := range periods {
				if p.choice.Value == name {
					period, found = p.known, true
				}
			}
			if !found {
				return nil, fault.Invalid("period", "That is no period. Choose one of the list.")
			}
			return Task{Name: "stats", Run: func(ctx context.Context) (message.Message, error) {
				reply, err := client.Stats(ctx, &commandv1.StatsRequest{Period: period})
				if err != nil {
					return message.Message{}, err
				}
				return alertsView(reply), nil
			}}, nil
		},
	}}}
}

func alertsView(reply *commandv1.StatsResponse) message.Message {
	title := "📊 Alerts"
	for _, p := range periods {
		if p.known == reply.GetPeriod() {
			title += " · " + p.choice.Name
		}
	}
	m := embed(title, "No alerts were recorded.", message.Grey)
	if reply.GetAlerts() > 0 {
		m = alertsOf(title, reply)
	}
	if text := used(reply.GetCommands()); text != "" {
		m.Embeds[0].Fields = append(m.Embeds[0].Fields, message.Field{Name: "Used in these days (UTC)", Value: text})
	}
	if missing := reply.GetMissing(); len(missing) > 0 {
		m.Embeds[0].Footer = &message.Footer{Text: strings.Join(missing, " ")}
	}
	return m
}

// shownUses is how many commands are told one by one.
const shownUses = 8

// used tells how often commands were used, the most used first.
func used(commands []*commandv1.CommandUse) string {
	var total, failed int64
	var list []string
	for _, c := range commands {
		total, failed = total+c.GetUses(), failed+c.GetFailures()
		if len(list) < shownUses {
			list = append(list, fmt.Sprintf("%s %d×, %d failed, first answer within %s for half", message.Escape(c.GetCommand()),
				c.GetUses(), c.GetFailures(), c.GetLatencyP50().AsDuration().Round(100*time.Microsecond)))
		}
	}
	if total == 0 {
		return ""
	}
	return lines(append([]string{fmt.Sprintf("**%s**, %d failed", counted(total, "use"), failed)}, list...))
}

// alertsOf tells what alerts came to.
func alertsOf(title string, reply *commandv1.StatsResponse) message.Message {
	m := embed(title, fmt.Sprintf("%s on %s, mean score %s", counted(reply.GetAlerts(), "alert"), counted(reply.GetSymbols(), "symbol"), maybe(reply.MeanScore, ratio)), message.Neutral)
	for _, tally := range reply.GetHorizons() {
		m.Embeds[0].Fields = append(m.Embeds[0].Fields, message.Field{Name: "After " + horizon(tally.GetHorizon().AsDuration()), Value: tallyText(tally), Inline: true})
	}
	for _, c := range reply.GetCategories() {
		m.Embeds[0].Fields = append(m.Embeds[0].Fields, message.Field{
			Name: message.Escape(c.GetCategory()), Value: fmt.Sprintf("%s\n%s", counted(c.GetAlerts(), "alert"), tallyText(c.GetDay())), Inline: true,
		})
	}
	return m
}

func horizon(d time.Duration) string {
	switch {
	case d%(24*time.Hour) == 0:
		return fmt.Sprintf("%d d", d/(24*time.Hour))
	case d%time.Hour == 0:
		return fmt.Sprintf("%d h", d/time.Hour)
	default:
		return fmt.Sprintf("%d min", d/time.Minute)
	}
}

func tallyText(t *commandv1.OutcomeTally) string {
	text := []string{
		fmt.Sprintf("%d known, %d to come, %d never", t.GetMeasured(), t.GetPending(), t.GetUnknown()),
		"Won " + maybe(t.WinRatePercent, plainPercent) + ", mean " + maybe(t.MeanReturnPercent, percentage),
	}
	if t.GetBest() != nil && t.GetWorst() != nil {
		text = append(text, fmt.Sprintf("Best %s %s, worst %s %s", message.Escape(t.GetBest().GetSymbol()), percentage(t.GetBest().GetReturnPercent()),
			message.Escape(t.GetWorst().GetSymbol()), percentage(t.GetWorst().GetReturnPercent())))
	}
	return lines(text)
}
