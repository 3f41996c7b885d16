package commands

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// reportPictureLimit is how long a report waits for its picture.
const reportPictureLimit = 6 * time.Second

// ReportMessages makes the messages of reports.
type ReportMessages struct{ Curves chartv1.CurveServiceClient }

// Message shows a report with a picture of its history. A picture that cannot be
// had in time is left out, and the message says so.
func (m ReportMessages) Message(ctx context.Context, r *adminv1.Report) message.Message {
	view := reportView(r)
	if len(r.GetHistory()) < 2 { // a report of before there was one
		return view
	}
	ctx, cancel := context.WithTimeout(ctx, reportPictureLimit)
	defer cancel()
	reply, err := m.Curves.RenderCurves(ctx, historyCurves(r))
	if err != nil {
		slog.WarnContext(ctx, "report without its picture", "error", err)
		view.Embeds[0].Description += "\n-# No picture of the history: it could not be had in time."
		return view
	}
	view.File = message.NewFile(reply.GetAltText(), reply.GetPng(), "report", r.GetDate())
	view.Embeds[0].Image = message.ImageOf(view.File)
	return view
}

// Mark is the id of a button that only messages of this report have.
func (ReportMessages) Mark(r *adminv1.Report) string { return reportMark(r) }

// historyCurves draws the sum of returns, the hit rate and how many outcomes they
// rest on.
func historyCurves(r *adminv1.Report) *chartv1.RenderCurvesRequest {
	half, none, all := 50.0, 0.0, 100.0
	sums := &chartv1.CurvePanel{Name: "Sum of returns", Unit: " pts", Kind: chartv1.CurveKind_CURVE_KIND_AREA}
	rates := &chartv1.CurvePanel{
		Name: "Hit rate", Unit: "%", Kind: chartv1.CurveKind_CURVE_KIND_LINE, Reference: &half, Least: &none, Greatest: &all,
	}
	samples := &chartv1.CurvePanel{Name: "Outcomes known", Kind: chartv1.CurveKind_CURVE_KIND_BARS}
	req := &chartv1.RenderCurvesRequest{Title: "Alerts until " + r.GetDate(), Panels: []*chartv1.CurvePanel{sums, rates, samples}}
	total := 0
	for i, d := range r.GetHistory() {
		req.Days = append(req.Days, d.GetDate())
		f := d.GetFigures()
		total += int(f.GetSample())
		if total > 0 {
			sums.Values = append(sums.Values, &chartv1.CurveValue{Day: int32(i), Value: d.GetSumOfReturns()})
		}
		if f.HitRate != nil {
			rates.Values = append(rates.Values, &chartv1.CurveValue{Day: int32(i), Value: 100 * f.GetHitRate()})
			samples.Values = append(samples.Values, &chartv1.CurveValue{Day: int32(i), Value: float64(f.GetSample())})
		}
	}
	req.Note = fmt.Sprintf("%d outcomes of %d days, each with the same stake; costs are not taken off", total, len(req.Days))
	return req
}
