package server

import (
	"context"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
)

// Indicators implements chart.v1.IndicatorService.
type Indicators struct {
	chartv1.UnsafeIndicatorServiceServer
}

// ListIndicators answers every indicator.
func (Indicators) ListIndicators(context.Context, *chartv1.ListIndicatorsRequest) (*chartv1.ListIndicatorsResponse, error) {
	var reply chartv1.ListIndicatorsResponse
	for _, s := range study.All() {
		reply.Indicators = append(reply.Indicators, &chartv1.Indicator{
			Code: s.Code, Name: s.Name, Kind: chartv1.IndicatorKind(s.Kind), Default: s.Default, Description: s.About,
		})
	}
	return &reply, nil
}
