package commands

import (
	"context"
	"log/slog"
	"strings"
	"sync"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// indicators is the chart service's list of indicators, asked for once.
type indicators struct {
	client chartv1.IndicatorServiceClient
	mu     sync.Mutex
	known  []*chartv1.Indicator
}

// list returns the indicators; none while the chart service does not tell.
func (i *indicators) list(ctx context.Context) []*chartv1.Indicator {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.known != nil {
		return i.known
	}
	reply, err := i.client.ListIndicators(ctx, &chartv1.ListIndicatorsRequest{})
	if err != nil {
		slog.WarnContext(ctx, "indicators not listed", "error", err)
		return nil
	}
	i.known = reply.GetIndicators()
	return i.known
}

// suggest offers the indicators whose code or name has the typed text.
func (i *indicators) suggest(ctx context.Context, _ interaction.Interaction, typed string) ([]message.Choice, error) {
	typed = strings.ToLower(strings.TrimSpace(typed))
	var found []message.Choice
	for _, known := range i.list(ctx) {
		if strings.Contains(known.GetCode(), typed) || strings.Contains(strings.ToLower(known.GetName()), typed) {
			found = append(found, message.Choice{Name: described(known.GetName(), known.GetDescription()), Value: known.GetCode()})
		}
	}
	return found, nil
}

// eachWord completes the last of several words with commas between them.
func eachWord(one Suggest) Suggest {
	return func(ctx context.Context, in interaction.Interaction, typed string) ([]message.Choice, error) {
		before, last := "", typed
		if comma := strings.LastIndexAny(typed, ", "); comma >= 0 {
			before, last = strings.Join(words(typed[:comma]), ", "), typed[comma+1:]
		}
		found, err := one(ctx, in, last)
		if before == "" {
			return found, err
		}
		for i, choice := range found {
			found[i] = message.Choice{Name: before + ", " + choice.Name, Value: before + ", " + choice.Value}
		}
		return found, err
	}
}
