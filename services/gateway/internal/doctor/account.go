package doctor

import (
	"context"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"

	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
	"github.com/catalyst-bot/mesh/services/gateway/internal/discordapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

// configuration checks the shape of what was configured.
func (e *examination) configuration(context.Context) {
	const copyKey = "copy Public Key from General Information in the developer portal"
	keys, err := admission.ParseKeys(e.PublicKey)
	switch {
	case e.PublicKey == "":
		e.ill("DISCORD_PUBLIC_KEY is not set", copyKey)
	case err != nil:
		e.ill("DISCORD_PUBLIC_KEY: "+err.Error(), copyKey)
	default:
		e.keys = keys
		e.well("DISCORD_PUBLIC_KEY has the shape of a public key")
	}
	if _, err := interaction.ParseSnowflake(e.ApplicationID); err != nil {
		e.ill("DISCORD_APPLICATION_ID is no id", "copy Application ID from General Information in the developer portal")
	}
}

// account compares the configuration with the application the token opens.
func (e *examination) account(ctx context.Context) {
	if e.Discord == nil {
		e.doubtful("DISCORD_BOT_TOKEN is not set: key, URL, guilds and commands are not compared with Discord's",
			"copy the token from Bot in the developer portal and set it for this command; serving does without")
		return
	}
	application, err := e.Discord.Application(ctx)
	if err != nil {
		e.refused(err)
		return
	}
	e.application = application
	e.well("the bot token is that of %q", application.Name)
	if application.ID == e.ApplicationID {
		e.well("DISCORD_APPLICATION_ID is its id")
	} else {
		e.ill("DISCORD_APPLICATION_ID is not the id of the application the bot token belongs to",
			"set DISCORD_APPLICATION_ID="+application.ID+", or take the token of the other application")
	}
	e.verifyKey()
}

func (e *examination) verifyKey() {
	if e.keys == nil {
		return
	}
	for _, key := range e.keys {
		if strings.EqualFold(hex.EncodeToString(key), e.application.VerifyKey) {
			e.well("DISCORD_PUBLIC_KEY is its public key")
			return
		}
	}
	e.ill("DISCORD_PUBLIC_KEY is not the public key of the application, so every signature fails",
		"set DISCORD_PUBLIC_KEY="+e.application.VerifyKey+" and start the gateway again")
}

// refused explains why Discord did not tell about the application.
func (e *examination) refused(err error) {
	var failure *discordapi.Error
	switch {
	case errors.As(err, &failure) && failure.Status == http.StatusUnauthorized:
		e.ill("Discord does not know the bot token", "reset the token under Bot in the developer portal and set DISCORD_BOT_TOKEN to the new one, without the word Bot")
	case errors.As(err, &failure) && failure.Status == 0:
		e.ill(err.Error(), "let this machine make https requests to "+e.APIURL)
	default:
		e.ill("Discord does not tell about the application: "+err.Error(), "try again in some minutes; check DISCORD_API_URL")
	}
}
