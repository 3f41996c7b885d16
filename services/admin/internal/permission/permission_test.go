package permission

import (
	"errors"
	"fmt"
	"testing"
)

const manageServer = 32

func policy(t *testing.T) *Policy {
	t.Helper()
	p, err := Config{
		Guilds: []string{"home"}, Permissions: manageServer,
		Owners: []string{"user:olga"}, Operators: []string{"role:ops", "user:otto"}, Viewers: []string{"role:staff"},
	}.Policy()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// actors has one for each role; each stands in a higher list only.
var actors = map[Role]Actor{
	None:     {UserID: "nina", GuildID: "home", Permissions: manageServer},
	Viewer:   {UserID: "vera", GuildID: "home", Permissions: manageServer, Roles: []string{"x", "staff"}},
	Operator: {UserID: "oleg", GuildID: "home", Permissions: manageServer, Roles: []string{"staff", "ops"}},
	Owner:    {UserID: "olga", GuildID: "home", Permissions: manageServer},
}

// TestMatrix is the permission matrix: every role, action and entry point, for
// what an operator may change and for what only an owner may.
func TestMatrix(t *testing.T) {
	// allowed lists the roles that may, for the alerts' parameters and then for
	// the mesh's.
	allowed := map[Action][2]Role{
		View: {Viewer, Viewer}, Preview: {Viewer, Viewer},
		Propose: {Operator, Owner}, Approve: {Operator, Owner}, Reject: {Operator, Owner}, Rollback: {Operator, Owner},
		"delete": {Owner + 1, Owner + 1},
	}
	p := policy(t)
	checked := 0
	for action, least := range allowed {
		for role, actor := range actors {
			for _, entry := range []Entry{0, Command, Button, Form, API, API + 1} {
				for i, needed := range []Role{Operator, Owner} {
					if !action.changes() {
						needed = None
					}
					actor.Entry = entry
					want := role >= least[i] && entry >= Command && entry <= API && (entry != API || !action.changes())
					got, err := p.Check(actor, action, needed)
					if (err == nil) != want || got != role || err != nil && !errors.Is(err, ErrDenied) {
						t.Errorf("%s by %s from %d, needs %s: %v", action, role, entry, needed, err)
					}
					checked++
				}
			}
		}
	}
	if checked != 7*4*6*2 {
		t.Errorf("%d cases", checked)
	}
}

func TestWhoHasNoRole(t *testing.T) {
	change := func(edit func(*Actor)) Actor {
		actor := actors[Owner]
		edit(&actor)
		return actor
	}
	for name, c := range map[string]struct {
		actor Actor
		want  Role
	}{
		"owner":               {actors[Owner], Owner},
		"administrator":       {change(func(a *Actor) { a.Permissions = administrator }), Owner},
		"more bits":           {change(func(a *Actor) { a.Permissions = 1<<52 | manageServer }), Owner},
		"bit is missing":      {change(func(a *Actor) { a.Permissions = 1 << 52 }), None},
		"another guild":       {change(func(a *Actor) { a.GuildID = "away" }), None},
		"no guild":            {change(func(a *Actor) { a.GuildID = "" }), None},
		"nobody":              {change(func(a *Actor) { a.UserID = "" }), None},
		"role id as user id":  {change(func(a *Actor) { a.UserID = "ops" }), None},
		"user id as role id":  {change(func(a *Actor) { a.UserID, a.Roles = "x", []string{"olga"} }), None},
		"name of an owner":    {change(func(a *Actor) { a.UserID, a.UserName = "x", "olga" }), None},
		"administrator alone": {Actor{UserID: "x", GuildID: "home", Permissions: administrator}, None},
	} {
		if got := policy(t).Role(c.actor); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if got := new(Policy).Role(c.actor); got != None {
			t.Errorf("%s: %s with no policy at all", name, got)
		}
	}
}

func TestProgramsMayChangeWhenTold(t *testing.T) {
	p := policy(t)
	p.APIChanges = true
	actor := actors[Owner]
	actor.Entry = API
	if _, err := p.Check(actor, Approve, Owner); err != nil {
		t.Error(err)
	}
}

func TestBadConfigurationNamesTheVariable(t *testing.T) {
	for _, bad := range []string{"olga", "user:", "role:", "group:1", ""} {
		_, err := Config{Owners: []string{bad}}.Policy()
		if err == nil || fmt.Sprint(err)[:13] != "ADMIN_OWNERS:" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
