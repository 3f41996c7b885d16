// Command admin keeps the parameters of the mesh and all that leads to them.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/change"
	"github.com/catalyst-bot/mesh/services/admin/internal/live"
	"github.com/catalyst-bot/mesh/services/admin/internal/nightly"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/admin/internal/server"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/admin/internal/usage"
	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

type config struct {
	service.Config `embed:""`

	Listen       string            `env:"LISTEN" default:"127.0.0.1:9103" help:"Address of the gRPC port."`
	Database     database.Config   `embed:""`
	Permissions  permission.Config `embed:""`
	ProposalLife time.Duration     `env:"PROPOSAL_LIFE" default:"48h" help:"How long a proposal can be decided; after it, it has expired."`
	ReportTime   string            `env:"REPORT_TIME" default:"21:30" help:"Time of day, in UTC, of the nightly report on the day before; off for none."`
}

func main() {
	service.MainCommands("admin", "Keeps the parameters of the mesh.", &commandLine{})
}

// Serve runs the service until it is told to stop.
func (c *config) Serve(ctx context.Context, app *service.App) error {
	policy, err := c.Permissions.Policy()
	if err != nil {
		return err
	}
	reportTime, every, err := nightly.ParseTime(c.ReportTime)
	if err != nil {
		return fmt.Errorf("REPORT_TIME: %w", err)
	}
	db, err := c.Database.Open(ctx, "admin", store.Migrations)
	if err != nil {
		return err
	}
	app.OnStop("database", func(context.Context) error { return db.Close() })
	records := store.New(db)
	parameters, err := live.Open(ctx, records)
	if err != nil {
		return err
	}
	changes := change.New(records, policy, c.ProposalLife, parameters.Refresh)
	grpcServer, err := app.GRPC(c.Listen)
	if err != nil {
		return err
	}
	admin := server.New(parameters, changes, records)
	adminv1.RegisterAdminServiceServer(grpcServer, admin)
	allow(grpcServer)
	if !app.Secured() {
		slog.InfoContext(ctx, "no TLS: whoever calls says who acts and is believed, as only the gateway is with TLS")
	}
	grpcServer.CheckHealth(adminv1.AdminService_ServiceDesc.ServiceName, parameters.Health)
	app.OnStop("claims of reports", func(context.Context) error { records.Posts.Stop(); return nil })
	app.Go("proposals", changes.Run)
	app.Go("marks of users", func(ctx context.Context) error { return usage.Forget(ctx, records) })
	if every {
		app.Go("nightly reports", nightly.New(records, admin.MakeReport, reportTime).Run)
	}
	// Ends before the server does, and with it the watches that would hold it up.
	app.Go("parameters", parameters.Run)
	return app.Serve(ctx)
}

// allow says which services may call: the gateway alone says who acts.
func allow(grpcServer *rpc.Server) {
	grpcServer.Allow(adminv1.AdminService_ServiceDesc.ServiceName, "gateway")
	for _, method := range []string{adminv1.AdminService_ListParameters_FullMethodName, adminv1.AdminService_WatchParameters_FullMethodName} {
		grpcServer.Allow(method, "gateway", "command", "chart", "market")
	}
	for _, method := range []string{adminv1.AdminService_RecordOutcome_FullMethodName, adminv1.AdminService_SumUsage_FullMethodName} {
		grpcServer.Allow(method, "gateway", "command")
	}
}
