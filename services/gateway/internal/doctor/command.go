package doctor

import (
	"context"
	"fmt"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/registration"
)

// commands compares the registered commands with those in the code.
func (e *examination) commands(ctx context.Context) {
	if e.application.ID == "" {
		return
	}
	remedy := "run gateway commands apply"
	if e.Guild != "" {
		remedy += " --guild " + e.Guild.String()
	}
	registry := registration.NewRegistry(e.Discord, interaction.Snowflake(e.application.ID), e.Guild)
	plan, err := registry.Plan(ctx, e.Commands)
	create := plan.Count(registration.Create)
	what := fmt.Sprintf("of %d commands %d are not registered and %d are out of date; %d are registered that this program does not know",
		len(e.Commands), create, plan.Count(registration.Update), plan.Count(registration.Delete))
	switch {
	case err != nil:
		e.doubtful("the commands were not compared: "+err.Error(), "see whether the bot was added with the scope applications.commands: "+invitation(e.application.ID))
	case plan.Empty():
		e.well("all %d commands are registered as they are in this program", len(e.Commands))
	case create == len(e.Commands):
		e.ill("no command is registered", remedy)
	default:
		e.doubtful(what, remedy)
	}
}
