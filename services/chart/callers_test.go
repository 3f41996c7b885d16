package main

import (
	"testing"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/rpc/rpctest"
)

func TestCallers(t *testing.T) {
	rpctest.Callers(t, chartv1.ChartService_ServiceDesc, func(server *rpc.Server) {
		chartv1.RegisterChartServiceServer(server, chartv1.UnimplementedChartServiceServer{})
		allow(server)
	}, map[string][]string{"": {"gateway"}})
	rpctest.Callers(t, chartv1.IndicatorService_ServiceDesc, func(server *rpc.Server) {
		chartv1.RegisterIndicatorServiceServer(server, chartv1.UnimplementedIndicatorServiceServer{})
		allow(server)
	}, map[string][]string{"": {"gateway"}})
	rpctest.Callers(t, chartv1.CurveService_ServiceDesc, func(server *rpc.Server) {
		chartv1.RegisterCurveServiceServer(server, chartv1.UnimplementedCurveServiceServer{})
		allow(server)
	}, map[string][]string{"": {"gateway"}})
}
