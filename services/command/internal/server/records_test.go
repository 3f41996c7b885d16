package server

import (
	"context"
	"math"
	"testing"
	"time"

	"google.golang.org/grpc"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/alert"
)

// recordsDesk is an admin service that keeps what it was told.
type recordsDesk struct {
	adminv1.AdminServiceClient
	told []*adminv1.Alert
}

func (l *recordsDesk) RecordOutcome(_ context.Context, req *adminv1.RecordOutcomeRequest, _ ...grpc.CallOption) (*adminv1.RecordOutcomeResponse, error) {
	l.told = req.GetAlerts()
	return &adminv1.RecordOutcomeResponse{}, nil
}

// TestRecords hands over an alert with an early outcome and the last one.
func TestRecords(t *testing.T) {
	sent := time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)
	score := 0.5
	l := &recordsDesk{}
	err := Records{Admin: l}.Record(t.Context(), []alert.Record{{
		Alert:   alert.Alert{ID: "a", Symbol: "AAPL", SentAt: sent, Category: "FILING", Price: 10, Score: &score},
		Outcome: &alert.Found{Price: 9, At: sent.Add(24 * time.Hour), Provider: "x"},
		Early:   []alert.Early{{Horizon: time.Hour, Found: alert.Found{Price: 12, At: sent.Add(time.Hour), Provider: "y"}}},
	}})
	if err != nil || len(l.told) != 1 {
		t.Fatalf("%v, %v", l.told, err)
	}
	a := l.told[0]
	early := a.GetEarlyOutcomes()
	if a.GetOutcome().GetProvider() != "x" || math.Abs(a.GetOutcome().GetReturnPercent()+10) > 1e-9 || len(early) != 1 || len(a.GetUntold()) != 2 {
		t.Fatalf("told %v", a)
	}
	if o := early[0].GetOutcome(); early[0].GetHorizon().AsDuration() != time.Hour || math.Abs(o.GetReturnPercent()-20) > 1e-9 ||
		o.GetProvider() != "y" || !o.GetMeasuredAt().AsTime().Equal(sent.Add(time.Hour)) {
		t.Errorf("told early %v", early)
	}
}
