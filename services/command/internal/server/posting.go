package server

import (
	"context"
	"errors"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/alert"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Limits of claims.
const (
	maxClaimWait = 30 * time.Second
	maxRetry     = time.Hour
)

// GetAlert answers a recorded alert.
func (c *Command) GetAlert(ctx context.Context, req *commandv1.GetAlertRequest) (*commandv1.GetAlertResponse, error) {
	if !plainName.MatchString(req.GetAlertId()) {
		return nil, fault.Invalid("alert_id", "An alert is named by 1 to 64 characters of visible ASCII.")
	}
	a, err := c.alerts.Alert(ctx, req.GetAlertId())
	switch {
	case errors.Is(err, alert.ErrUnknown):
		return nil, fault.New(codes.NotFound, "There is no such alert.", fault.Reason("ALERT_NOT_FOUND", nil))
	case err != nil:
		return nil, unreachable("Alerts", err)
	}
	return &commandv1.GetAlertResponse{Alert: wireAlert(a)}, nil
}

// ClaimAlert hands out the oldest alert that is still to be posted.
func (c *Command) ClaimAlert(ctx context.Context, req *commandv1.ClaimAlertRequest) (*commandv1.ClaimAlertResponse, error) {
	wait, err := span("wait", req.GetWait(), maxClaimWait)
	if err != nil {
		return nil, err
	}
	p, err := c.alerts.ClaimPosting(ctx, wait)
	switch {
	case err != nil:
		return nil, unreachable("Alerts", err)
	case p == nil:
		return &commandv1.ClaimAlertResponse{}, nil
	}
	return &commandv1.ClaimAlertResponse{Posting: &commandv1.AlertPosting{
		Alert: wireAlert(p.Alert), Claim: p.Claim, FirstClaimedAt: timestamppb.New(p.FirstClaim),
		RecordedAt: timestamppb.New(p.AddedAt), Traceparent: p.Trace,
	}}, nil
}

// SettleAlert says what became of a claimed alert.
func (c *Command) SettleAlert(ctx context.Context, req *commandv1.SettleAlertRequest) (*commandv1.SettleAlertResponse, error) {
	if !plainName.MatchString(req.GetAlertId()) || !plainName.MatchString(req.GetClaim()) {
		return nil, fault.Invalid("claim", "An alert and a claim are named by 1 to 64 characters of visible ASCII.")
	}
	after, err := span("retry_after", req.GetRetryAfter(), maxRetry)
	if err != nil {
		return nil, err
	}
	var settled bool
	switch req.GetResult() {
	case commandv1.PostingResult_POSTING_RESULT_POSTED, commandv1.PostingResult_POSTING_RESULT_GIVEN_UP:
		settled, err = c.alerts.Posted(ctx, req.GetAlertId(), req.GetClaim())
	case commandv1.PostingResult_POSTING_RESULT_AGAIN:
		settled, err = c.alerts.PostAgain(ctx, req.GetAlertId(), req.GetClaim(), after)
	default:
		return nil, fault.Invalid("result", "Say what became of the alert: posted, given up or again.")
	}
	if err != nil {
		return nil, unreachable("Alerts", err)
	}
	return &commandv1.SettleAlertResponse{Settled: settled}, nil
}

// span reads a length of time from 0 to the most; absent is 0.
func span(field string, d *durationpb.Duration, most time.Duration) (time.Duration, error) {
	if d != nil && !d.IsValid() || d.AsDuration() < 0 || d.AsDuration() > most {
		return 0, fault.Invalid(field, "Give a time of at most "+most.String()+".")
	}
	return d.AsDuration(), nil
}
