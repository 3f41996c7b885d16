package registration

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/discordapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

const (
	// createsPerDay is how many new commands Discord takes in a scope within a
	// day. Updates do not count.
	createsPerDay = 200
	// discordEpoch is what the times in ids count from, in Unix milliseconds.
	discordEpoch = 1420070400000
)

// ErrDailyLimit is returned when a plan creates more than Discord takes today.
var ErrDailyLimit = fmt.Errorf("more than the %d new commands Discord takes a day; apply again tomorrow", createsPerDay)

// Registered is a command as Discord has it.
type Registered struct {
	ID string `json:"id"`
	Definition
}

// Registry is the commands of one application in one scope.
type Registry struct {
	client  *discordapi.Client
	path    string
	inGuild bool
}

// NewRegistry makes the registry of the application's global commands, or of
// those in one guild when guild is not empty.
func NewRegistry(client *discordapi.Client, application, guild interaction.Snowflake) *Registry {
	path := "/applications/" + application.String()
	if guild != "" {
		path += "/guilds/" + guild.String()
	}
	return &Registry{client: client, path: path + "/commands", inGuild: guild != ""}
}

// List returns the commands Discord has.
func (r *Registry) List(ctx context.Context) ([]Registered, error) {
	var list []Registered
	if err := r.client.Do(ctx, http.MethodGet, r.path+"?with_localizations=true", nil, &list); err != nil {
		return nil, fmt.Errorf("list the registered commands: %w", err)
	}
	return list, nil
}

// Plan checks the wanted commands and compares them with those Discord has.
func (r *Registry) Plan(ctx context.Context, want []Definition) (Plan, error) {
	if err := Validate(want); err != nil {
		return Plan{}, err
	}
	have, err := r.List(ctx)
	if err != nil {
		return Plan{}, err
	}
	plan, err := NewPlan(have, want, r.inGuild)
	if err != nil {
		return Plan{}, err
	}
	plan.CreatedToday = createdSince(have, time.Now().Add(-24*time.Hour))
	return plan, nil
}

// Apply does the steps of the plan that change something, and calls done after
// each. It stops at the first that fails; planned again, what was done is not
// done twice. A plan that creates more than Discord takes today is refused
// whole, with ErrDailyLimit.
func (r *Registry) Apply(ctx context.Context, plan Plan, done func(Step)) error {
	if plan.exceeds() {
		return ErrDailyLimit
	}
	for _, step := range plan.Steps {
		if step.Action == Keep {
			continue
		}
		if err := r.do(ctx, step); err != nil {
			return fmt.Errorf("%s %s: %w", step.Action, step.Label, err)
		}
		done(step)
	}
	return nil
}

// Remove deletes the registered commands of this name, whatever their type. It
// calls done after each, and fails when there is none.
func (r *Registry) Remove(ctx context.Context, name string, done func(Step)) error {
	have, err := r.List(ctx)
	if err != nil {
		return err
	}
	var plan Plan
	for _, command := range have {
		if command.Name == name {
			plan.Steps = append(plan.Steps, Step{Action: Delete, Label: command.Label(), id: command.ID})
		}
	}
	if len(plan.Steps) == 0 {
		return fmt.Errorf("no command %q is registered here", name)
	}
	return r.Apply(ctx, plan, done)
}

func (r *Registry) do(ctx context.Context, step Step) error {
	var err error
	switch step.Action {
	case Create:
		err = r.client.Do(ctx, http.MethodPost, r.path, step.body, nil)
	case Update:
		err = r.client.Do(ctx, http.MethodPatch, r.path+"/"+step.id, step.body, nil)
	case Delete:
		err = r.client.Do(ctx, http.MethodDelete, r.path+"/"+step.id, nil, nil)
	}
	var failure *discordapi.Error
	switch {
	case !errors.As(err, &failure):
		return err
	case failure.Code == discordapi.CodeTooManyCreates:
		return ErrDailyLimit
	case failure.Status == http.StatusNotFound && step.Action == Delete:
		return nil // a try that seemed to fail had deleted it
	default:
		return err
	}
}

// createdSince counts the commands that were created later; their ids tell
// when. Discord counts those deleted since as well.
func createdSince(list []Registered, limit time.Time) int {
	n := 0
	for _, command := range list {
		id, err := strconv.ParseUint(command.ID, 10, 64)
		if err == nil && time.UnixMilli(int64(id>>22)+discordEpoch).After(limit) {
			n++
		}
	}
	return n
}
