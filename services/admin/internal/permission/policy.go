// Package permission decides who may do what. What is not allowed is denied.
package permission

import (
	"errors"
	"fmt"
	"slices"
)

// administrator is the permission bit that holds all the others.
const administrator uint64 = 1 << 3

// ErrDenied is wrapped by every denial. The text says why and may be shown.
var ErrDenied = errors.New("not allowed")

// Actor is who wants something, and where, as plain facts.
type Actor struct {
	UserID, UserName, GuildID string
	Roles                     []string
	// Permissions are the bits held in the guild.
	Permissions uint64
	Entry       Entry
}

// Members are the users and the roles of a guild that have a role here.
type Members struct{ Users, Roles []string }

func (m Members) include(actor Actor) bool {
	if slices.Contains(m.Users, actor.UserID) {
		return true
	}
	return slices.ContainsFunc(actor.Roles, func(role string) bool { return slices.Contains(m.Roles, role) })
}

// Policy says who is who. The zero value denies everything to everyone.
type Policy struct {
	// Guilds are those in which anything is allowed at all.
	Guilds []string
	// Members are those of each role.
	Members map[Role]Members
	// Permissions are bits that everyone must hold besides.
	Permissions uint64
	// APIChanges lets programs change things; they may always read.
	APIChanges bool
}

// Role is the highest role of an actor.
func (p *Policy) Role(actor Actor) Role {
	if actor.UserID == "" || actor.GuildID == "" || !slices.Contains(p.Guilds, actor.GuildID) {
		return None
	}
	if actor.Permissions&administrator == 0 && actor.Permissions&p.Permissions != p.Permissions {
		return None
	}
	for _, role := range []Role{Owner, Operator, Viewer} {
		if p.Members[role].include(actor) {
			return role
		}
	}
	return None
}

// Check allows or denies an action, and returns the role of the actor. needed
// is the role that what is acted on needs besides; None when nothing does.
func (p *Policy) Check(actor Actor, action Action, needed Role) (Role, error) {
	role := p.Role(actor)
	least, known := least[action]
	least = max(least, needed)
	switch {
	case !known || role == None:
		return role, fmt.Errorf("%w: you are not an admin of this bot here", ErrDenied)
	case role < least:
		return role, fmt.Errorf("%w: this takes the role %s, and yours is %s", ErrDenied, least, role)
	case action.changes() && actor.Entry == API && !p.APIChanges:
		return role, fmt.Errorf("%w: programs may read and not change", ErrDenied)
	case actor.Entry < Command || actor.Entry > API:
		return role, fmt.Errorf("%w: it came no known way", ErrDenied)
	default:
		return role, nil
	}
}
