package main

import (
	"io"
	"strings"
	"testing"

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
	for answer, want := range map[string]bool{"yes\n": true, " Yes \r\n": true, "yes": true, "": false, "\n": false, "no\n": false, "y\n": false} {
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
