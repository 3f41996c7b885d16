// Package registry holds the commands the application registered, as Discord
// keeps them: per guild and for all, with its own defaults filled in.
package registry

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/definition"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
	"github.com/catalyst-bot/mesh/services/simulator/internal/snowflake"
)

// maxCreates is how many commands may be made in a scope in a day; names that
// exist do not count.
const maxCreates = 200

// Errors of changes.
var (
	ErrUnknown     = errors.New("no such command")
	ErrTooMany     = errors.New("too many commands of this type")
	ErrTooManyMade = errors.New("too many commands were made today")
	ErrNameTaken   = errors.New("another command has this name")
)

// limits are how many commands of a type a scope holds.
var limits = map[int64]int{1: 100, 2: 15, 3: 15, 4: 1}

// Object is a command as the API shows it.
type Object map[string]any

func (o Object) key() string { return strconv.FormatInt(rules.TypeOf(o), 10) + "/" + o.text("name") }

func (o Object) text(key string) string {
	s, _ := o[key].(string)
	return s
}

// Registry holds the commands of one application. The scope is a guild's id,
// or empty for the commands of all guilds.
type Registry struct {
	application string
	ids         *snowflake.Source
	now         func() time.Time

	mu     sync.Mutex
	scopes map[string][]Object
	made   map[string][]time.Time
}

// New makes an empty registry that reads the time from now.
func New(application string, ids *snowflake.Source, now func() time.Time) *Registry {
	return &Registry{
		application: application, ids: ids, now: now, scopes: map[string][]Object{}, made: map[string][]time.Time{},
	}
}

// Replace makes the scope hold exactly these commands. Those whose name exists
// keep their id. Nothing changes when it returns an error.
func (r *Registry) Replace(scope string, wanted []map[string]any) ([]Object, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	have := map[string]Object{}
	for _, o := range r.scopes[scope] {
		have[o.key()] = o
	}
	next, created := make([]Object, 0, len(wanted)), 0
	for _, fields := range wanted {
		old := have[Object(fields).key()]
		if old == nil {
			created++
		}
		next = append(next, r.complete(scope, fields, old))
	}
	if err := r.admit(scope, next, created); err != nil {
		return nil, err
	}
	r.scopes[scope] = next
	return clone(next), nil
}

// Put makes or replaces the command with the name, and reports which.
func (r *Registry) Put(scope string, fields map[string]any) (o Object, created bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := clone(r.scopes[scope])
	place := slices.IndexFunc(list, func(o Object) bool { return o.key() == Object(fields).key() })
	if place >= 0 {
		list[place] = r.complete(scope, fields, list[place])
		r.scopes[scope] = list
		return list[place], false, nil
	}
	o = r.complete(scope, fields, nil)
	list = append(list, o)
	if err := r.admit(scope, list, 1); err != nil {
		return nil, false, err
	}
	r.scopes[scope] = list
	return o, true, nil
}

// Edit changes the parts of a command that are given.
func (r *Registry) Edit(scope, id string, fields map[string]any) (Object, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := clone(r.scopes[scope])
	place := slices.IndexFunc(list, func(o Object) bool { return o["id"] == id })
	if place < 0 {
		return nil, ErrUnknown
	}
	whole := maps.Clone(list[place])
	maps.Copy(whole, fields)
	for i, other := range list {
		if i != place && other.key() == whole.key() {
			return nil, ErrNameTaken
		}
	}
	list[place] = r.complete(scope, whole, list[place])
	r.scopes[scope] = list
	return list[place], nil
}

// Delete removes a command.
func (r *Registry) Delete(scope, id string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := r.scopes[scope]
	next := slices.DeleteFunc(clone(list), func(o Object) bool { return o["id"] == id })
	if len(next) == len(list) {
		return ErrUnknown
	}
	r.scopes[scope] = next
	return nil
}

// List returns the commands of the scope.
func (r *Registry) List(scope string) []Object {
	r.mu.Lock()
	defer r.mu.Unlock()
	return clone(r.scopes[scope])
}

// admit checks the list a scope is to hold and counts what is made in it.
func (r *Registry) admit(scope string, list []Object, created int) error {
	counts := map[int64]int{}
	for _, o := range list {
		kind := rules.TypeOf(o)
		if counts[kind]++; counts[kind] > limits[kind] {
			return ErrTooMany
		}
	}
	yesterday := r.now().Add(-24 * time.Hour)
	made := slices.DeleteFunc(slices.Clone(r.made[scope]), func(at time.Time) bool { return at.Before(yesterday) })
	if len(made)+created > maxCreates {
		return ErrTooManyMade
	}
	for range created {
		made = append(made, r.now())
	}
	r.made[scope] = made
	return nil
}

// Commands are the slash commands that can be typed: those of the guild and
// those of all guilds, or the built-in ones while nothing is registered.
func (r *Registry) Commands(guild string) []definition.Command {
	var all []definition.Command
	seen := map[string]bool{}
	for _, o := range append(r.List(guild), r.List("")...) {
		if rules.TypeOf(o) != rules.ChatInput || seen[o.text("name")] {
			continue
		}
		seen[o.text("name")] = true
		var d definition.Command
		if encoded, err := json.Marshal(o); err == nil && json.Unmarshal(encoded, &d) == nil {
			all = append(all, d)
		}
	}
	if len(all) == 0 {
		return definition.BuiltIn()
	}
	slices.SortFunc(all, func(a, b definition.Command) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// clone copies the list; objects are only ever replaced.
func clone(list []Object) []Object { return append(make([]Object, 0, len(list)), list...) }
