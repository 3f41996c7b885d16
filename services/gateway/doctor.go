package main

import (
	"context"
	"fmt"

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
	worst := doctor.Examine(ctx, doctor.Patient{
		PublicKey: d.PublicKey, ApplicationID: d.ApplicationID, APIURL: d.APIURL, Discord: client,
		Guild: d.Guild, Commands: want, Endpoint: d.URL, Window: d.Freshness,
	}, func(f doctor.Finding) { fmt.Println(f) })
	if worst == doctor.Ill {
		return ill
	}
	return ctx.Err()
}
