package registration

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Action is what happens to a command.
type Action int

// What can happen to a command, in the order it is done: a command that gets
// another name does not vanish before the new one is there.
const (
	Update Action = iota
	Create
	Delete
	Keep
)

// String is the verb.
func (a Action) String() string {
	return [...]string{"update", "create", "delete", "keep"}[a]
}

// Step is what is done to one command.
type Step struct {
	Action Action
	// Label is how people know the command, such as "/check".
	Label string
	// Lines tell what an Update changes.
	Lines []string

	id   string
	body any
}

// Plan is what makes Discord's commands those of the code, in the order it is
// done.
type Plan struct {
	Steps []Step
	// CreatedToday is how many of Discord's commands were created in the last
	// 24 hours; creates count against 200 a day.
	CreatedToday int
}

// key is what makes a command the same one: renamed, it is another.
type key struct {
	kind Type
	name string
}

// NewPlan compares what Discord has with what the code wants. Neither order
// matters.
func NewPlan(have []Registered, want []Definition, inGuild bool) (Plan, error) {
	registered := make(map[key]Registered, len(have))
	for _, r := range have {
		r.Definition = Normalise(r.Definition, inGuild)
		if r.Type != EntryPoint {
			registered[key{r.Type, r.Name}] = r
		}
	}
	var plan Plan
	for _, w := range want {
		w = Normalise(w, inGuild)
		old, known := registered[key{w.Type, w.Name}]
		delete(registered, key{w.Type, w.Name})
		step := Step{Action: Create, Label: w.Label(), body: w}
		if known {
			var err error
			if step, err = compare(old, w); err != nil {
				return Plan{}, err
			}
		}
		plan.Steps = append(plan.Steps, step)
	}
	for _, r := range registered {
		plan.Steps = append(plan.Steps, Step{Action: Delete, Label: r.Label(), id: r.ID})
	}
	slices.SortFunc(plan.Steps, inOrder)
	return plan, nil
}

// compare plans the update of a command, unless it is what it should be.
func compare(have Registered, want Definition) (Step, error) {
	if want.Contexts == nil {
		have.Contexts = nil
	}
	if want.IntegrationTypes == nil {
		have.IntegrationTypes = nil
	}
	lines := difference(have.Definition, want)
	if len(lines) == 0 {
		return Step{Action: Keep, Label: want.Label()}, nil
	}
	body, err := patch(have.Definition, want)
	if err != nil {
		return Step{}, err
	}
	return Step{Action: Update, Label: want.Label(), Lines: lines, id: have.ID, body: body}, nil
}

// patch is the body that changes no more than what differs.
func patch(have, want Definition) (map[string]json.RawMessage, error) {
	before, err := fields(have)
	if err != nil {
		return nil, err
	}
	after, err := fields(want)
	if err != nil {
		return nil, err
	}
	for name, value := range after {
		if reflect.DeepEqual(before[name], value) {
			delete(after, name)
		}
	}
	return after, nil
}

func fields(d Definition) (map[string]json.RawMessage, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", d.Label(), err)
	}
	var byName map[string]json.RawMessage
	return byName, json.Unmarshal(text, &byName)
}

// inOrder sorts by what is done and then by name.
func inOrder(a, b Step) int {
	return cmp.Or(cmp.Compare(a.Action, b.Action), strings.Compare(a.Label, b.Label))
}

// Count is the number of steps that do this.
func (p Plan) Count(action Action) int {
	n := 0
	for _, s := range p.Steps {
		if s.Action == action {
			n++
		}
	}
	return n
}

// exceeds reports whether Discord would not take every create today.
func (p Plan) exceeds() bool { return p.CreatedToday+p.Count(Create) > createsPerDay }

// Empty reports whether there is nothing to change.
func (p Plan) Empty() bool { return p.Count(Keep) == len(p.Steps) }

// String is the plan for people: a line for each thing that changes and one
// that sums up.
func (p Plan) String() string {
	var b strings.Builder
	for _, s := range p.Steps {
		switch s.Action {
		case Create:
			fmt.Fprintf(&b, "+ %s\n", s.Label)
		case Delete:
			fmt.Fprintf(&b, "- %s: permissions that admins set for it are lost\n", s.Label)
		case Update:
			for _, line := range s.Lines {
				fmt.Fprintf(&b, "~ %s: %s\n", s.Label, line)
			}
		}
	}
	if p.Count(Create) > 0 && p.Count(Delete) > 0 {
		b.WriteString("A command that got another name is a new one to Discord: the old one is deleted.\n")
	}
	if p.Count(Create) > 0 {
		fmt.Fprintf(&b, "Creates count against %d a day: at least %d in the last 24 hours, %d now.\n",
			createsPerDay, p.CreatedToday, p.Count(Create))
	}
	if p.exceeds() {
		b.WriteString("That is more than Discord takes today: apply would refuse.\n")
	}
	fmt.Fprintf(&b, "%d to create, %d to update, %d to delete, %d unchanged\n",
		p.Count(Create), p.Count(Update), p.Count(Delete), p.Count(Keep))
	return b.String()
}
