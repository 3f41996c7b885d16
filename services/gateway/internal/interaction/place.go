package interaction

import "strconv"

// Context is the kind of place an interaction happened in.
type Context int

// The contexts, with Discord's numbers.
const (
	InGuild Context = iota
	InBotDM
	InPrivateChannel
)

// Place is where an interaction happened.
type Place struct {
	Context Context
	// GuildID is empty outside guilds.
	GuildID   Snowflake
	ChannelID Snowflake
	// Allowed is what the application may do there.
	Allowed Permissions
	// UserInstalled is true when only the user installed the application, not
	// the guild.
	UserInstalled bool
	// UploadLimit is the largest file that may be uploaded, in bytes.
	UploadLimit int
}

// defaultUploadLimit holds when Discord names none.
const defaultUploadLimit = 10 << 20

// Invoker is the user who asked.
type Invoker struct {
	ID Snowflake
	// Name is the account's name. It decides nothing.
	Name string
	// Locale is the user's language, such as "en-US"; empty when not told.
	Locale string
	// Roles are those the user has in the guild.
	Roles []Snowflake
	// Permissions are what the user may do in the channel; none outside guilds.
	Permissions Permissions
}

// Permissions is Discord's bit set of what somebody may do in a channel.
type Permissions uint64

// The permissions the gateway asks for.
const (
	Administrator Permissions = 1 << 3
	ManageGuild   Permissions = 1 << 5
	EmbedLinks    Permissions = 1 << 14
	AttachFiles   Permissions = 1 << 15
)

// Has reports whether all of the wanted permissions are there. Administrators
// have every one.
func (p Permissions) Has(wanted Permissions) bool {
	return p&Administrator != 0 || p&wanted == wanted
}

// allowed reads what the application may do. Discord always tells; when it does
// not, a refusal of its own is the better answer than none from here.
func allowed(text string) Permissions {
	if text == "" {
		return Administrator
	}
	return parsePermissions(text)
}

// parsePermissions reads the decimal bit set; what cannot be read allows
// nothing.
func parsePermissions(text string) Permissions {
	bits, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0
	}
	return Permissions(bits)
}
