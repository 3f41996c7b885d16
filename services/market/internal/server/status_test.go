package server

import (
	"context"
	"testing"
	"time"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
)

func TestGetProviderStatus(t *testing.T) {
	at := time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)
	hour, day := quota.Window{Length: time.Hour, Most: 50}, quota.Window{Length: 24 * time.Hour, Most: 1000}
	full := line.Status{
		State: line.Limited, Until: at.Add(time.Hour), Windows: []quota.Window{hour, day},
		Uses:     []quota.Use{{Window: hour, Used: 50, Resets: at.Add(time.Hour)}, {Window: day, Used: 400, Resets: at.Add(9 * time.Hour)}},
		LastGood: at, LastFault: "limited", LastFaultAt: at.Add(time.Minute),
	}
	m := New(Parts{Providers: []line.Listed{
		{ID: "alpaca", Name: "Alpaca", Status: line.Always(line.Off)},
		{ID: "tiingo", Name: "Tiingo", Status: func(context.Context) line.Status { return full }},
		{ID: "uncounted", Name: "Uncounted", Status: func(context.Context) line.Status {
			return line.Status{State: line.Ready, Windows: []quota.Window{hour}}
		}},
	}})
	reply, err := m.GetProviderStatus(t.Context(), &marketv1.GetProviderStatusRequest{})
	if err != nil || len(reply.GetProviders()) != 3 {
		t.Fatalf("%v, %v", reply, err)
	}
	off, tiingo, uncounted := reply.GetProviders()[0], reply.GetProviders()[1], reply.GetProviders()[2]
	if off.GetState() != marketv1.ProviderState_PROVIDER_STATE_OFF || off.Until != nil || off.Quotas != nil || off.LastGoodAt != nil {
		t.Errorf("off: %v", off)
	}
	if tiingo.GetState() != marketv1.ProviderState_PROVIDER_STATE_LIMITED || !tiingo.GetUntil().AsTime().Equal(full.Until) ||
		!tiingo.GetLastGoodAt().AsTime().Equal(at) || tiingo.GetLastFault() != "limited" {
		t.Errorf("limited: %v", tiingo)
	}
	hourly, daily := tiingo.GetQuotas()[0], tiingo.GetQuotas()[1]
	if hourly.Left == nil || hourly.GetLeft() != 0 || hourly.GetWindow().AsDuration() != time.Hour ||
		daily.GetUsed() != 400 || daily.GetLeft() != 600 || daily.GetLimit() != 1000 || daily.GetResetsAt() == nil {
		t.Errorf("quotas: %v", tiingo.GetQuotas())
	}
	if q := uncounted.GetQuotas()[0]; q.GetLimit() != 50 || q.Used != nil || q.Left != nil || q.ResetsAt != nil {
		t.Errorf("nobody knows what is used: %v", q)
	}
}
