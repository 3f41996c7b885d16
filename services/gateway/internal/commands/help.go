package commands

import (
	"context"
	"strings"

	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

const commandName = "command"

// help tells what there is, from the definitions themselves.
type help struct{ commands func() []Command }

// NewHelp is /help. It describes what commands lists when it is asked.
func NewHelp(commands func() []Command) Feature {
	h := help{commands}
	return Feature{Commands: []Command{{
		Name: "help", Description: "What I can do, or how one command is used",
		Options: []Option{{Name: commandName, Description: "A command, such as chart", Suggest: h.suggest}},
		Parse: func(in interaction.Interaction) (CommandStep, error) {
			name := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(in.Options.String(commandName))), "/")
			if name == "" {
				return h.task(h.overview()), nil
			}
			for _, c := range h.commands() {
				if c.Name == name {
					return h.task(helpOf(c)), nil
				}
			}
			return nil, fault.New(codes.NotFound, "There is no such command. `/help` shows all of them.")
		},
	}}}
}

func (help) task(m message.Message) Task {
	return Task{Name: "help", Ephemeral: true, Run: func(context.Context) (message.Message, error) { return m, nil }}
}

func (h help) suggest(_ context.Context, _ interaction.Interaction, typed string) ([]message.Choice, error) {
	var found []message.Choice
	for _, c := range h.commands() {
		if strings.HasPrefix(c.Name, strings.ToLower(strings.TrimSpace(typed))) {
			found = append(found, message.Choice{Name: "/" + c.Name + " · " + c.Description, Value: c.Name})
		}
	}
	return found, nil
}

func (h help) overview() message.Message {
	m := embed("📖 What I can do", "Prices are as old as the small print under them says. Nothing here is advice.", message.Neutral)
	for _, c := range h.commands() {
		m.Embeds[0].Fields = append(m.Embeds[0].Fields, message.Field{Name: usageLine("/"+c.Name, c.Options), Value: c.Description})
	}
	return m
}

func helpOf(c Command) message.Message {
	m := embed("📖 "+usageLine("/"+c.Name, c.Options), c.Description, message.Neutral)
	add := func(name string, options []Option) {
		for _, o := range options {
			text := o.Description
			for i, choice := range o.Choices {
				if i == 0 {
					text += "\n"
				} else {
					text += ", "
				}
				text += "`" + choice.Value + "` " + choice.Name
			}
			m.Embeds[0].Fields = append(m.Embeds[0].Fields, message.Field{Name: name + o.Name, Value: text})
		}
	}
	add("", c.Options)
	for _, s := range c.Subcommands {
		m.Embeds[0].Fields = append(m.Embeds[0].Fields, message.Field{Name: usageLine("/"+c.Name+" "+s.Name, s.Options), Value: s.Description})
	}
	return m
}

// usageLine is a command as it is typed; what may be left out is in brackets.
func usageLine(name string, options []Option) string {
	for _, o := range options {
		if o.Required {
			name += " " + o.Name
		} else {
			name += " [" + o.Name + "]"
		}
	}
	return name
}
