package server_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func (r replica) report(t *testing.T, req *adminv1.GetReportRequest) *adminv1.Report {
	t.Helper()
	req.Actor = who("vera")
	reply, err := r.client.GetReport(t.Context(), req, grpc.WaitForReady(true))
	if err != nil {
		t.Fatal(err)
	}
	return reply.GetReport()
}

// proposeReport proposes what a report recommends.
func (r replica) proposeReport(t *testing.T, actor *adminv1.Actor, id string) (*adminv1.ProposeChangeResponse, error) {
	t.Helper()
	return r.client.ProposeChange(t.Context(), &adminv1.ProposeChangeRequest{
		Actor: actor, ReportId: id, RequestId: fmt.Sprint(requests.Add(1)),
	}, grpc.WaitForReady(true))
}

// losingDay is a day that speaks for a lower ceiling and more confidence.
func losingDay() []*adminv1.Alert {
	var alerts []*adminv1.Alert
	for i := range 12 {
		result := 5.0
		if i%2 > 0 {
			result = -6
		}
		alerts = append(alerts, told(fmt.Sprint(i), 1, 0.5, result))
	}
	for _, a := range alerts {
		a.Category = "OTHER"
	}
	return alerts
}

// TestReportIsWhatWasShown approves an old report after more became known.
func TestReportIsWhatWasShown(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		r.record(t, losingDay()...)
		shown := r.report(t, &adminv1.GetReportRequest{})
		if len(shown.GetRecommendations()) != 2 || shown.GetDay().GetSample() != 12 || shown.GetProposalId() != "" {
			t.Fatalf("report %v", shown)
		}
		if same := r.report(t, &adminv1.GetReportRequest{Date: shown.GetDate()}); same.GetId() != shown.GetId() || !same.GetMadeAt().AsTime().Equal(shown.GetMadeAt().AsTime()) {
			t.Errorf("the same again: %v", same)
		}
		more := told("more", 1, 0.5, 300)
		more.Category = "OTHER"
		r.record(t, more)
		newer := r.report(t, &adminv1.GetReportRequest{})
		if newer.GetId() == shown.GetId() || newer.GetDay().GetSample() != 13 || len(newer.GetRecommendations()) == 2 {
			t.Errorf("newer report %v", newer)
		}
		first, err := r.proposeReport(t, who("oleg", "ops"), shown.GetId())
		if err != nil || !first.GetCreated() || len(first.GetProposal().GetChanges()) != 2 || first.GetProposal().GetReportId() != shown.GetId() {
			t.Fatalf("%v, %v", first, err)
		}
		again, err := r.proposeReport(t, who("olga"), shown.GetId())
		if err != nil || again.GetCreated() || again.GetProposal().GetId() != first.GetProposal().GetId() {
			t.Errorf("someone else's: %v, %v", again, err)
		}
		if open := r.report(t, &adminv1.GetReportRequest{ReportId: shown.GetId()}).GetProposal(); open.GetState() != adminv1.State_STATE_OPEN || shown.GetProposal() != nil {
			t.Errorf("proposal %v, and before there was one %v", open, shown.GetProposal())
		}
		if _, err := r.decide(t, who("olga"), first.GetProposal().GetId(), approve); err != nil {
			t.Fatal(err)
		}
		old := r.report(t, &adminv1.GetReportRequest{ReportId: shown.GetId()})
		if old.GetHash() != shown.GetHash() || old.GetDay().GetSample() != 12 || old.GetProposalId() != first.GetProposal().GetId() ||
			old.GetProposal().GetState() != adminv1.State_STATE_APPROVED || old.GetProposal().GetDeciderId() == "" ||
			r.number(t, "PRICE_CEILING") != 5 || r.number(t, "CONFIDENCE_HIGH") != 0.85 {
			t.Errorf("approved: %v", old)
		}
	})
}

