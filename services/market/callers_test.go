package main

import (
	"testing"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/rpc/rpctest"
)

func TestCallers(t *testing.T) {
	all := []string{"gateway", "command"}
	rpctest.Callers(t, marketv1.MarketService_ServiceDesc, func(server *rpc.Server) {
		marketv1.RegisterMarketServiceServer(server, marketv1.UnimplementedMarketServiceServer{})
		allow(server)
	}, map[string][]string{
		"": {"gateway"}, "ListBars": {"gateway", "command", "chart"}, "GetQuote": all, "SearchSymbols": all, "ListCatalysts": all,
		"GetFundamentals": all,
	})
}
