package server

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/preferences"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func prefer(t *testing.T, url string) *Command {
	t.Helper()
	return New(Parts{Preferences: preferences.NewStore(databasetest.Open(t, url, "command", schema.Migrations))})
}

func TestPreferences(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		c := prefer(t, url)
		get := func() *commandv1.GetPreferencesResponse {
			reply, err := c.GetPreferences(t.Context(), &commandv1.GetPreferencesRequest{UserId: "ann"})
			if err != nil {
				t.Fatal(err)
			}
			return reply
		}
		if none := get(); none.GetSavedAt() != nil || !proto.Equal(none.GetPreferences(), &commandv1.Preferences{}) {
			t.Errorf("before any choice: %v", none)
		}
		for _, choose := range []*commandv1.Preferences{
			{Theme: new("contrast"), Indicators: &commandv1.IndicatorChoice{Codes: []string{"rsi"}}},
			{Indicators: &commandv1.IndicatorChoice{}},
		} {
			if _, err := c.SetPreferences(t.Context(), &commandv1.SetPreferencesRequest{UserId: "ann", Preferences: choose}); err != nil {
				t.Fatal(err)
			}
		}
		want := &commandv1.Preferences{Theme: new("contrast"), Indicators: &commandv1.IndicatorChoice{}}
		if got := get(); !proto.Equal(got.GetPreferences(), want) || time.Since(got.GetSavedAt().AsTime()) > time.Minute {
			t.Errorf("saved %v", got)
		}
		for _, want := range []bool{true, false} {
			reply, err := c.ClearPreferences(t.Context(), &commandv1.ClearPreferencesRequest{UserId: "ann"})
			if err != nil || reply.GetCleared() != want {
				t.Errorf("cleared %v, %v", reply, err)
			}
		}
	})
}

func TestPreferenceFaults(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		c := prefer(t, url)
		set := func(id string, choice *commandv1.Preferences) error {
			_, err := c.SetPreferences(t.Context(), &commandv1.SetPreferencesRequest{UserId: id, Preferences: choice})
			return err
		}
		_, get := c.GetPreferences(t.Context(), &commandv1.GetPreferencesRequest{})
		_, clearing := c.ClearPreferences(t.Context(), &commandv1.ClearPreferencesRequest{UserId: "a b"})
		for name, want := range map[string]struct {
			err    error
			public string
		}{
			"no choice":      {set("ann", nil), "Nothing is chosen"},
			"empty choice":   {set("ann", &commandv1.Preferences{}), "Nothing is chosen"},
			"empty style":    {set("ann", &commandv1.Preferences{Style: new("")}), "one of candles, hollow"},
			"unknown theme":  {set("ann", &commandv1.Preferences{Theme: new("pink")}), "one of dark, light"},
			"unknown code":   {set("ann", &commandv1.Preferences{Indicators: &commandv1.IndicatorChoice{Codes: []string{"sma1"}}}), "smaN and emaN with N of 2 to 400"},
			"too many codes": {set("ann", &commandv1.Preferences{Indicators: &commandv1.IndicatorChoice{Codes: preferences.Indicators}}), "at most 16"},
			"long user":      {set(strings.Repeat("x", 65), nil), "1 to 64"},
			"get for nobody": {get, "1 to 64"}, "clear for spaces": {clearing, "1 to 64"},
		} {
			if f := fault.From(want.err); f.Code() != codes.InvalidArgument || !strings.Contains(f.Public(), want.public) {
				t.Errorf("%s: %s %q", name, f.Code(), f.Public())
			}
		}
	})
}

func TestPreferencesAway(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url, "command", schema.Migrations)
		c := New(Parts{Preferences: preferences.NewStore(db)})
		db.Close()
		_, get := c.GetPreferences(t.Context(), &commandv1.GetPreferencesRequest{UserId: "ann"})
		_, set := c.SetPreferences(t.Context(), &commandv1.SetPreferencesRequest{
			UserId: "ann", Preferences: &commandv1.Preferences{Style: new("line")},
		})
		_, clearing := c.ClearPreferences(t.Context(), &commandv1.ClearPreferencesRequest{UserId: "ann"})
		for i, err := range []error{get, set, clearing} {
			f := fault.From(err)
			if f.Code() != codes.Unavailable || f.RetryAfter() == 0 || strings.Contains(f.Public(), "sql") {
				t.Errorf("call %d: %s", i, fmt.Sprint(f))
			}
		}
	})
}
