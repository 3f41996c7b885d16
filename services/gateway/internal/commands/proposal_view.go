package commands

import (
	"fmt"
	"strings"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

func changeLines(changes []*adminv1.ParameterChange) string {
	var rows []string
	for _, c := range changes {
		rows = append(rows, fmt.Sprintf("`%s` %s → **%s**", c.GetName(), message.Escape(parameterValue(c.GetOldValue(), c.GetUnit())),
			message.Escape(parameterValue(c.GetNewValue(), c.GetUnit()))))
	}
	return lines(rows)
}

// proposalView shows an open proposal with buttons to decide it.
func proposalView(p *adminv1.Proposal, preview *adminv1.PreviewChangeResponse) message.Message {
	m := decidedView(p)
	e := &m.Embeds[0]
	e.Fields = append(e.Fields, message.Field{Name: "What it would have done", Value: previewText(preview)})
	return m
}

// decidedView shows a proposal as it is; what is decided cannot be pressed.
func decidedView(p *adminv1.Proposal) message.Message {
	open := p.GetState() == adminv1.State_STATE_OPEN
	text := changeLines(p.GetChanges())
	if p.GetReason() != "" {
		text += "\n> " + message.Escape(p.GetReason())
	}
	text += "\nProposed by <@" + p.GetProposerId() + ">"
	title, color := "📝 Proposal", warning
	switch p.GetState() {
	case adminv1.State_STATE_APPROVED:
		title, color = "✅ In force", message.Bullish
		text += fmt.Sprintf("\nApproved by <@%s> as revision %d", p.GetDeciderId(), p.GetAppliedRevision())
	case adminv1.State_STATE_REJECTED:
		title, color = "❌ Rejected", message.Bearish
		text += "\nRejected by <@" + p.GetDeciderId() + ">"
	case adminv1.State_STATE_EXPIRED:
		title, color = "⌛ Expired", message.Grey
	case adminv1.State_STATE_OPEN:
		text += "\nExpires " + stamp(p.GetExpiresAt(), "R")
		if p.GetNeedsSecondPerson() {
			text += "; someone else must approve"
		}
	}
	m := embed(title, text, color)
	m.Rows = []message.Row{message.Buttons{
		{Label: "Approve", Style: message.Success, CustomID: approvePrefix + p.GetId(), Disabled: !open},
		{Label: "Reject", Style: message.Danger, CustomID: rejectPrefix + p.GetId(), Disabled: !open},
	}}
	return m
}

func previewText(preview *adminv1.PreviewChangeResponse) string {
	if preview.GetBefore() == nil || preview.GetAfter() == nil {
		return message.Escape(preview.GetSummary())
	}
	text := []string{
		fmt.Sprintf("Of the last %d alerts:", preview.GetAlerts()),
		"now " + effectText(preview.GetBefore()), "then " + effectText(preview.GetAfter()),
	}
	if preview.GetLoosens() {
		text = append(text, "-# It lets more through; what was never alerted on is not in these figures.")
	}
	if list := preview.GetUnmeasured(); len(list) > 0 {
		text = append(text, "-# The alerts tell nothing about "+message.Escape(strings.Join(list, ", ")))
	}
	return lines(text)
}

func effectText(e *adminv1.Effect) string {
	return fmt.Sprintf("%d kept, win rate %s, average %s (sample %d)", e.GetKept(),
		maybe(e.WinRate, func(n float64) string { return plainPercent(100 * n) }), maybe(e.AverageReturn, percentage), e.GetSample())
}
