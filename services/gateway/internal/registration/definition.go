// Package registration keeps the commands Discord shows the same as those in
// the code: it compares, tells the difference, and applies no more than that.
package registration

// Type is what a command is used on.
type Type int

// Discord's types of commands.
const (
	ChatInput Type = 1
	User      Type = 2
	Message   Type = 3
	// EntryPoint is made by Discord for applications with activities. It is
	// never compared nor changed.
	EntryPoint Type = 4
)

// OptionType is what an option takes.
type OptionType int

// Discord's types of options.
const (
	Subcommand      OptionType = 1
	SubcommandGroup OptionType = 2
	String          OptionType = 3
	Integer         OptionType = 4
	Boolean         OptionType = 5
	UserOption      OptionType = 6
	Channel         OptionType = 7
	Role            OptionType = 8
	Mentionable     OptionType = 9
	Number          OptionType = 10
	Attachment      OptionType = 11
)

// Definition is one command as it is sent to Discord. Validate tells its
// bounds.
type Definition struct {
	// Type is ChatInput when 0.
	Type Type   `json:"type"`
	Name string `json:"name"`
	// NameLocalizations are names by locale.
	NameLocalizations        map[string]string `json:"name_localizations"`
	Description              string            `json:"description,omitempty"`
	DescriptionLocalizations map[string]string `json:"description_localizations"`
	Options                  []Option          `json:"options,omitzero"`
	// DefaultMemberPermissions is a bit set in decimal: what a member needs
	// until admins say otherwise. "0" is administrators, nil is everybody.
	DefaultMemberPermissions *string `json:"default_member_permissions"`
	// Contexts are where it can be used: 0 guilds, 1 direct messages with the
	// bot, 2 other private channels. Global commands only; nil is left to
	// Discord and not compared.
	Contexts []int `json:"contexts,omitzero"`
	// IntegrationTypes are how the application must be installed: 0 in a guild,
	// 1 by a user. Global commands only; nil is left to Discord and not
	// compared.
	IntegrationTypes []int `json:"integration_types,omitzero"`
	NSFW             bool  `json:"nsfw"`
}

// Option is one option of a command, or a subcommand or group of them.
type Option struct {
	Type                     OptionType        `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations,omitempty"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations,omitempty"`
	Required                 bool              `json:"required,omitempty"`
	Choices                  []Choice          `json:"choices,omitempty"`
	// Options are those of a subcommand or group.
	Options []Option `json:"options,omitempty"`
	// ChannelTypes are the kinds of channel a Channel takes; all when empty.
	ChannelTypes []int `json:"channel_types,omitempty"`
	// MinValue and MaxValue bound an Integer or Number.
	MinValue *float64 `json:"min_value,omitempty"`
	MaxValue *float64 `json:"max_value,omitempty"`
	// MinLength and MaxLength bound a String, in characters.
	MinLength    *int `json:"min_length,omitempty"`
	MaxLength    *int `json:"max_length,omitempty"`
	Autocomplete bool `json:"autocomplete,omitempty"`
}

// Choice is one allowed value of an option.
type Choice struct {
	Name              string            `json:"name"`
	NameLocalizations map[string]string `json:"name_localizations,omitempty"`
	// Value is a string, or a number of any kind for an Integer or Number.
	Value any `json:"value"`
}

// Label is how people know the command.
func (d *Definition) Label() string {
	switch d.Type {
	case User:
		return d.Name + " (user)"
	case Message:
		return d.Name + " (message)"
	default:
		return "/" + d.Name
	}
}
