package dispatch

import (
	"context"

	"github.com/catalyst-bot/mesh/services/simulator/internal/event"
	"github.com/catalyst-bot/mesh/services/simulator/internal/prompt"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// Suggestions are what the gateway offers for the option that is being typed.
type Suggestions struct {
	// Choices have a name and a value each.
	Choices []any `json:"choices"`
	// Status is the HTTP status; 0 when there was no answer.
	Status     int               `json:"status"`
	DurationMS float64           `json:"duration_ms"`
	Violations []rules.Violation `json:"violations"`
}

// Suggest asks for suggestions; a failure gives none, as users see it.
func (d *Dispatcher) Suggest(ctx context.Context, command prompt.Command, scene event.Scene) Suggestions {
	l := d.write(draft{kind: rules.Autocomplete, scene: scene, data: d.commandData(command)})
	_, a := d.deliver(ctx, l)
	s := Suggestions{Choices: []any{}, Status: a.Status, DurationMS: a.DurationMS, Violations: a.Violations}
	if choices, ok := a.callback.Data["choices"].([]any); ok && a.accepted() {
		s.Choices = choices
	}
	return s
}
