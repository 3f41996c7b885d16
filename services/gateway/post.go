package main

import (
	"context"
	"fmt"
	"log/slog"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/discordapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/followup"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/internalapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/posting"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

// posts is where the gateway posts what nobody asked for.
type posts struct {
	Token        discordapi.Token `name:"bot-token" env:"DISCORD_BOT_TOKEN" help:"Bot token of the Discord application; needed to post to channels."`
	AlertChannel string           `env:"ALERT_CHANNEL_ID" help:"Id of the channel alerts are posted to; nowhere unless given."`
	AdminChannel string           `env:"ADMIN_CHANNEL_ID" help:"Id of the channel nightly reports are posted to; nowhere unless given."`
}

// post begins to post what has a channel.
func (c *posts) post(ctx context.Context, app *service.App, client *followup.Client, backends internalapi.Backends) error {
	alerts := commands.Alerts{Command: commandv1.NewCommandServiceClient(backends.Command), Charts: chartv1.NewChartServiceClient(backends.Chart)}
	reports := commands.ReportMessages{Curves: chartv1.NewCurveServiceClient(backends.Chart)}
	for _, to := range []struct {
		kind, variable, channel string
		source                  posting.Source
	}{
		{"alert", "ALERT_CHANNEL_ID", c.AlertChannel, posting.Alerts{Command: alerts.Command, Build: alerts.Message, Mark: alerts.Mark}},
		{"report", "ADMIN_CHANNEL_ID", c.AdminChannel, posting.Reports{
			Admin: adminv1.NewAdminServiceClient(backends.Admin), Build: reports.Message, Mark: reports.Mark,
		}},
	} {
		if to.channel == "" {
			slog.InfoContext(ctx, "nothing of this kind is posted: no channel is set", "kind", to.kind, "variable", to.variable)
			continue
		}
		channel, err := interaction.ParseSnowflake(to.channel)
		if err != nil {
			return fmt.Errorf("%s: %w", to.variable, err)
		}
		if c.Token == "" {
			return fmt.Errorf("%s: posting needs DISCORD_BOT_TOKEN; copy it from Bot in the Discord developer portal", to.variable)
		}
		poster, err := posting.New(to.kind, to.source, followup.NewChannels(client, c.Token), channel)
		if err != nil {
			return err
		}
		slog.InfoContext(ctx, "posting to a channel", "kind", to.kind, "channel", channel)
		app.Go("posting of "+to.kind+"s", poster.Run)
	}
	return nil
}
