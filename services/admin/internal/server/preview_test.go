package server_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

// told is an alert of some days ago with the return it came to.
func told(id string, daysAgo int, score, result float64) *adminv1.Alert {
	sent := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -daysAgo).Add(12 * time.Hour)
	return &adminv1.Alert{
		Id: id, Symbol: "AAPL", SentAt: timestamppb.New(sent), Category: "EARNINGS", Price: 4, Score: score, Sentiment: 0.5, Confidence: 0.7,
		Outcome: &adminv1.Outcome{ReturnPercent: result, MeasuredAt: timestamppb.New(sent.Add(time.Hour)), Provider: "test"},
	}
}

func (r replica) record(t *testing.T, alerts ...*adminv1.Alert) {
	t.Helper()
	if _, err := r.client.RecordOutcome(t.Context(), &adminv1.RecordOutcomeRequest{Alerts: alerts}, grpc.WaitForReady(true)); err != nil {
		t.Fatal(err)
	}
}

func (r replica) preview(t *testing.T, name, value string) *adminv1.PreviewChangeResponse {
	t.Helper()
	reply, err := r.client.PreviewChange(t.Context(), &adminv1.PreviewChangeRequest{
		Actor: who("vera"), Changes: []*adminv1.Change{{Name: name, Value: value}},
	}, grpc.WaitForReady(true))
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

func TestPreview(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		if empty := r.preview(t, "MIN_SCORE", "0.3"); empty.GetSummary() != "No alerts recorded." || empty.GetBefore() != nil || empty.GetAfter() != nil {
			t.Errorf("without alerts: %v", empty)
		}
		pending := told("d", 1, 0.9, 0)
		pending.Outcome = nil
		r.record(t, told("a", 3, 0.1, -10), told("b", 2, 0.3, 6), told("c", 1, 0.5, 8), pending)
		r.record(t, pending) // which changes nothing
		got := r.preview(t, "MIN_SCORE", "0.3")
		if got.GetAlerts() != 4 || got.GetBefore().GetKept() != 4 || got.GetBefore().GetSample() != 3 || got.GetAfter().GetKept() != 3 ||
			got.GetAfter().GetWins() != 2 || got.GetAfter().GetWinRate() != 1 || got.GetAfter().GetAverageReturn() != 7 || got.GetLoosens() {
			t.Errorf("preview %v", got)
		}
		if want := "Of the last 4 alerts, 3 pass instead of 4. Win rate 100 % (2 outcomes) instead of 67 % (3)."; got.GetSummary() != want {
			t.Errorf("summary %q", got.GetSummary())
		}
		if got := r.preview(t, "PRICE_CEILING", "20"); !got.GetLoosens() || got.GetAfter().GetKept() != 4 {
			t.Errorf("looser: %v", got)
		}
		if got := r.preview(t, "DEFER_BUDGET", "900"); len(got.GetUnmeasured()) != 1 || !got.GetNeedsSecondPerson() {
			t.Errorf("unmeasured: %v", got)
		}
		none := r.preview(t, "MIN_SCORE", "1")
		if none.GetAfter().GetKept() != 0 || none.GetAfter().WinRate != nil || none.GetAfter().AverageReturn != nil {
			t.Errorf("nothing left: %v", none)
		}
		p, err := r.propose(t, who("olga"), "MIN_SCORE=0.3")
		if err != nil {
			t.Fatal(err)
		}
		same, err := r.client.PreviewChange(t.Context(), &adminv1.PreviewChangeRequest{Actor: who("vera"), ProposalId: p.GetId()})
		if err != nil || same.GetSummary() != got.GetSummary() {
			t.Errorf("of a proposal: %v, %v", same, err)
		}
	})
}

// TestPreviewOfRollback wants the preview to tell what the rollback then does.
func TestPreviewOfRollback(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		r.set(t, "MIN_SCORE=0.3")    // revision 2
		r.set(t, "PRICE_CEILING=20") // revision 3
		r.record(t, told("a", 2, 0.1, -10), told("b", 1, 0.5, 8))
		ask := func(to int64) (*adminv1.PreviewChangeResponse, error) {
			return r.client.PreviewChange(t.Context(), &adminv1.PreviewChangeRequest{Actor: who("vera"), ToRevision: &to})
		}
		got, err := ask(1)
		if err != nil || len(got.GetChanges()) != 2 || got.GetBefore().GetKept() != 1 || got.GetAfter().GetKept() != 2 || !got.GetLoosens() {
			t.Errorf("preview %v, %v", got, err)
		}
		if same, err := ask(3); err != nil || len(same.GetChanges()) != 0 || same.GetSummary() != "These are the values already." {
			t.Errorf("of the same values: %v, %v", same, err)
		}
		for _, unknown := range []int64{-1, 0, 4} {
			_, err := ask(unknown)
			wantFault(t, fmt.Sprint(unknown), err, codes.NotFound, "")
		}
		one := int64(1)
		_, err = r.client.PreviewChange(t.Context(), &adminv1.PreviewChangeRequest{
			Actor: who("vera"), ToRevision: &one, Changes: []*adminv1.Change{{Name: "MIN_SCORE", Value: "0.1"}},
		})
		wantFault(t, "two questions", err, codes.InvalidArgument, "")
		done, err := r.client.Rollback(t.Context(), &adminv1.RollbackRequest{Actor: who("olga"), ToRevision: 1, Revision: 3, RequestId: "x"})
		if err != nil || fmt.Sprint(done.GetChanges()) != fmt.Sprint(got.GetChanges()) || r.revision(t) != 4 {
			t.Errorf("did %v, %v, told %v", done, err, got)
		}
	})
}

func TestOutcomeStays(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		known, again := told("a", 1, 0.1, 6), told("a", 1, 0.4, 0)
		again.Outcome = nil
		r.record(t, known)
		r.record(t, again)
		if got := r.preview(t, "MIN_SCORE", "0.3"); got.GetAlerts() != 1 || got.GetAfter().GetWins() != 1 {
			t.Errorf("preview %v", got)
		}
	})
}

func TestBadOutcomes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		for i, edit := range []func(*adminv1.Alert){
			func(a *adminv1.Alert) { a.Id = "" }, func(a *adminv1.Alert) { a.Symbol = "a  b" }, func(a *adminv1.Alert) { a.Category = "" },
			func(a *adminv1.Alert) { a.SentAt = nil }, func(a *adminv1.Alert) { a.Price = 0 }, func(a *adminv1.Alert) { a.Price = math.NaN() },
			func(a *adminv1.Alert) { a.Score = 1.1 }, func(a *adminv1.Alert) { a.Sentiment = -2 }, func(a *adminv1.Alert) { a.Confidence = math.Inf(1) },
			func(a *adminv1.Alert) { a.Outcome.ReturnPercent = math.NaN() }, func(a *adminv1.Alert) { a.Outcome.Provider = "" },
			func(a *adminv1.Alert) { a.Outcome.MeasuredAt = a.GetSentAt() },
		} {
			bad := told("a", 1, 0.5, 1)
			edit(bad)
			_, err := r.client.RecordOutcome(t.Context(), &adminv1.RecordOutcomeRequest{Alerts: []*adminv1.Alert{told("b", 1, 0.5, 1), bad}}, grpc.WaitForReady(true))
			wantFault(t, fmt.Sprint(i), err, codes.InvalidArgument, "")
		}
		if got := r.preview(t, "MIN_SCORE", "0.3"); got.GetAlerts() != 0 {
			t.Errorf("%d alerts kept", got.GetAlerts())
		}
	})
}
