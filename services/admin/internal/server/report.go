package server

import (
	"context"
	"errors"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
	"github.com/catalyst-bot/mesh/services/admin/internal/change"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/admin/internal/report"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// GetReport answers what the alerts of a day came to, or a report as it was.
func (a *Admin) GetReport(ctx context.Context, req *adminv1.GetReportRequest) (*adminv1.GetReportResponse, error) {
	day, err := reportDay(req, time.Now())
	if err != nil {
		return nil, err
	}
	if err := a.mayView(ctx, req.GetActor()); err != nil {
		return nil, err
	}
	var r report.Report
	if req.GetReportId() != "" {
		r, err = a.records.Report(ctx, req.GetReportId())
	} else {
		r, err = a.MakeReport(ctx, day)
	}
	if err != nil {
		return nil, faultOf(err)
	}
	proposed, err := a.records.ProposalOf(ctx, change.ReportRequest(r.ID))
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, faultOf(err)
	}
	message := reportMessage(r)
	if err == nil {
		message.ProposalId, message.Proposal = proposed.ID, proposal(proposed.AsOf(time.Now()))
	}
	return &adminv1.GetReportResponse{Report: message}, nil
}

// reportDay is the beginning of the day that is asked for.
func reportDay(req *adminv1.GetReportRequest, now time.Time) (time.Time, error) {
	today := now.UTC().Truncate(24 * time.Hour)
	switch {
	case !plain(req.GetReportId()), req.GetReportId() != "" && req.GetDate() != "":
		return time.Time{}, fault.Invalid("report_id", "Name a day or a report.")
	case req.GetDate() == "":
		return today.AddDate(0, 0, -1), nil
	}
	day, err := time.Parse(time.DateOnly, req.GetDate())
	if err != nil {
		return time.Time{}, fault.Invalid("date", "A day is written YYYY-MM-DD, such as 2026-01-31.")
	}
	if !day.Before(today) {
		return time.Time{}, fault.Invalid("date", "That day is not over yet.")
	}
	return day, nil
}

// MakeReport makes and keeps the report of a UTC day, given by its beginning.
func (a *Admin) MakeReport(ctx context.Context, day time.Time) (report.Report, error) {
	alerts, err := a.records.Alerts(ctx, report.Since(day), day.AddDate(0, 0, 1))
	if err != nil {
		return report.Report{}, err
	}
	snapshot, err := a.parameters.Snapshot(ctx)
	if err != nil {
		return report.Report{}, err
	}
	made, err := report.Make(report.Input{Date: day, Alerts: alerts, Values: snapshot.Values(), Revision: snapshot.Revision}, time.Now())
	if err != nil {
		return report.Report{}, err
	}
	return a.records.KeepReport(ctx, made)
}

// rejectReport rejects what a report recommends.
func (a *Admin) rejectReport(ctx context.Context, actor permission.Actor, req *adminv1.DecideChangeRequest) (*adminv1.DecideChangeResponse, error) {
	if req.GetProposalId() != "" || req.GetDecision() != adminv1.Decision_DECISION_REJECT {
		return nil, fault.Invalid("report_id", "A report is rejected by itself; to approve it, propose it first.")
	}
	w, err := a.recommended(ctx, actor, permission.Reject, change.Wish{ReportID: req.GetReportId()})
	if err != nil {
		return nil, faultOf(err)
	}
	p, decided, err := a.changes.RejectReport(ctx, actor, w, req.GetReason())
	if err != nil {
		return nil, faultOf(err)
	}
	return &adminv1.DecideChangeResponse{Proposal: proposal(p), Decided: decided}, nil
}

// recommended is the wish for what a report recommends, on what it saw then, of
// one who may do something with it.
func (a *Admin) recommended(ctx context.Context, actor permission.Actor, action permission.Action, w change.Wish) (change.Wish, error) {
	if err := a.changes.Allow(ctx, actor, action); err != nil {
		return w, err // before anything is said of the report
	}
	if len(w.Wants) > 0 {
		return w, fault.Invalid("changes", "A proposal is of changes or of a report.")
	}
	r, err := a.records.Report(ctx, w.ReportID)
	if err != nil {
		return w, err
	}
	if len(r.Content.Recommendations) == 0 {
		return w, fault.Invalid("report_id", "This report recommends nothing.")
	}
	w.Revision = r.Content.Revision
	for _, one := range r.Content.Recommendations {
		w.Wants = append(w.Wants, change.Want{Name: one.Parameter, Text: one.New})
	}
	return w, nil
}

func reportMessage(r report.Report) *adminv1.Report {
	c := r.Content
	message := &adminv1.Report{
		Id: r.ID, Date: c.Date, Hash: r.Hash, MadeAt: timestamppb.New(r.MadeAt), Revision: c.Revision,
		Day: figures(c.Day), DayBefore: figures(c.DayBefore), ThirtyDays: figures(c.ThirtyDays),
		Categories: slicesOf(c.Categories), Confidences: slicesOf(c.Confidences), Prices: slicesOf(c.Prices),
	}
	for _, one := range c.Recommendations {
		message.Recommendations = append(message.Recommendations, &adminv1.Recommendation{
			Parameter: one.Parameter, OldValue: one.Old, NewValue: one.New,
			Impact: adminv1.Impact(one.Impact), Reason: one.Reason, Sample: int32(one.Sample), Confidence: one.Confidence,
		})
	}
	for _, day := range c.History {
		message.History = append(message.History, &adminv1.ReportDay{Date: day.Date, Figures: figures(day.Figures), SumOfReturns: day.Sum})
	}
	return message
}

func slicesOf(list []report.Slice) []*adminv1.Slice {
	var all []*adminv1.Slice
	for _, s := range list {
		all = append(all, &adminv1.Slice{Name: s.Name, Figures: figures(s.Figures)})
	}
	return all
}

func figures(f alert.Figures) *adminv1.Figures {
	return &adminv1.Figures{
		Alerts: int32(f.Alerts), Sample: int32(f.Sample), Hits: int32(f.Hits), Misses: int32(f.Misses),
		HitRate: f.HitRate, AverageReturn: f.AverageReturn, MaxDrawdown: f.MaxDrawdown, Sharpe: f.Sharpe,
	}
}
