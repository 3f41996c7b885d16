package server

import (
	"context"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Limits of claims.
const (
	mostWait  = 30 * time.Second
	mostRetry = time.Hour
)

// ClaimReport hands out the nightly report that is still to be posted.
func (a *Admin) ClaimReport(ctx context.Context, req *adminv1.ClaimReportRequest) (*adminv1.ClaimReportResponse, error) {
	wait, err := span("wait", req.GetWait(), mostWait)
	if err != nil {
		return nil, err
	}
	item, err := a.records.Posts.Await(ctx, wait)
	if err != nil {
		return nil, faultOf(err)
	}
	if item == nil {
		return &adminv1.ClaimReportResponse{}, nil
	}
	r, err := a.records.Report(ctx, item.Name)
	if err != nil {
		return nil, faultOf(err)
	}
	return &adminv1.ClaimReportResponse{Posting: &adminv1.ReportPosting{
		Report: reportMessage(r), Claim: item.Claim, FirstClaimedAt: timestamppb.New(item.FirstClaim), Traceparent: item.Trace,
	}}, nil
}

// SettleReport says what became of a claimed report.
func (a *Admin) SettleReport(ctx context.Context, req *adminv1.SettleReportRequest) (*adminv1.SettleReportResponse, error) {
	if !word(req.GetReportId(), mostID) || !word(req.GetClaim(), mostID) {
		return nil, fault.Invalid("claim", "Name the report and the claim.")
	}
	after, err := span("retry_after", req.GetRetryAfter(), mostRetry)
	if err != nil {
		return nil, err
	}
	var settled bool
	switch req.GetResult() {
	case adminv1.PostingResult_POSTING_RESULT_POSTED, adminv1.PostingResult_POSTING_RESULT_GIVEN_UP:
		settled, err = a.records.Posts.Done(ctx, req.GetReportId(), req.GetClaim())
	case adminv1.PostingResult_POSTING_RESULT_AGAIN:
		settled, err = a.records.Posts.Again(ctx, req.GetReportId(), req.GetClaim(), after)
	default:
		return nil, fault.Invalid("result", "Say what became of the report: posted, given up or again.")
	}
	if err != nil {
		return nil, faultOf(err)
	}
	return &adminv1.SettleReportResponse{Settled: settled}, nil
}

// span reads a length of time from 0 to the most; absent is 0.
func span(field string, d *durationpb.Duration, most time.Duration) (time.Duration, error) {
	if d != nil && !d.IsValid() || d.AsDuration() < 0 || d.AsDuration() > most {
		return 0, fault.Invalid(field, "Give a time of at most "+most.String()+".")
	}
	return d.AsDuration(), nil
}
