package permission

import (
	"fmt"
	"strings"
)

// Config is what an operator says about permissions. Embed it in the
// configuration of the service.
type Config struct {
	Guilds      []string `name:"admin-guilds" env:"ADMIN_GUILDS" help:"Guild ids in which admins may act; none unless given."`
	Owners      []string `name:"admin-owners" env:"ADMIN_OWNERS" help:"Who may do everything: user:ID or role:ID, separated by commas."`
	Operators   []string `name:"admin-operators" env:"ADMIN_OPERATORS" help:"Who may change the parameters of the alerts: user:ID or role:ID."`
	Viewers     []string `name:"admin-viewers" env:"ADMIN_VIEWERS" help:"Who may look: user:ID or role:ID."`
	Permissions uint64   `name:"admin-permissions" env:"ADMIN_PERMISSIONS" default:"32" help:"Permission bits every admin must hold in the guild besides; 32 is Manage Server."`
	APIChanges  bool     `name:"admin-api-changes" env:"ADMIN_API_CHANGES" help:"Let programs on the internal port change parameters in an admin's name."`
}

// Policy reads the configuration. Its errors name the variable.
func (c Config) Policy() (*Policy, error) {
	policy := &Policy{Guilds: c.Guilds, Permissions: c.Permissions, APIChanges: c.APIChanges, Members: map[Role]Members{}}
	for _, list := range []struct {
		variable string
		role     Role
		members  []string
	}{
		{"ADMIN_OWNERS", Owner, c.Owners}, {"ADMIN_OPERATORS", Operator, c.Operators}, {"ADMIN_VIEWERS", Viewer, c.Viewers},
	} {
		members, err := parseMembers(list.members)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", list.variable, err)
		}
		policy.Members[list.role] = members
	}
	return policy, nil
}

func parseMembers(list []string) (Members, error) {
	var members Members
	for _, member := range list {
		kind, id, _ := strings.Cut(strings.TrimSpace(member), ":")
		switch {
		case kind == "user" && id != "":
			members.Users = append(members.Users, id)
		case kind == "role" && id != "":
			members.Roles = append(members.Roles, id)
		default:
			return Members{}, fmt.Errorf("%q is neither user:ID nor role:ID", member)
		}
	}
	return members, nil
}