// TestEarlyOutcomes tells of alerts that went up within an hour and fell; the
// report of the day advises to sell then, with how sure that is.
func TestEarlyOutcomes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		var ends, early []*adminv1.Alert
		for i := range 20 {
			a := told(fmt.Sprint(i), 1, 0.5, -2)
			a.Category = "OTHER"
			ends = append(ends, a)
			soon := proto.Clone(a).(*adminv1.Alert)
			soon.Outcome = nil
			soon.EarlyOutcomes = []*adminv1.EarlyOutcome{
				earlyOutcome(a, time.Hour, 3), earlyOutcome(a, 15*time.Minute, 1), earlyOutcome(a, 4*time.Hour, float64(17+i%2)),
			}
			early = append(early, soon)
		}
		r.record(t, early...)
		r.record(t, ends...) // early outcomes stay
		var advice *adminv1.Recommendation
		for _, one := range r.report(t, &adminv1.GetReportRequest{}).GetRecommendations() {
			if one.GetParameter() == "ANALYZER_HIT_UP_THRESHOLD_PCT" {
				advice = one
			}
		}
		if advice.GetNewValue() != "15" || advice.GetSample() != 20 || advice.GetConfidence() != 1 {
			t.Errorf("recommended %v", advice)
		}
		for name, list := range map[string][]*adminv1.EarlyOutcome{
			"day": {earlyOutcome(ends[0], 24*time.Hour, 1)}, "twice": {earlyOutcome(ends[0], time.Hour, 1), earlyOutcome(ends[0], time.Hour, 1)},
			"no number": {earlyOutcome(ends[0], time.Hour, math.NaN())}, "no outcome": {{Horizon: durationpb.New(time.Hour)}}, "none": {nil},
		} {
			bad := proto.Clone(ends[0]).(*adminv1.Alert)
			bad.EarlyOutcomes = list
			_, err := r.client.RecordOutcome(t.Context(), &adminv1.RecordOutcomeRequest{Alerts: []*adminv1.Alert{bad}})
			wantFault(t, name, err, codes.InvalidArgument, "")
		}
	})
}

func earlyOutcome(a *adminv1.Alert, horizon time.Duration, result float64) *adminv1.EarlyOutcome {
	return &adminv1.EarlyOutcome{Horizon: durationpb.New(horizon), Outcome: &adminv1.Outcome{
		ReturnPercent: result, MeasuredAt: timestamppb.New(a.GetSentAt().AsTime().Add(horizon)), Provider: "test",
	}}
}

// rejectReport rejects what a report recommends.
func (r replica) rejectReport(t *testing.T, actor *adminv1.Actor, id string, more func(*adminv1.DecideChangeRequest)) (*adminv1.DecideChangeResponse, error) {
	t.Helper()
	req := &adminv1.DecideChangeRequest{Actor: actor, ReportId: id, Decision: adminv1.Decision_DECISION_REJECT, Reason: "no"}
	if more != nil {
		more(req)
	}
	return r.client.DecideChange(t.Context(), req, grpc.WaitForReady(true))
}

