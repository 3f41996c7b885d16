// Command gateway is the only part of the mesh that knows Discord: it verifies
// and answers interactions and finishes what it deferred.
package main

import (
	"context"
	"net/http"

	interactionsv1 "github.com/catalyst-bot/mesh/gen/catalyst/interactions/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/internalapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/mesh"
	"github.com/catalyst-bot/mesh/services/gateway/internal/server"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

func main() {
	service.MainCommands("gateway", "Answers Discord's interactions.", &commandLine{})
}

// Serve runs the gateway until it is told to stop.
func (c *config) Serve(ctx context.Context, app *service.App) error {
	return run(ctx, app, c, func(next http.Handler) http.Handler { return next })
}

// run serves; verified requests go through tap.
func run(ctx context.Context, app *service.App, cfg *config, tap func(http.Handler) http.Handler) error {
	ring, err := cfg.ring(app)
	if err != nil {
		return err
	}
	backends, err := dial(app, cfg)
	if err != nil {
		return err
	}
	store, err := openStore(ctx, app, cfg)
	if err != nil {
		return err
	}
	handlers, err := newHandlers(backends, store, cfg, app)
	if err != nil {
		return err
	}
	watcher := mesh.NewWatcher(members(backends, store)...)
	interactions := server.NewInteractions(handlers.answerer)

	public, err := newPublic(ctx, cfg, ring, tap, interactions, handlers, watcher)
	if err != nil {
		return err
	}
	internal, err := internalapi.New(ctx, backends, app.Metrics())
	if err != nil {
		return err
	}
	grpcServer, err := app.GRPC(cfg.Listen)
	if err != nil {
		return err
	}
	interactionsv1.RegisterInteractionServiceServer(grpcServer, interactions)
	allow(grpcServer)
	grpcServer.CheckHealth(interactionsv1.InteractionService_ServiceDesc.ServiceName,
		func(context.Context) error { return watcher.Ready() })

	if err := cfg.post(ctx, app, handlers.client, backends); err != nil {
		return err
	}
	app.Go("mesh watcher", watcher.Run)
	app.Go("finisher", func(ctx context.Context) error { return store.queue.Consume(ctx, handlers.finisher.Finish) })
	if err := app.HTTP("GATEWAY_LISTEN_INTERNAL", cfg.ListenInternal, internal); err != nil {
		return err
	}
	if err := app.HTTP("GATEWAY_LISTEN_PUBLIC", cfg.ListenPublic, public); err != nil {
		return err
	}
	return app.Serve(ctx)
}
