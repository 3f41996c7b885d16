package posting

import (
	"context"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// Alerts are the alerts of the command service.
type Alerts struct {
	Command commandv1.CommandServiceClient
	// Build and Mark make the message of an alert, and name its own button.
	Build func(ctx context.Context, a *commandv1.Alert) message.Message
	Mark  func(a *commandv1.Alert) string
}

// Claim waits for an alert.
func (s Alerts) Claim(ctx context.Context, wait time.Duration) (*Post, error) {
	reply, err := s.Command.ClaimAlert(ctx, &commandv1.ClaimAlertRequest{Wait: durationpb.New(wait)})
	p := reply.GetPosting()
	if err != nil || p == nil {
		return nil, err
	}
	return &Post{
		ID: p.GetAlert().GetId(), Claim: p.GetClaim(), FirstClaim: p.GetFirstClaimedAt().AsTime(), Begun: p.GetRecordedAt().AsTime(),
		Trace: p.GetTraceparent(), Mark: s.Mark(p.GetAlert()),
		Build: func(ctx context.Context) message.Message { return s.Build(ctx, p.GetAlert()) },
	}, nil
}

// Settle says what became of an alert.
func (s Alerts) Settle(ctx context.Context, p *Post, result Result, wait time.Duration) error {
	_, err := s.Command.SettleAlert(ctx, &commandv1.SettleAlertRequest{
		AlertId: p.ID, Claim: p.Claim, Result: commandv1.PostingResult(result), RetryAfter: durationpb.New(wait),
	})
	return err
}

// Reports are the nightly reports of the admin service.
type Reports struct {
	Admin adminv1.AdminServiceClient
	// Build and Mark make the message of a report, and name its own button.
	Build func(ctx context.Context, r *adminv1.Report) message.Message
	Mark  func(r *adminv1.Report) string
}

// Claim waits for a report.
func (s Reports) Claim(ctx context.Context, wait time.Duration) (*Post, error) {
	reply, err := s.Admin.ClaimReport(ctx, &adminv1.ClaimReportRequest{Wait: durationpb.New(wait)})
	p := reply.GetPosting()
	if err != nil || p == nil {
		return nil, err
	}
	return &Post{
		ID: p.GetReport().GetId(), Claim: p.GetClaim(), FirstClaim: p.GetFirstClaimedAt().AsTime(), Begun: p.GetReport().GetMadeAt().AsTime(),
		Trace: p.GetTraceparent(), Mark: s.Mark(p.GetReport()),
		Build: func(ctx context.Context) message.Message { return s.Build(ctx, p.GetReport()) },
	}, nil
}

// Settle says what became of a report.
func (s Reports) Settle(ctx context.Context, p *Post, result Result, wait time.Duration) error {
	_, err := s.Admin.SettleReport(ctx, &adminv1.SettleReportRequest{
		ReportId: p.ID, Claim: p.Claim, Result: adminv1.PostingResult(result), RetryAfter: durationpb.New(wait),
	})
	return err
}
