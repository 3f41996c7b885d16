package main

import (
	"context"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/gateway/internal/registration"
)

func TestWantedCommandsAreValid(t *testing.T) {
	want, err := wanted()
	if err != nil || len(want) == 0 {
		t.Fatalf("%d commands, %v", len(want), err)
	}
	if err := registration.Validate(want); err != nil {
		t.Error(err)
	}
}

func TestAgreed(t *testing.T) {
	for answer, want := range map[string]bool{"yes\n": true, "Yes \r\n": true, "yes": true, "": false, "\n": false, "no\n": false, "y\n": false} {
		if got := agreed(strings.NewReader(answer), io.Discard); got != want {
			t.Errorf("%q: %v", answer, got)
		}
	}
}

func TestBotNamesWhatIsMissing(t *testing.T) {
	for want, b := range map[string]bot{
		"DISCORD_BOT_TOKEN":      {},
		"DISCORD_API_URL":        {Token: "x"},
		"DISCORD_APPLICATION_ID": {Token: "x", application: application{APIURL: "http://x"}},
		"--guild":                {Token: "x", application: application{APIURL: "http://x", ApplicationID: "7"}, Guild: "home"},
	} {
		if _, err := b.registry(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("error %v, want %s named", err, want)
		}
	}
}

func TestDefinitions(t *testing.T) {
	suggest := func(context.Context, interaction.Interaction, string) ([]message.Choice, error) { return nil, nil }
	catalog, err := commands.NewCatalog(commands.Feature{Commands: []commands.Command{
		{Name: "list", Description: "Lists", Subcommands: []commands.Subcommand{{
			Name: "add", Description: "Adds", Options: []commands.Option{
				{Name: "ticker", Description: "Symbol", Required: true, Suggest: suggest},
				{Name: "unit", Description: "Unit", Choices: []commands.Choice{{Name: "Day", Value: "1D"}}},
			},
		}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := []registration.Definition{{
		Type: registration.ChatInput, Name: "list", Description: "Lists", Options: []registration.Option{{
			Type: registration.Subcommand, Name: "add", Description: "Adds", Options: []registration.Option{
				{Type: registration.String, Name: "ticker", Description: "Symbol", Required: true, Autocomplete: true},
				{Type: registration.String, Name: "unit", Description: "Unit", Choices: []registration.Choice{{Name: "Day", Value: "1D"}}},
			},
		}},
	}}
	if got := definitions(catalog); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}
