package interaction

import (
	"fmt"
	"time"

	interactionsv1 "github.com/catalyst-bot/mesh/gen/catalyst/interactions/v1"
)

// Parse checks a decoded interaction and puts it into the gateway's words. Its
// error wraps ErrInvalid.
func Parse(raw *interactionsv1.Interaction, receivedAt time.Time) (Interaction, error) {
	in := Interaction{Kind: Kind(raw.GetType()), ReceivedAt: receivedAt}
	if in.Kind == Ping {
		return in, nil
	}
	if in.Kind < Command || in.Kind > ModalSubmit {
		return in, fmt.Errorf("%w: unknown type %d", ErrInvalid, raw.GetType())
	}
	var err error
	if in.ID, err = ParseSnowflake(raw.GetId()); err != nil {
		return in, fmt.Errorf("id: %w", err)
	}
	if in.ApplicationID, err = ParseSnowflake(raw.GetApplicationId()); err != nil {
		return in, fmt.Errorf("application_id: %w", err)
	}
	if raw.GetToken() == "" || raw.GetData() == nil {
		return in, fmt.Errorf("%w: token and data are required", ErrInvalid)
	}
	in.Token = Token(raw.GetToken())
	in.GuildID = Snowflake(raw.GetGuildId())
	in.Invoker = invoker(raw)
	in.Name, in.CustomID = raw.GetData().GetName(), raw.GetData().GetCustomId()
	in.Options = options(raw.GetData().GetOptions())
	return in, nil
}

// invoker is in member inside a guild and in user elsewhere.
func invoker(raw *interactionsv1.Interaction) Snowflake {
	if id := raw.GetMember().GetUser().GetId(); id != "" {
		return Snowflake(id)
	}
	return Snowflake(raw.GetUser().GetId())
}

func options(raw []*interactionsv1.InteractionOption) Options {
	parsed := make(Options, len(raw))
	for _, option := range raw {
		parsed[option.GetName()] = option.GetValue().AsInterface()
	}
	return parsed
}
