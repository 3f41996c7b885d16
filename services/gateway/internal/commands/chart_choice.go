package commands

import (
	"context"
	"log/slog"
	"slices"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Looks of a chart, as users read them and as the mesh calls them.
var (
	styles = []Choice{
		{"Candles", "candles"}, {"Hollow candles", "hollow"}, {"Heikin-Ashi", "heikin_ashi"}, {"Bars", "bars"},
		{"Line", "line"}, {"Area", "area"},
	}
	themes = []Choice{
		{"Dark", "dark"}, {"Light", "light"}, {"Discord", "discord"}, {"High contrast, colour-blind safe", "contrast"},
	}
	sizes = []Choice{{"Usual", "discord"}, {"Phone, narrow with larger letters", "phone"}, {"Twice as fine", "retina"}}
)

// choices keeps how users like their charts.
type choices struct {
	client commandv1.CommandServiceClient
}

// of returns how a user likes charts, after keeping what was chosen just now. A
// chart is drawn even when its looks can neither be read nor kept.
func (c choices) of(ctx context.Context, user string, chosen *commandv1.Preferences) *commandv1.Preferences {
	if user == "" {
		return chosen
	}
	if chosen != nil {
		reply, err := c.client.SetPreferences(ctx, &commandv1.SetPreferencesRequest{UserId: user, Preferences: chosen})
		if err != nil {
			slog.WarnContext(ctx, "choice not kept", "error", err)
			return chosen
		}
		return reply.GetPreferences()
	}
	reply, err := c.client.GetPreferences(ctx, &commandv1.GetPreferencesRequest{UserId: user})
	if err != nil {
		slog.WarnContext(ctx, "preferences not read", "error", err)
	}
	return reply.GetPreferences()
}

// choiceOf reads what was chosen in a menu under a chart; nil for a button.
// Choosing nothing among the indicators means none.
func choiceOf(control string, values []string) (*commandv1.Preferences, error) {
	switch control {
	case controlIndicators:
		return &commandv1.Preferences{Indicators: &commandv1.IndicatorChoice{Codes: values}}, nil
	case controlStyle:
		style, err := oneOf("style", styles, values)
		return &commandv1.Preferences{Style: &style}, err
	case controlTheme:
		theme, err := oneOf("theme", themes, values)
		return &commandv1.Preferences{Theme: &theme}, err
	default:
		return nil, nil //nolint:nilnil // a button chooses nothing, which is no fault
	}
}

func oneOf(name string, allowed []Choice, values []string) (string, error) {
	if len(values) != 1 || !slices.ContainsFunc(allowed, func(c Choice) bool { return c.Value == values[0] }) {
		return "", fault.Invalid(name, "That is no "+name+" of a chart. Choose one of the list.")
	}
	return values[0], nil
}
