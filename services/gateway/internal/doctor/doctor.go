// Package doctor looks for what most often keeps a bot from working: a wrong
// key, a wrong URL, a body altered on its way, clocks that differ, permissions
// and commands that are missing. It says what to change.
package doctor

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"net/http"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
	"github.com/catalyst-bot/mesh/services/gateway/internal/discordapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/registration"
)

// callLimit bounds one request to the endpoint.
const callLimit = 10 * time.Second

// Patient is what is examined.
type Patient struct {
	// PublicKey and ApplicationID are as they were configured.
	PublicKey     string
	ApplicationID string
	// APIURL is the base of Discord's API; its clock is read without a token.
	APIURL string
	// Discord is asked about the application; nil without a bot token.
	Discord *discordapi.Client
	// Guild is looked at alone; every guild, and global commands, when empty.
	Guild interaction.Snowflake
	// Commands are those in the code.
	Commands []registration.Definition
	// Endpoint is the public URL of the interactions endpoint; the one Discord
	// has when empty.
	Endpoint string
	// Window is the greatest age of a request the gateway takes; 0 is any.
	Window time.Duration
}

// Level is how bad a finding is.
type Level int

// Well needs nothing; Doubtful may explain trouble, or was not examined; Ill
// does explain it.
const (
	Well Level = iota
	Doubtful
	Ill
)

// String is the word for people.
func (l Level) String() string { return [...]string{"ok", "warn", "FAIL"}[l] }

// Finding is the result of one check.
type Finding struct {
	Level Level
	// What was seen.
	What string
	// Advice is what to change; empty when Well.
	Advice string
}

// String is the line for people.
func (f Finding) String() string {
	line := fmt.Sprintf("%-4s  %s", f.Level, f.What)
	if f.Advice != "" {
		line += "  -> " + f.Advice
	}
	return line
}

// examination is one visit of a patient.
type examination struct {
	Patient
	http   *http.Client
	report func(Finding)
	keys   admission.Keys
	// application is what Discord has; its ID is empty when that is unknown.
	application discordapi.Application
	// discordAhead is how far Discord's clock is ahead of this machine's; nil
	// when that is unknown.
	discordAhead *time.Duration
}

// Examine makes every check and reports each finding at once. It returns the
// worst level. Checks that need what is missing are left out.
func Examine(ctx context.Context, p Patient, report func(Finding)) Level {
	worst := Well
	e := &examination{Patient: p, report: func(f Finding) {
		worst = max(worst, f.Level)
		report(f)
	}}
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment}
	defer transport.CloseIdleConnections()
	e.http = &http.Client{Transport: transport, Timeout: callLimit, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // Discord follows none
	}}
	for _, check := range []func(context.Context){
		e.configuration, e.account, e.clock, e.address, e.endpoint, e.body, e.guilds, e.commands,
	} {
		if ctx.Err() != nil {
			break
		}
		check(ctx)
	}
	return worst
}

func (e *examination) well(format string, args ...any) {
	e.report(Finding{Level: Well, What: fmt.Sprintf(format, args...)})
}

func (e *examination) doubtful(what, advice string) {
	e.report(Finding{Level: Doubtful, What: what, Advice: advice})
}

func (e *examination) ill(what, advice string) {
	e.report(Finding{Level: Ill, What: what, Advice: advice})
}

// strangerKey is a key that nobody knows the public half of.
func strangerKey() (ed25519.PrivateKey, error) {
	_, key, err := ed25519.GenerateKey(nil)
	return key, err
}
