package main

import (
	"google.golang.org/grpc"

	"github.com/catalyst-bot/mesh/services/gateway/internal/internalapi"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

// dial connects to the back ends. Every call of theirs may be tried again:
// those that change something say what they are known by.
func dial(app *service.App, cfg *config) (internalapi.Backends, error) {
	var backends internalapi.Backends
	for _, to := range []struct {
		conn         **grpc.ClientConn
		name, target string
		safe         string
	}{
		{&backends.Command, "command", cfg.Command, "catalyst.command.v1.CommandService"},
		{&backends.Chart, "chart", cfg.Chart, "catalyst.chart.v1.ChartService"},
		{&backends.Market, "market", cfg.Market, "catalyst.market.v1.MarketService"},
		{&backends.Admin, "admin", cfg.Admin, "catalyst.admin.v1.AdminService"},
	} {
		conn, err := app.Dial(to.name, to.target, to.safe)
		if err != nil {
			return backends, err
		}
		*to.conn = conn
	}
	return backends, nil
}
