package server

import (
	"context"
	"fmt"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/alert"
)

// Records is where alerts are handed over to: the admin service, which judges
// parameters by them.
type Records struct{ Admin adminv1.AdminServiceClient }

var _ alert.Recorder = Records{}

// Record hands records over, all or none.
func (r Records) Record(ctx context.Context, records []alert.Record) error {
	req := &adminv1.RecordOutcomeRequest{}
	for _, record := range records {
		req.Alerts = append(req.Alerts, adminAlert(record))
	}
	_, err := r.Admin.RecordOutcome(ctx, req)
	switch {
	case err == nil:
		return nil
	case status.Code(err) == codes.InvalidArgument:
		return fmt.Errorf("%w: %w", alert.ErrRefused, err)
	default:
		return fmt.Errorf("hand alerts over: %w", err)
	}
}

func adminAlert(r alert.Record) *adminv1.Alert {
	a := r.Alert
	told := &adminv1.Alert{
		Id: a.ID, Symbol: a.Symbol.String(), SentAt: timestamppb.New(a.SentAt), Category: a.Category, Price: a.Price,
	}
	for _, part := range []struct {
		value   *float64
		field   *float64
		measure adminv1.Measure
	}{
		{a.Score, &told.Score, adminv1.Measure_MEASURE_SCORE},
		{a.Sentiment, &told.Sentiment, adminv1.Measure_MEASURE_SENTIMENT},
		{a.Confidence, &told.Confidence, adminv1.Measure_MEASURE_CONFIDENCE},
	} {
		if part.value == nil {
			told.Untold = append(told.Untold, part.measure)
			continue
		}
		*part.field = *part.value
	}
	if r.Outcome != nil {
		told.Outcome = adminOutcome(a, *r.Outcome)
	}
	for _, early := range r.Early {
		told.EarlyOutcomes = append(told.EarlyOutcomes, &adminv1.EarlyOutcome{
			Horizon: durationpb.New(early.Horizon), Outcome: adminOutcome(a, early.Found),
		})
	}
	return told
}

func adminOutcome(a alert.Alert, found alert.Found) *adminv1.Outcome {
	return &adminv1.Outcome{
		ReturnPercent: (found.Price/a.Price - 1) * 100, MeasuredAt: timestamppb.New(found.At), Provider: found.Provider,
	}
}
