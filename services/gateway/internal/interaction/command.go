package interaction

import (
	interactionsv1 "github.com/catalyst-bot/mesh/gen/catalyst/interactions/v1"
)

// Discord's numbers for options that hold options.
const (
	optionSubcommand = 1
	optionGroup      = 2
)

// parseCommand follows groups and sub-commands down to the options. Discord
// nests two of them at most; deeper ones are not followed.
func (in *Interaction) parseCommand(data *interactionsv1.InteractionData) {
	in.Name = data.GetName()
	options := data.GetOptions()
	for range 2 {
		if len(options) != 1 || !nests(options[0]) {
			break
		}
		in.Name += " " + options[0].GetName()
		options = options[0].GetOptions()
	}
	in.Options = make(Options, len(options))
	for _, option := range options {
		in.Options[option.GetName()] = option.GetValue().AsInterface()
		if option.GetFocused() {
			in.Focused = option.GetName()
		}
	}
}

func nests(option *interactionsv1.InteractionOption) bool {
	return option.GetType() == optionSubcommand || option.GetType() == optionGroup
}
