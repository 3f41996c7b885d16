package commands

import (
	"cmp"
	"fmt"
	"strings"
	"time"

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
		{Label: "Details", Style: message.Primary, CustomID: detailsPrefix + p.GetId(), Disabled: !open},
		{Label: "Custom…", Style: message.Secondary, CustomID: customPrefix + p.GetId(), Disabled: !open},
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

// proposalDetails shows all that is known of a proposal; there is no preview of a
// closed one.
func proposalDetails(p *adminv1.Proposal, preview *adminv1.PreviewChangeResponse) message.Message {
	m := embed("🔎 Proposal "+p.GetId(), changeLines(p.GetChanges()), message.Neutral)
	e := &m.Embeds[0]
	e.Fields = []message.Field{
		{Name: "Proposed", Value: proposedText(p)}, {Name: "Why", Value: message.Escape(cmp.Or(p.GetReason(), "No reason was given."))},
	}
	if text := decisionText(p); text != "" {
		e.Fields = append(e.Fields, message.Field{Name: "Decided", Value: text})
	}
	if preview == nil {
		return m
	}
	e.Fields = append(e.Fields, message.Field{Name: "What it would have done", Value: message.Escape(preview.GetSummary())})
	if preview.GetBefore() != nil && preview.GetAfter() != nil {
		e.Fields = append(e.Fields, effectField("Now", preview.GetBefore()), effectField("Then", preview.GetAfter()))
		e.Footer = &message.Footer{Text: fmt.Sprintf("%d alerts since %s", preview.GetAlerts(), preview.GetSince().AsTime().Format(time.DateOnly))}
	}
	if list := preview.GetUnmeasured(); len(list) > 0 {
		e.Fields = append(e.Fields, message.Field{Name: "The alerts tell nothing about", Value: message.Escape(strings.Join(list, ", "))})
	}
	return m
}

// proposedText tells by whom, when, and of which revision a proposal is.
func proposedText(p *adminv1.Proposal) string {
	text := []string{
		"By <@" + p.GetProposerId() + "> " + stamp(p.GetProposedAt(), "R"),
		fmt.Sprintf("Revision seen: %d", p.GetRevision()),
	}
	if p.GetReportId() != "" {
		text = append(text, "Recommended by report `"+p.GetReportId()+"`")
	}
	if p.GetState() == adminv1.State_STATE_OPEN {
		text = append(text, "Expires "+stamp(p.GetExpiresAt(), "R"))
	}
	if p.GetNeedsSecondPerson() {
		text = append(text, "Someone else must approve")
	}
	return lines(text)
}

func effectField(name string, e *adminv1.Effect) message.Field {
	return message.Field{Name: name, Inline: true, Value: lines([]string{
		fmt.Sprintf("%d alerts kept", e.GetKept()),
		fmt.Sprintf("%d with outcome: %d won, %d lost", e.GetSample(), e.GetWins(), e.GetLosses()),
		"Win rate " + maybe(e.WinRate, func(n float64) string { return plainPercent(100 * n) }),
		"Average return " + maybe(e.AverageReturn, percentage),
	})}
}
