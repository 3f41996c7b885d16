package commands

import (
	"context"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// Options of /admin.
const (
	parameterName = "parameter"
	valueName     = "value"
	reasonName    = "reason"
	groupName     = "group"
	revisionName  = "revision"
	dateName      = "date"
)

type admin struct {
	client  adminv1.AdminServiceClient
	market  marketv1.MarketServiceClient
	command commandv1.CommandServiceClient
	reports ReportMessages
}

// NewAdmin is /admin, the parameters of the mesh, how they are changed and what
// came of it. The admin service decides who may do what, again for each button
// and form. What is left of the providers' quotas is asked of the market service,
// and what the language model consumed of the command service.
func NewAdmin(client adminv1.AdminServiceClient, market marketv1.MarketServiceClient, command commandv1.CommandServiceClient, reports ReportMessages) Feature {
	a := admin{client, market, command, reports}
	return Feature{
		Commands: []Command{{
			Name: "admin", Description: "Tune the bot: parameters, proposals, history and reports",
			Subcommands: append(a.lookups(), a.changes()...),
		}},
		Components: a.buttons(),
		Dialogs:    []Dialog{{Prefix: customDialog, Parse: a.parseCustom}, {Prefix: customPrefix, Parse: a.parseCustomForm}},
	}
}

// lookups are the subcommands that change nothing.
func (a admin) lookups() []Subcommand {
	parameter := a.parameterOption()
	parameter.Required = true
	return []Subcommand{
		{Name: "list", Description: "Every parameter with its value", Options: []Option{{
			Name: groupName, Description: "Only this group", Choices: parameterGroups,
		}}, Parse: a.quietly(a.list)},
		{Name: "get", Description: "One parameter: its value, meaning and limits", Options: []Option{parameter}, Parse: a.quietly(a.get)},
		{Name: "history", Description: "What was proposed, decided and denied", Parse: a.quietly(a.history)},
		{Name: "stats", Description: "The values in force and the last changes", Parse: a.quietly(a.stats)},
		{Name: "usage", Description: "How the bot was used these days", Parse: a.quietly(a.usage)},
		{Name: "report", Description: "What the alerts of a day came to", Options: []Option{{
			Name: dateName, Description: "The day, such as 2026-01-31; yesterday unless given",
		}}, Parse: a.withPicture(a.report)},
	}
}

// changes are the subcommands that change something, or ask others to.
func (a admin) changes() []Subcommand {
	parameter := a.parameterOption()
	parameter.Required = true
	return []Subcommand{
		{Name: "set", Description: "Propose a new value for a parameter", Options: []Option{
			parameter, {Name: valueName, Description: "The new value", Required: true, Suggest: a.suggestValue},
			{Name: reasonName, Description: "Why, for the others and for the history"},
		}, Parse: a.aloud(a.set)},
		{Name: "rollback", Description: "See what the values of an earlier revision would change, and go back to them", Options: []Option{
			{Name: revisionName, Description: "The revision; the one before the newest unless given", Suggest: a.suggestRevision},
			{Name: reasonName, Description: "Why, in a few words for the history"},
		}, Parse: a.quietly(a.previewRollback)},
	}
}

// parameterGroups are those of the admin service's catalogue.
var parameterGroups = []Choice{{"Alerts", "alerts"}, {"Sentiment", "sentiment"}, {"Keywords", "keywords"}, {"Mesh", "mesh"}}

func (a admin) parameterOption() Option {
	return Option{Name: parameterName, Description: "Name, such as MIN_SCORE", Suggest: a.suggest}
}

// lookup answers one subcommand.
type lookup func(ctx context.Context, in interaction.Interaction) (message.Message, error)

// quietly shows the answer to the invoker only.
func (a admin) quietly(run lookup) func(interaction.Interaction) (CommandStep, error) {
	return func(in interaction.Interaction) (CommandStep, error) { return adminTask(in, run, true), nil }
}

// aloud shows the answer to everyone in the channel.
func (a admin) aloud(run lookup) func(interaction.Interaction) (CommandStep, error) {
	return func(in interaction.Interaction) (CommandStep, error) { return adminTask(in, run, false), nil }
}

// withPicture is aloud for an answer that has a file.
func (a admin) withPicture(run lookup) func(interaction.Interaction) (CommandStep, error) {
	return func(in interaction.Interaction) (CommandStep, error) {
		task := adminTask(in, func(ctx context.Context, in interaction.Interaction) (message.Message, error) {
			m, err := run(ctx, in)
			return fitting(in, m), err
		}, false)
		task.Manner = AlwaysDefer
		return task, nil
	}
}

func adminTask(in interaction.Interaction, run lookup, ephemeral bool) Task {
	return Task{Name: "admin", Ephemeral: ephemeral, Run: func(ctx context.Context) (message.Message, error) { return run(ctx, in) }}
}

// actor is who wants something, for the admin service to judge.
func actor(in interaction.Interaction) *adminv1.Actor {
	who := &adminv1.Actor{
		UserId: in.Invoker.ID.String(), UserName: in.Invoker.Name, GuildId: in.Place.GuildID.String(),
		Permissions: uint64(in.Invoker.Permissions), EntryPoint: adminv1.EntryPoint_ENTRY_POINT_COMMAND,
	}
	for _, role := range in.Invoker.Roles {
		who.RoleIds = append(who.RoleIds, role.String())
	}
	switch in.Kind {
	case interaction.Component:
		who.EntryPoint = adminv1.EntryPoint_ENTRY_POINT_BUTTON
	case interaction.ModalSubmit:
		who.EntryPoint = adminv1.EntryPoint_ENTRY_POINT_FORM
	}
	return who
}
