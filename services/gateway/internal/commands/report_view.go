package commands

import (
	"fmt"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

func reportMark(r *adminv1.Report) string { return oldAdminPrefix + "details_" + r.GetId() }

func reportView(r *adminv1.Report) message.Message {
	m := embed("📊 Report of "+r.GetDate(), fmt.Sprintf("%d alerts", r.GetDay().GetAlerts()), message.Neutral)
	if r.GetDay().GetAlerts() == 0 {
		m.Embeds[0].Description = "No alerts were recorded on this day."
	}
	m.Embeds[0].Fields = []message.Field{
		figuresField("The day", r.GetDay()), figuresField("The day before", r.GetDayBefore()), figuresField("30 days", r.GetThirtyDays()),
	}
	if list := r.GetRecommendations(); len(list) > 0 {
		m.Embeds[0].Fields = append(m.Embeds[0].Fields, message.Field{Name: "Recommended", Value: recommendationLines(list)})
	}
	if text := decisionText(r.GetProposal()); text != "" {
		m.Embeds[0].Fields = append(m.Embeds[0].Fields, message.Field{Name: "Decided", Value: text})
	}
	m.Rows = reportRows(r, oldAdminPrefix+"approve_", "Approve… (preview first)")
	m.Embeds[0].Footer = &message.Footer{Text: fmt.Sprintf("revision %d · content %.12s", r.GetRevision(), r.GetHash())}
	return m
}

// reportRows are the buttons under a report; only details can be pressed under one
// that is decided. An approval is what its prefix and label say.
func reportRows(r *adminv1.Report, approval, label string) []message.Row {
	closed := closedReport(r)
	nothing := closed || len(r.GetRecommendations()) == 0
	return []message.Row{message.Buttons{
		{Label: "View Details", Style: message.Primary, CustomID: reportMark(r)},
		{Label: label, Style: message.Success, CustomID: approval + r.GetId(), Disabled: nothing},
		{Label: "Reject", Style: message.Danger, CustomID: oldAdminPrefix + "reject_" + r.GetId(), Disabled: nothing},
		{Label: "Custom…", Style: message.Secondary, CustomID: oldAdminPrefix + "custom_" + r.GetId(), Disabled: closed},
	}}
}

// closedReport reports whether what a report recommends can be decided no more.
func closedReport(r *adminv1.Report) bool {
	return r.GetProposal() != nil && r.GetProposal().GetState() != adminv1.State_STATE_OPEN
}

// decisionText says how a proposal ended; empty while it is open.
func decisionText(p *adminv1.Proposal) string {
	switch p.GetState() {
	case adminv1.State_STATE_APPROVED:
		return fmt.Sprintf("✅ Approved by <@%s>, in force as revision %d", p.GetDeciderId(), p.GetAppliedRevision())
	case adminv1.State_STATE_REJECTED:
		return "❌ Rejected by <@" + p.GetDeciderId() + ">"
	case adminv1.State_STATE_EXPIRED:
		return "⌛ Expired: nobody decided in time, the parameters changed, or another proposal took its place"
	default:
		return ""
	}
}

func figuresField(name string, f *adminv1.Figures) message.Field {
	return message.Field{Name: name, Inline: true, Value: lines([]string{
		fmt.Sprintf("%d alerts, %d with outcome", f.GetAlerts(), f.GetSample()),
		"Hit rate " + maybe(f.HitRate, func(n float64) string { return plainPercent(100 * n) }),
		"Average " + maybe(f.AverageReturn, percentage),
		"Drawdown " + maybe(f.MaxDrawdown, plainPercent),
		"Sharpe " + maybe(f.Sharpe, ratio),
	})}
}

func recommendationLines(list []*adminv1.Recommendation) string {
	var rows []string
	for _, r := range list {
		certainty := ""
		if r.Confidence != nil {
			certainty = fmt.Sprintf(" · confidence %.0f %%", 100*r.GetConfidence())
		}
		rows = append(rows, fmt.Sprintf("`%s` %s → **%s** · sample %d%s\n-# %s", r.GetParameter(), message.Escape(r.GetOldValue()),
			message.Escape(r.GetNewValue()), r.GetSample(), certainty, message.Escape(r.GetReason())))
	}
	return lines(rows)
}

// detailsView shows the parts of a report.
func detailsView(r *adminv1.Report) message.Message {
	m := embed("📊 Details of "+r.GetDate(), "Report `"+r.GetId()+"`", message.Neutral)
	for _, part := range []struct {
		name   string
		slices []*adminv1.Slice
	}{{"By kind of news", r.GetCategories()}, {"By confidence", r.GetConfidences()}, {"By price", r.GetPrices()}} {
		if len(part.slices) > 0 {
			m.Embeds[0].Fields = append(m.Embeds[0].Fields, message.Field{Name: part.name, Value: sliceLines(part.slices)})
		}
	}
	return m
}

func sliceLines(list []*adminv1.Slice) string {
	var rows []string
	for _, s := range list {
		f := s.GetFigures()
		rows = append(rows, fmt.Sprintf("%s: %d alerts, hit rate %s, average %s (sample %d)", message.Escape(s.GetName()), f.GetAlerts(),
			maybe(f.HitRate, func(n float64) string { return plainPercent(100 * n) }), maybe(f.AverageReturn, percentage), f.GetSample()))
	}
	return lines(rows)
}
