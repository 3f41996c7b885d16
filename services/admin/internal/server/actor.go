package server

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"google.golang.org/grpc/metadata"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Limits of what is said of an actor.
const (
	mostID    = 64
	mostName  = 100
	mostRoles = 250
)

// proxied is what every call that came as REST carries: the address the gateway
// saw. A caller of REST cannot leave it out.
const proxied = "x-forwarded-for"

// actorOf reads who wants something. What came as REST came from a program.
func actorOf(ctx context.Context, a *adminv1.Actor) (permission.Actor, error) {
	if len(a.GetRoleIds()) > mostRoles || !text(a.GetUserName(), mostName) {
		return permission.Actor{}, fault.Invalid("actor", "The actor has too much to it.")
	}
	for _, id := range append([]string{a.GetUserId(), a.GetGuildId()}, a.GetRoleIds()...) {
		if !plain(id) {
			return permission.Actor{}, fault.Invalid("actor", fmt.Sprintf("An id has at most %d characters of visible ASCII.", mostID))
		}
	}
	actor := permission.Actor{
		UserID: a.GetUserId(), UserName: a.GetUserName(), GuildID: a.GetGuildId(), Roles: a.GetRoleIds(),
		Permissions: a.GetPermissions(), Entry: permission.Entry(a.GetEntryPoint()),
	}
	if actor.Entry == 0 || fromREST(ctx) {
		actor.Entry = permission.API
	}
	return actor, nil
}

func fromREST(ctx context.Context) bool {
	md, _ := metadata.FromIncomingContext(ctx)
	return len(md.Get(proxied)) > 0
}

// text reports whether a text, which may be empty, is short and can be stored.
func text(s string, most int) bool {
	return utf8.RuneCountInString(s) <= most && !strings.ContainsRune(s, 0)
}

// plain reports whether an id, which may be empty, is visible ASCII and short.
func plain(id string) bool { return id == "" || word(id, mostID) }

// word reports whether a name is visible ASCII, and neither empty nor long.
func word(name string, most int) bool {
	for i := range len(name) {
		if name[i] <= ' ' || name[i] > '~' {
			return false
		}
	}
	return name != "" && len(name) <= most
}