// TestReportsAreRejected rejects reports that were proposed and that were not, one
// though its parameters changed since; then nobody approves them any more.
func TestReportsAreRejected(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		r.record(t, losingDay()...)
		fresh := r.report(t, &adminv1.GetReportRequest{})
		_, err := r.rejectReport(t, who("vera"), fresh.GetId(), nil)
		wantFault(t, "viewer", err, codes.PermissionDenied, "")
		_, err = r.rejectReport(t, who("olga"), fresh.GetId(), func(req *adminv1.DecideChangeRequest) { req.Decision = adminv1.Decision_DECISION_APPROVE })
		wantFault(t, "approve", err, codes.InvalidArgument, "")
		_, err = r.rejectReport(t, who("olga"), fresh.GetId(), func(req *adminv1.DecideChangeRequest) { req.ProposalId = "0123456789abcdef" })
		wantFault(t, "both", err, codes.InvalidArgument, "")
		_, err = r.rejectReport(t, who("olga"), "2026-01-01-0123456789abcdef", nil)
		wantFault(t, "unknown", err, codes.NotFound, "")
		_, err = r.rejectReport(t, who("olga"), r.report(t, &adminv1.GetReportRequest{Date: "2026-01-01"}).GetId(), nil)
		wantFault(t, "nothing recommended", err, codes.InvalidArgument, "")

		r.set(t, "PRICE_CEILING=8")
		first, err := r.rejectReport(t, who("olga"), fresh.GetId(), nil)
		p := first.GetProposal()
		if err != nil || !first.GetDecided() || p.GetState() != adminv1.State_STATE_REJECTED || len(p.GetChanges()) != 2 || p.GetReportId() != fresh.GetId() || p.GetDeciderId() == "" {
			t.Fatalf("rejected %v, %v", first, err)
		}
		again, err := r.rejectReport(t, who("oleg", "ops"), fresh.GetId(), nil)
		if err != nil || again.GetDecided() || again.GetProposal().GetId() != p.GetId() || again.GetProposal().GetDeciderId() != p.GetDeciderId() {
			t.Errorf("again %v, %v", again, err)
		}
		_, err = r.decide(t, who("olga"), p.GetId(), approve)
		wantFault(t, "approve the rejected", err, codes.FailedPrecondition, "PROPOSAL_DECIDED")

		newer := r.report(t, &adminv1.GetReportRequest{}) // with the new ceiling
		proposed, err := r.proposeReport(t, who("olga"), newer.GetId())
		if err != nil || newer.GetId() == fresh.GetId() {
			t.Fatalf("%v, %v", proposed, err)
		}
		done, err := r.rejectReport(t, who("oleg", "ops"), newer.GetId(), nil)
		if err != nil || !done.GetDecided() || done.GetProposal().GetId() != proposed.GetProposal().GetId() || done.GetProposal().GetState() != adminv1.State_STATE_REJECTED {
			t.Errorf("rejected what was proposed: %v, %v", done, err)
		}
		if r.number(t, "PRICE_CEILING") != 8 {
			t.Error("a rejection changed a value")
		}
	})
}

func TestReportsOfOldParametersConflict(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		r.record(t, losingDay()...)
		shown := r.report(t, &adminv1.GetReportRequest{})
		r.set(t, "PRICE_CEILING=8")
		_, err := r.proposeReport(t, who("olga"), shown.GetId())
		wantFault(t, "propose", err, codes.Aborted, "REVISION_CONFLICT")
	})
}

func TestBadReports(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		today := time.Now().UTC().Format(time.DateOnly)
		for date, code := range map[string]codes.Code{today: codes.InvalidArgument, "yesterday": codes.InvalidArgument, "2026-02-30": codes.InvalidArgument} {
			_, err := r.client.GetReport(t.Context(), &adminv1.GetReportRequest{Actor: who("vera"), Date: date}, grpc.WaitForReady(true))
			wantFault(t, date, err, code, "")
		}
		_, err := r.client.GetReport(t.Context(), &adminv1.GetReportRequest{Actor: who("vera"), ReportId: "2026-01-01-0123456789abcdef"})
		wantFault(t, "unknown", err, codes.NotFound, "")
		_, err = r.client.GetReport(t.Context(), &adminv1.GetReportRequest{Actor: who("nina")})
		wantFault(t, "nobody", err, codes.PermissionDenied, "")
		empty := r.report(t, &adminv1.GetReportRequest{Date: "2026-01-01"})
		if empty.GetDay().GetAlerts() != 0 || empty.GetDay().HitRate != nil {
			t.Errorf("empty %v", empty)
		}
		_, err = r.proposeReport(t, who("olga"), empty.GetId())
		wantFault(t, "nothing recommended", err, codes.InvalidArgument, "")
		_, err = r.proposeReport(t, who("olga"), "2026-01-01-0123456789abcdef")
		wantFault(t, "propose unknown", err, codes.NotFound, "")
		_, err = r.proposeReport(t, who("vera"), empty.GetId())
		wantFault(t, "viewer", err, codes.PermissionDenied, "")
	})
}
