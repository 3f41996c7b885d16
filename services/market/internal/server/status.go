package server

import (
	"context"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
)

// GetProviderStatus answers how each provider does.
func (m *Market) GetProviderStatus(ctx context.Context, _ *marketv1.GetProviderStatusRequest) (*marketv1.GetProviderStatusResponse, error) {
	reply := &marketv1.GetProviderStatusResponse{}
	for _, p := range m.Providers {
		status := p.Status(ctx)
		reply.Providers = append(reply.Providers, &marketv1.ProviderStatus{
			Id: p.ID, Name: p.Name, State: marketv1.ProviderState(status.State), Until: moment(status.Until),
			Quotas: quotas(status), LastGoodAt: moment(status.LastGood),
			LastFault: status.LastFault, LastFaultAt: moment(status.LastFaultAt),
		})
	}
	return reply, nil
}

// quotas tells what the plan allows, even when nobody knows what is used.
func quotas(status line.Status) []*marketv1.ProviderQuota {
	var told []*marketv1.ProviderQuota
	for i, window := range status.Windows {
		q := &marketv1.ProviderQuota{Window: durationpb.New(window.Length), Limit: int64(window.Most)}
		if i < len(status.Uses) {
			use(q, status.Uses[i])
		}
		told = append(told, q)
	}
	return told
}

func use(q *marketv1.ProviderQuota, u quota.Use) {
	used, left := int64(u.Used), int64(u.Left())
	q.Used, q.Left, q.ResetsAt = &used, &left, timestamppb.New(u.Resets)
}

// moment leaves out a time that never was.
func moment(t time.Time) *timestamppb.Timestamp {
	if t.IsZero() {
		return nil
	}
	return timestamppb.New(t)
}
