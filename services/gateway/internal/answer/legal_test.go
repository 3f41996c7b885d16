package answer

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/gateway/internal/budget"
	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/gateway/internal/outcome"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// store is a queue, claims and clicks that fail when told to.
type store struct{ err error }

func (s store) Publish(context.Context, interaction.Interaction) error { return s.err }
func (store) Release(interaction.Snowflake)                            {}
func (s store) Claim(context.Context, interaction.Snowflake) (bool, error) {
	return s.err == nil, s.err
}
func (s store) Answered(context.Context, interaction.Snowflake, []byte) error { return s.err }
func (s store) Await(context.Context, interaction.Snowflake) ([]byte, error)  { return nil, s.err }
func (s store) Begin(context.Context, interaction.Snowflake, interaction.Snowflake) error {
	return s.err
}

func (s store) Turn(context.Context, interaction.Snowflake, interaction.Snowflake) (func(), bool, error) {
	return func() {}, true, s.err
}

// nobody does not care for usage.
type nobody struct{}

func (nobody) Used(interaction.Interaction, string, time.Duration, bool, bool) {}

// legal are the callback types Discord takes for each kind of interaction.
var legal = map[interaction.Kind][]int{
	interaction.Command:      {4, 5, 9},
	interaction.Component:    {4, 5, 6, 7, 9},
	interaction.Autocomplete: {8},
	interaction.ModalSubmit:  {4, 5}, // 6 and 7 too when a message opened the modal
}

var tasks = map[string]commands.Task{
	"quick":  {Name: "quick", Run: func(context.Context) (message.Message, error) { return message.Message{Content: "hi"}, nil }},
	"slow":   {Name: "slow", Run: func(ctx context.Context) (message.Message, error) { <-ctx.Done(); return message.Message{}, ctx.Err() }},
	"defers": {Name: "defers", Manner: commands.AlwaysDefer, Ephemeral: true},
	"fails":  {Name: "fails", Run: func(context.Context) (message.Message, error) { return message.Message{}, errors.New("no") }},
	"panics": {Name: "panics", Run: func(context.Context) (message.Message, error) { panic("no") }},
	"file": {Name: "file", Run: func(context.Context) (message.Message, error) {
		return message.Message{File: message.NewFile("alt", nil, "a")}, nil
	}},
}

// everything offers each task to each kind of interaction, in each way that
// compiles.
func everything() commands.Feature {
	var f commands.Feature
	add := func(id string, task commands.Task, change bool) {
		f.Components = append(f.Components, commands.Component{Prefix: id, Parse: func(interaction.Interaction) (commands.ComponentStep, error) {
			if change {
				return commands.Change{Task: task}, nil
			}
			return task, nil
		}})
		f.Dialogs = append(f.Dialogs, commands.Dialog{Prefix: id, Parse: func(interaction.Interaction) (commands.ModalStep, error) {
			if change {
				return commands.Change{Task: task}, nil
			}
			return task, nil
		}})
	}
	for name, task := range tasks {
		f.Commands = append(f.Commands, commands.Command{Name: name, Parse: func(interaction.Interaction) (commands.CommandStep, error) { return task, nil }})
		add(name, task, false)
		add("change "+name, task, true)
	}
	for id, fill := range fills {
		modal := commands.Modal{Name: id, Modal: message.Modal{CustomID: "x"}, Fill: fill}
		f.Commands = append(f.Commands, commands.Command{Name: id, Parse: func(interaction.Interaction) (commands.CommandStep, error) { return modal, nil }})
		f.Components = append(f.Components, commands.Component{Prefix: id, Parse: func(interaction.Interaction) (commands.ComponentStep, error) { return modal, nil }})
	}
	return f
}

// fills are the ways dialogs are filled in.
var fills = map[string]commands.Fill{
	"opens":       nil,
	"is filled":   func(_ context.Context, m message.Modal) (message.Modal, error) { m.Title = "filled"; return m, nil },
	"not filled":  func(context.Context, message.Modal) (message.Modal, error) { return message.Modal{}, errors.New("no") },
	"fill panics": func(context.Context, message.Modal) (message.Modal, error) { panic("no") },
}

func newAnswerer(t *testing.T, s store) *Answerer {
	t.Helper()
	catalog, err := commands.NewCatalog(everything())
	if err != nil {
		t.Fatal(err)
	}
	outcomes, err := outcome.NewRecorder()
	if err != nil {
		t.Fatal(err)
	}
	return &Answerer{
		Catalog: catalog, Queue: s, Claims: s, Clicks: s, Outcomes: outcomes, Usage: nobody{},
		Budgets: budget.New(func() time.Duration { return 20 * time.Millisecond }),
	}
}

// TestDialogsInTime opens no dialog that Discord would not take any more.
func TestDialogsInTime(t *testing.T) {
	a := newAnswerer(t, store{})
	a.Catalog = mustCatalog(t, commands.Modal{Name: "late", Fill: func(ctx context.Context, m message.Modal) (message.Modal, error) {
		<-ctx.Done()
		return m, ctx.Err()
	}})
	in := interaction.Interaction{ID: "1", Kind: interaction.Component, CustomID: "late", ReceivedAt: time.Now().Add(50*time.Millisecond - openLimit)}
	var callback struct{ Type int }
	if err := json.Unmarshal(a.Answer(t.Context(), in), &callback); err != nil || callback.Type != 4 {
		t.Errorf("answered with type %d, %v", callback.Type, err)
	}
}

func mustCatalog(t *testing.T, modal commands.Modal) *commands.Catalog {
	t.Helper()
	catalog, err := commands.NewCatalog(commands.Feature{Components: []commands.Component{{
		Prefix: modal.Name, Parse: func(interaction.Interaction) (commands.ComponentStep, error) { return modal, nil },
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

// TestEveryAnswerIsLegal runs every kind of interaction through every step, with
// and without a message it came from, with and without a working store.
func TestEveryAnswerIsLegal(t *testing.T) {
	ids := []string{"unknown", ""}
	for id := range fills {
		ids = append(ids, id)
	}
	for name := range tasks {
		ids = append(ids, name, "change "+name)
	}
	for _, s := range []store{{}, {errors.New("away")}} {
		a := newAnswerer(t, s)
		for kind, types := range legal {
			for _, id := range ids {
				for _, from := range []*interaction.Message{nil, {ID: "7"}} {
					allowed := types
					if kind == interaction.ModalSubmit && from != nil {
						allowed = append(slices.Clone(types), 6, 7)
					}
					in := interaction.Interaction{ID: "1", Kind: kind, Name: id, CustomID: id, Message: from, ReceivedAt: time.Now()}
					var callback struct {
						Type int
						Data map[string]any
					}
					if err := json.Unmarshal(a.Answer(t.Context(), in), &callback); err != nil || !slices.Contains(allowed, callback.Type) {
						t.Errorf("kind %d, %q, message %v, store %v: callback %d, %v", kind, id, from, s.err, callback.Type, err)
					}
				}
			}
		}
	}
}

func TestVisibilityIsThatOfTheTask(t *testing.T) {
	a := newAnswerer(t, store{})
	for name, want := range map[string]string{
		"defers": `{"type":5,"data":{"flags":64}}`, "slow": `{"type":5}`, "change defers": `{"type":6}`,
	} {
		in := interaction.Interaction{ID: "1", Kind: interaction.Component, CustomID: name, ReceivedAt: time.Now()}
		if got := string(a.Answer(t.Context(), in)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
