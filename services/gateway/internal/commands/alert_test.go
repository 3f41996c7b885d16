package commands

import (
	"context"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
)

// deadCharts are of a chart service that is down.
type deadCharts struct{ chartv1.ChartServiceClient }

func (deadCharts) RenderChart(context.Context, *chartv1.RenderChartRequest, ...grpc.CallOption) (*chartv1.RenderChartResponse, error) {
	return nil, status.Error(codes.Unavailable, "connection refused")
}

// checks knows a price and nothing else.
type checks struct{ commandv1.CommandServiceClient }

func (checks) Check(context.Context, *commandv1.CheckRequest, ...grpc.CallOption) (*commandv1.CheckResponse, error) {
	return &commandv1.CheckResponse{Quote: &marketv1.Quote{Price: 188.59}}, nil
}

// TestAlertWithoutChart has the chart service down: the alert comes all the same,
// without a picture, says so, and can be asked for one again.
func TestAlertWithoutChart(t *testing.T) {
	a := Alerts{Command: checks{}, Charts: deadCharts{}}
	m := a.Message(t.Context(), &commandv1.Alert{Id: "a1", Symbol: "AAPL", Category: "EARNINGS", Price: 185.5, Headline: "Apple beats"})
	e := m.Embeds[0]
	if m.File != nil || e.Image != nil || e.Title != "🚨 AAPL · EARNINGS" || !strings.Contains(e.Description, "Apple beats") {
		t.Errorf("alert %+v", m)
	}
	if !strings.Contains(e.Description, "No chart: it could not be had in time. The buttons try again.") || !strings.Contains(pressable(m), "5D") {
		t.Errorf("it does not say that the chart is missing: %s, %s", e.Description, pressable(m))
	}
}
