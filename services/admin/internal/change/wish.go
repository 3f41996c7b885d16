package change

import (
	"slices"
	"strings"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
)

// Limits of a wish.
const (
	mostChanges = 32
	mostText    = 64
)

// Want is a value someone wants, as they wrote it.
type Want struct{ Name, Text string }

// plan is what a wish comes to.
type plan struct {
	changes []audit.Change
	// needed is the least role that may make the changes.
	needed       permission.Role
	secondPerson bool
}

// newPlan reads what is wanted, each parameter by itself. The old values and the
// rules between parameters are for settle.
func newPlan(wants []Want) (plan, error) {
	if len(wants) == 0 || len(wants) > mostChanges {
		return plan{}, invalid("A proposal changes 1 to %d parameters.", mostChanges)
	}
	var p plan
	for _, want := range wants {
		parameter, known := catalogue.Find(strings.ToUpper(strings.TrimSpace(want.Name)))
		if !known {
			return plan{}, invalid("There is no such parameter.")
		}
		if p.has(parameter.Name) {
			return plan{}, invalid("%s stands there twice.", parameter.Name)
		}
		if len(want.Text) > mostText {
			return plan{}, invalid("A value has at most %d characters.", mostText)
		}
		value, err := parameter.Parse(strings.TrimSpace(want.Text))
		if err != nil {
			return plan{}, outOfBounds(err)
		}
		p.add(parameter, audit.Change{Name: parameter.Name, New: parameter.Format(value)})
	}
	slices.SortFunc(p.changes, func(a, b audit.Change) int { return strings.Compare(a.Name, b.Name) })
	return p, nil
}

func (p *plan) has(name string) bool {
	return slices.ContainsFunc(p.changes, func(c audit.Change) bool { return c.Name == name })
}

func (p *plan) add(parameter catalogue.Parameter, c audit.Change) {
	p.changes = append(p.changes, c)
	p.needed = max(p.needed, parameter.ChangedBy)
	p.secondPerson = p.secondPerson || parameter.SecondPerson
}

// planOf is the plan of changes that are known already.
func planOf(changes []audit.Change) (p plan) {
	for _, c := range changes {
		parameter, _ := catalogue.Find(c.Name)
		p.add(parameter, c)
	}
	return p
}

// settle fills in the old values and checks the rules between parameters.
func (p *plan) settle(stored map[string]store.Row) error {
	values := Values(stored)
	for i := range p.changes {
		c := &p.changes[i]
		parameter, _ := catalogue.Find(c.Name)
		c.Old = parameter.Format(values[c.Name])
		value, err := parameter.Parse(c.New)
		if err != nil {
			return outOfBounds(err)
		}
		values[c.Name] = value
	}
	p.changes = slices.DeleteFunc(p.changes, func(c audit.Change) bool { return c.Old == c.New })
	if len(p.changes) == 0 {
		return errSame
	}
	if err := catalogue.CheckRules(values); err != nil {
		return outOfBounds(err)
	}
	return nil
}

// errSame is returned for a wish that would change nothing.
var errSame error = InvalidError{"These are the values already."}

// changedSince reports whether a parameter of the plan is newer than a revision.
func (p *plan) changedSince(revision int64, stored map[string]store.Row) bool {
	return slices.ContainsFunc(p.changes, func(c audit.Change) bool { return stored[c.Name].Revision > revision })
}

// Values reads stored values; one that cannot be used gives way to its default.
func Values(stored map[string]store.Row) map[string]catalogue.Value {
	values := catalogue.Defaults()
	for name := range values {
		parameter, _ := catalogue.Find(name)
		if value, err := parameter.Parse(stored[name].Value); err == nil {
			values[name] = value
		}
	}
	return values
}
