package doctor

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
	"github.com/catalyst-bot/mesh/services/gateway/internal/discordapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/registration"
)

// world is a gateway behind a proxy, and Discord. Tests put trouble into it
// before it starts.
type world struct {
	patient Patient
	// front stands between the doctor and the gateway.
	front func(gateway http.Handler) http.Handler
	// echoes serves EchoHandler.
	echoes bool
	// token is what the patient uses; Discord knows "right".
	token       discordapi.Token
	application map[string]any
	guilds      []map[string]string
	registered  []map[string]any
	// discordAhead is how far Discord's clock is ahead.
	discordAhead time.Duration
}

// keyOf is the public key of a seed. That of 0 is the application's.
func keyOf(seed byte) string {
	public, _ := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize)).Public().(ed25519.PublicKey)
	return hex.EncodeToString(public)
}

// healthy has nothing wrong with it but being on this machine.
func healthy() *world {
	return &world{
		patient: Patient{
			PublicKey: keyOf(0), ApplicationID: "7", Window: 300 * time.Second,
			Commands: []registration.Definition{{Name: "check", Description: "Numbers"}, {Name: "chart", Description: "Picture"}},
		},
		front: func(gateway http.Handler) http.Handler { return gateway }, echoes: true, token: "right",
		application: map[string]any{"id": "7", "name": "Catalyst", "verify_key": keyOf(0)},
		guilds:      []map[string]string{{"id": "9", "name": "Home", "permissions": "117760"}},
		registered: []map[string]any{
			{"id": "1", "type": 1, "name": "check", "description": "Numbers", "contexts": nil, "integration_types": []int{0, 1}},
			{"id": "2", "type": 1, "name": "chart", "description": "Picture", "dm_permission": true},
		},
	}
}

// start runs the world. The endpoint is registered with Discord unless the
// test registered something itself.
func (w *world) start(t *testing.T) {
	t.Helper()
	gateway := httptest.NewServer(w.front(w.gateway(t)))
	t.Cleanup(gateway.Close)
	endpoint := gateway.URL + "/interactions"
	if _, ok := w.application["interactions_endpoint_url"]; !ok {
		w.application["interactions_endpoint_url"] = endpoint
	}
	w.patient.Endpoint = strings.ReplaceAll(w.patient.Endpoint, "GATEWAY", gateway.URL)
	discord := httptest.NewServer(w.discord())
	t.Cleanup(discord.Close)
	w.patient.APIURL = discord.URL
	if w.token == "" {
		return
	}
	client, err := discordapi.NewClient(discord.URL, w.token)
	if err != nil {
		t.Fatal(err)
	}
	w.patient.Discord = client
}

// gateway is the real gate, and the real echo.
func (w *world) gateway(t *testing.T) http.Handler {
	t.Helper()
	keys, err := admission.ParseKeys(keyOf(0))
	if err != nil {
		t.Fatal(err)
	}
	ring := admission.NewRing("7", keys)
	gate, err := admission.NewGate(func() *admission.Ring { return ring }, w.patient.Window, http.NotFoundHandler())
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("POST /interactions", gate)
	mux.HandleFunc("GET /{$}", func(http.ResponseWriter, *http.Request) {})
	if w.echoes {
		mux.Handle("POST "+EchoPath, EchoHandler())
	}
	return mux
}

func (w *world) discord() http.Handler {
	mux := http.NewServeMux()
	serve := func(pattern string, answer any) {
		mux.HandleFunc(pattern, func(rw http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") != "Bot right" {
				rw.WriteHeader(http.StatusUnauthorized)
				answer = map[string]any{"message": "401: Unauthorized", "code": 0}
			}
			_ = json.NewEncoder(rw).Encode(answer)
		})
	}
	mux.HandleFunc("GET /gateway", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Date", time.Now().Add(w.discordAhead).UTC().Format(http.TimeFormat))
	})
	serve("GET /applications/@me", w.application)
	serve("GET /users/@me/guilds", w.guilds)
	serve("GET /applications/7/commands", w.registered)
	serve("GET /applications/7/guilds/9/commands", w.registered)
	return mux
}
