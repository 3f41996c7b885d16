package interaction

import (
	"fmt"
	"strconv"
	"time"

	interactionsv1 "github.com/catalyst-bot/mesh/gen/catalyst/interactions/v1"
)

// flagEphemeral marks messages that one user sees.
const flagEphemeral = 64

// Keys of authorizing_integration_owners.
const (
	guildInstall = "0"
	userInstall  = "1"
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
	in.Place, in.Invoker = place(raw), invoker(raw)
	return in, in.parseData(raw)
}

func (in *Interaction) parseData(raw *interactionsv1.Interaction) error {
	data := raw.GetData()
	in.CustomID, in.Values = data.GetCustomId(), data.GetValues()
	in.TargetID = Snowflake(data.GetTargetId())
	in.Inputs = inputs(data.GetComponents())
	in.parseCommand(data)
	if raw.GetMessage() == nil {
		return nil
	}
	id, err := ParseSnowflake(raw.GetMessage().GetId())
	if err != nil {
		return fmt.Errorf("message: %w", err)
	}
	in.Message = &Message{ID: id, Ephemeral: raw.GetMessage().GetFlags()&flagEphemeral != 0}
	return nil
}

// place takes the newer of the two spellings of a channel. Without a context
// the presence of a guild decides.
func place(raw *interactionsv1.Interaction) Place {
	p := Place{
		GuildID: Snowflake(raw.GetGuildId()), ChannelID: Snowflake(raw.GetChannel().GetId()),
		Allowed: allowed(raw.GetAppPermissions()), UploadLimit: int(raw.GetAttachmentSizeLimit()),
	}
	if p.ChannelID == "" {
		p.ChannelID = Snowflake(raw.GetChannelId())
	}
	if p.UploadLimit <= 0 {
		p.UploadLimit = defaultUploadLimit
	}
	switch {
	case raw.Context != nil:
		p.Context = Context(raw.GetContext())
	case p.GuildID == "":
		p.Context = InBotDM
	}
	owners := raw.GetAuthorizingIntegrationOwners()
	p.UserInstalled = owners[userInstall] != "" && owners[guildInstall] == ""
	return p
}

// invoker is in member inside a guild and in user elsewhere.
func invoker(raw *interactionsv1.Interaction) Invoker {
	member := raw.GetMember()
	who := Invoker{
		ID: Snowflake(member.GetUser().GetId()), Name: member.GetUser().GetUsername(), Locale: raw.GetLocale(),
		Permissions: parsePermissions(member.GetPermissions()),
	}
	for _, role := range member.GetRoles() {
		who.Roles = append(who.Roles, Snowflake(role))
	}
	if who.ID == "" {
		who.ID, who.Name = Snowflake(raw.GetUser().GetId()), raw.GetUser().GetUsername()
	}
	return who
}

// inputs flattens the frames around the inputs of a modal.
func inputs(components []*interactionsv1.ModalComponent) Inputs {
	found := Inputs{}
	var walk func(*interactionsv1.ModalComponent)
	walk = func(c *interactionsv1.ModalComponent) {
		if c.GetCustomId() != "" {
			found[c.GetCustomId()] = entered(c)
		}
		if c.GetComponent() != nil {
			walk(c.GetComponent())
		}
		for _, inside := range c.GetComponents() {
			walk(inside)
		}
	}
	for _, c := range components {
		walk(c)
	}
	return found
}

func entered(c *interactionsv1.ModalComponent) []string {
	switch value := c.GetValue().AsInterface().(type) {
	case string:
		return []string{value}
	case bool:
		return []string{strconv.FormatBool(value)}
	default:
		return c.GetValues()
	}
}
