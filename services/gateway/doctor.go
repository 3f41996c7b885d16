package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/catalyst-bot/mesh/services/gateway/internal/discordapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/doctor"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

// ill is the status of an examination that found what keeps the bot from
// working.
const ill = service.Exit(1)

type diagnose struct {
	bot          `embed:""`
	verification `embed:""`

	URL string `name:"url" help:"Public URL of the interactions endpoint; the one Discord has unless given."`
}

// Run prints every finding.
func (d *diagnose) Run(ctx context.Context) error {
	want, err := wanted()
	if err != nil {
		return err
	}
	var client *discordapi.Client
	if d.Token != "" {
		if client, err = d.client(); err != nil {
			return err
		}
	}
	keys, err := d.publicKeys()
	if err != nil {
		return err
	}
	worst := doctor.Examine(ctx, doctor.Patient{
		PublicKey: keys, ApplicationID: d.ApplicationID, APIURL: d.APIURL, Discord: client,
		Guild: d.Guild, Commands: want, Endpoint: d.URL, Window: d.Freshness,
	}, func(f doctor.Finding) { fmt.Println(f) })
	if worst == doctor.Ill {
		return ill
	}
	return ctx.Err()
}

// publicKeys are those of the application in question, in hex.
func (d *diagnose) publicKeys() (string, error) {
	if d.KeysFile == "" {
		return d.PublicKey, nil
	}
	text, err := os.ReadFile(d.KeysFile)
	if err != nil {
		return "", fmt.Errorf("DISCORD_KEYS_FILE: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(line); len(words) > 1 && words[0] == d.ApplicationID {
			return strings.Join(words[1:], ""), nil
		}
	}
	return "", errors.New("DISCORD_APPLICATION_ID: the doctor looks at one application of DISCORD_KEYS_FILE; set its id")
}
