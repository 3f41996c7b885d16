package main

import (
	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/registration"
)

// definitions are the commands of the catalog as Discord is told them.
func definitions(catalog *commands.Catalog) []registration.Definition {
	var list []registration.Definition
	for _, c := range catalog.Commands() {
		definition := registration.Definition{
			Type: registration.ChatInput, Name: c.Name, Description: c.Description, Options: options(c.Options),
		}
		for _, s := range c.Subcommands {
			definition.Options = append(definition.Options, registration.Option{
				Type: registration.Subcommand, Name: s.Name, Description: s.Description, Options: options(s.Options),
			})
		}
		list = append(list, definition)
	}
	return list
}

func options(of []commands.Option) []registration.Option {
	var list []registration.Option
	for _, o := range of {
		option := registration.Option{
			Type: registration.String, Name: o.Name, Description: o.Description,
			Required: o.Required, Autocomplete: o.Suggest != nil,
		}
		for _, c := range o.Choices {
			option.Choices = append(option.Choices, registration.Choice{Name: c.Name, Value: c.Value})
		}
		list = append(list, option)
	}
	return list
}
