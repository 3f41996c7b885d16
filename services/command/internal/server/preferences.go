package server

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/protobuf/types/known/timestamppb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/preferences"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// GetPreferences says how a user wants charts drawn.
func (c *Command) GetPreferences(ctx context.Context, req *commandv1.GetPreferencesRequest) (*commandv1.GetPreferencesResponse, error) {
	id, err := parseUser(req.GetUserId())
	if err != nil {
		return nil, err
	}
	saved, ok, err := c.preferences.Get(ctx, id)
	if err != nil {
		return nil, unreachable("Preferences", err)
	}
	reply := &commandv1.GetPreferencesResponse{Preferences: convertChoice(saved.Choice)}
	if ok {
		reply.SavedAt = timestamppb.New(saved.At)
	}
	return reply, nil
}

// SetPreferences saves what a user chooses and leaves the rest as it is.
func (c *Command) SetPreferences(ctx context.Context, req *commandv1.SetPreferencesRequest) (*commandv1.SetPreferencesResponse, error) {
	id, err := parseUser(req.GetUserId())
	if err != nil {
		return nil, err
	}
	saved, err := c.preferences.Set(ctx, id, parseChoice(req.GetPreferences()))
	if err != nil {
		return nil, refused(err)
	}
	return &commandv1.SetPreferencesResponse{Preferences: convertChoice(saved.Choice), SavedAt: timestamppb.New(saved.At)}, nil
}

// ClearPreferences forgets everything a user chose.
func (c *Command) ClearPreferences(ctx context.Context, req *commandv1.ClearPreferencesRequest) (*commandv1.ClearPreferencesResponse, error) {
	id, err := parseUser(req.GetUserId())
	if err != nil {
		return nil, err
	}
	cleared, err := c.preferences.Clear(ctx, id)
	if err != nil {
		return nil, unreachable("Preferences", err)
	}
	return &commandv1.ClearPreferencesResponse{Cleared: cleared}, nil
}

func parseChoice(wire *commandv1.Preferences) preferences.Choice {
	if wire == nil {
		return preferences.Choice{}
	}
	choice := preferences.Choice{Style: wire.Style, Theme: wire.Theme, Size: wire.Size}
	if wire.GetIndicators() != nil {
		choice.Indicators = append([]string{}, wire.GetIndicators().GetCodes()...)
	}
	return choice
}

func convertChoice(choice preferences.Choice) *commandv1.Preferences {
	wire := &commandv1.Preferences{Style: choice.Style, Theme: choice.Theme, Size: choice.Size}
	if choice.Indicators != nil {
		wire.Indicators = &commandv1.IndicatorChoice{Codes: choice.Indicators}
	}
	return wire
}

// refused tells what cannot be chosen from a store that cannot be reached.
func refused(err error) error {
	var unlisted preferences.WordError
	switch {
	case errors.Is(err, preferences.ErrEmpty):
		return fault.Invalid("preferences", "Nothing is chosen. Choose a style, a theme, a size or indicators.")
	case errors.Is(err, preferences.ErrTooMany):
		return fault.Invalid("preferences.indicators", fmt.Sprintf("A chart takes at most %d indicators. Choose fewer.", preferences.MaxIndicators))
	case errors.As(err, &unlisted):
		return fault.Invalid("preferences."+unlisted.Field, "That cannot be chosen: "+unlisted.Error()+".")
	default:
		return unreachable("Preferences", err)
	}
}
