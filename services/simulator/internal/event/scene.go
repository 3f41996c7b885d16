// Package event builds the bodies of interactions as Discord sends them, with
// keys Discord sends without documenting them.
package event

import (
	"errors"
	"regexp"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
)

// Place is where the application is used, and how it came there.
type Place string

// The places.
const (
	// Guild: in a guild that installed the application.
	Guild Place = "guild"
	// DM: in the direct messages with the application.
	DM Place = "dm"
	// UserInstall: among other users, by one who installed it for themselves.
	UserInstall Place = "user_install"
)

// The one person who uses the simulator, and what they may do.
const (
	UserID = "1000000000000000004"
	// allPermissions has all bits Discord uses set, as live payloads of
	// administrators do.
	allPermissions = "9007199254740991"
	defaultLocale  = "en-US"
	// sizeLimit is the largest upload, in bytes, of a guild without boosts.
	sizeLimit = 10 << 20
	dmID      = "1000000000000000005"
)

// Scene is the surroundings of an interaction.
type Scene struct {
	// Place is Guild when empty.
	Place Place
	// Permissions are the invoker's bits in decimal; all when empty.
	Permissions string
	// Locale is the invoker's; en-US when empty.
	Locale string
}

var (
	decimal = regexp.MustCompile(`^[0-9]{1,20}$`)
	locale  = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,4})?$`)
)

// ErrScene is returned for surroundings Discord does not know.
var ErrScene = errors.New("context is guild, dm or user_install, permissions are a decimal number, locale is one such as en-US")

// Complete fills in what was left empty. Its error is ErrScene.
func (s Scene) Complete() (Scene, error) {
	if s.Place == "" {
		s.Place = Guild
	}
	if s.Permissions == "" {
		s.Permissions = allPermissions
	}
	if s.Locale == "" {
		s.Locale = defaultLocale
	}
	known := s.Place == Guild || s.Place == DM || s.Place == UserInstall
	if !known || !decimal.MatchString(s.Permissions) || !locale.MatchString(s.Locale) {
		return Scene{}, ErrScene
	}
	return s, nil
}

// user is the invoker.
func user() map[string]any {
	return map[string]any{
		"id": UserID, "username": "you", "global_name": "You", "discriminator": "0", "avatar": nil,
		"public_flags": 0, "avatar_decoration_data": nil, "clan": nil, "primary_guild": nil, "display_name_styles": nil,
	}
}

// member is the invoker as guilds show them.
func (s Scene) member() map[string]any {
	return map[string]any{
		"user": user(), "roles": []any{"1000000000000000006"}, "nick": "You of stocks", "avatar": nil, "banner": nil,
		"permissions": s.Permissions, "flags": 0, "pending": false, "is_pending": false, "deaf": false, "mute": false,
		"joined_at": "2024-01-15T09:30:00.123000+00:00", "premium_since": nil,
		"communication_disabled_until": nil, "unusual_dm_activity_until": nil,
	}
}

// describe adds where it happens and who does it.
func (s Scene) describe(body map[string]any) {
	body["locale"], body["app_permissions"], body["attachment_size_limit"] = s.Locale, allPermissions, sizeLimit
	body["entitlements"], body["entitlement_sku_ids"] = []any{}, []any{}
	switch s.Place {
	case DM:
		body["context"], body["user"], body["channel_id"] = 1, user(), dmID
		body["channel"] = map[string]any{"id": dmID, "type": 1, "flags": 0, "recipient_flags": 0}
		body["authorizing_integration_owners"] = map[string]any{"0": "0"}
	case UserInstall:
		body["context"], body["user"], body["channel_id"] = 2, user(), dmID
		body["channel"] = map[string]any{"id": dmID, "type": 3, "flags": 0, "name": nil}
		body["authorizing_integration_owners"] = map[string]any{"1": UserID}
	default:
		body["context"], body["member"], body["channel_id"] = 0, s.member(), channel.RoomID
		body["guild_id"], body["guild_locale"] = channel.GuildID, defaultLocale
		body["guild"] = map[string]any{"id": channel.GuildID, "locale": defaultLocale, "features": []any{}}
		body["channel"] = map[string]any{
			"id": channel.RoomID, "type": 0, "name": "stocks", "guild_id": channel.GuildID, "permissions": s.Permissions,
		}
		body["authorizing_integration_owners"] = map[string]any{"0": channel.GuildID}
	}
}
