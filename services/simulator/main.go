// Command simulator stands in for Discord: a web page to use the bot on, and
// the endpoints the bot answers to.
package main

import (
	"context"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/kit/service"
	"github.com/catalyst-bot/mesh/services/simulator/internal/application"
	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/definition"
	"github.com/catalyst-bot/mesh/services/simulator/internal/dispatch"
	"github.com/catalyst-bot/mesh/services/simulator/internal/identity"
	"github.com/catalyst-bot/mesh/services/simulator/internal/jaeger"
	"github.com/catalyst-bot/mesh/services/simulator/internal/registry"
	"github.com/catalyst-bot/mesh/services/simulator/internal/server"
	"github.com/catalyst-bot/mesh/services/simulator/internal/snowflake"
	"github.com/catalyst-bot/mesh/services/simulator/internal/statistics"
	"github.com/catalyst-bot/mesh/services/simulator/internal/trouble"
	"github.com/catalyst-bot/mesh/services/simulator/internal/webhook"
)

// expiryCheck is how often tokens that ran out are looked for.
const expiryCheck = time.Second

func main() {
	var cfg config
	service.Main("simulator", "A fake Discord with a web page, for people and tests.", &cfg,
		func(ctx context.Context, app *service.App) error { return run(ctx, app, &cfg) })
}

func run(ctx context.Context, app *service.App, cfg *config) error {
	if err := cfg.check(); err != nil {
		return err
	}
	path, err := cfg.keyFile()
	if err != nil {
		return err
	}
	id, err := identity.Load(path)
	if err != nil {
		return fmt.Errorf("SIMULATOR_KEY_FILE: %w", err)
	}
	if cfg.PrintPublicKey {
		_, err := fmt.Println(id.PublicKey())
		return err
	}
	return serve(ctx, app, cfg, id)
}

func serve(ctx context.Context, app *service.App, cfg *config, id identity.Identity) error {
	ids, wrong := &snowflake.Source{}, trouble.New()
	room := channel.New(ids, wrong.Clock.Now)
	counts := statistics.New(wrong.Clock.Now)
	app.Go("token clock", func(ctx context.Context) error { return expire(ctx, room) })
	dispatcher := dispatch.New(dispatch.Settings{Endpoint: cfg.Interactions, ApplicationID: cfg.ApplicationID},
		dispatch.Parts{Signer: id, Channel: room, IDs: ids, Trouble: wrong, Statistics: counts})
	app.OnStop("interactions", func(context.Context) error { dispatcher.Close(); return nil })
	commands := registry.New(cfg.ApplicationID, ids, wrong.Clock.Now)
	traces := jaeger.New(cfg.Jaeger)
	app.OnStop("Jaeger client", func(context.Context) error { traces.Close(); return nil })
	api := server.New(server.Parts{
		Channel: room, Sender: dispatcher, Traces: traces, Trouble: wrong, Statistics: counts,
		Commands: func() []definition.Command { return commands.Commands(channel.GuildID) },
	})
	handler := api.Handler(webhook.New(cfg.ApplicationID, cfg.BotToken, room, wrong, counts),
		registry.NewEndpoints(commands, cfg.BotToken),
		application.New(cfg.ApplicationID, id.PublicKey(), cfg.BotToken, dispatcher))
	if err := app.HTTP("SIMULATOR_LISTEN", cfg.Listen, handler); err != nil {
		return err
	}
	app.OnStop("event streams", func(context.Context) error { api.Stop(); return nil })
	return app.Serve(ctx)
}

func expire(ctx context.Context, room *channel.Channel) error {
	tick := time.NewTicker(expiryCheck)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			room.Expire()
		case <-ctx.Done():
			return nil
		}
	}
}
