package e2e

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/disgoorg/disgo/discord"
)

// stranger is an endpoint made of other people's libraries: it verifies with
// one and decodes with another, and acknowledges everything.
type stranger struct {
	t    *testing.T
	key  ed25519.PublicKey
	seen map[discord.InteractionType]int
}

func (s *stranger) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !discordgo.VerifyInteraction(r, s.key) {
		s.t.Error("discordgo does not verify the simulator's signature")
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Error(err)
	}
	decoded, err := discord.UnmarshalInteraction(body)
	if err != nil {
		s.t.Errorf("disgo does not read %s: %v", body, err)
		return
	}
	s.seen[decoded.Type()]++
	w.Header().Set("Content-Type", "application/json")
	callbacks := map[discord.InteractionType]string{
		discord.InteractionTypeAutocomplete: `{"type":8,"data":{"choices":[]}}`,
		discord.InteractionTypeComponent:    `{"type":6}`,
	}
	callback, ok := callbacks[decoded.Type()]
	if !ok {
		callback = `{"type":4,"data":{"content":"hi"}}`
	}
	_, _ = io.WriteString(w, callback)
}

// TestSimulatorSpeaksDiscord lets other people's decoders read what the
// simulator sends, so that the gateway is not tested against its own idea.
func TestSimulatorSpeaksDiscord(t *testing.T) {
	command, err := running.GatewayCommand(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other := &stranger{t: t, key: publicKey(t, command.Env), seen: map[discord.InteractionType]int{}}
	endpoint := httptest.NewServer(other)
	defer endpoint.Close()
	shown := final(t, send(t, "/check AAPL")).ID
	kinds := map[int]map[string]any{
		2: {"id": "1", "name": "check", "type": 1, "options": []any{map[string]any{"name": "ticker", "type": 3, "value": "AAPL"}}},
		3: {"custom_id": "v1:check:ask", "component_type": 2},
		4: {"id": "1", "name": "check", "type": 1, "options": []any{map[string]any{"name": "ticker", "type": 3, "value": "AA", "focused": true}}},
		5: {"custom_id": "v1:check:symbol", "components": []any{map[string]any{
			"type": 1, "components": []any{map[string]any{"type": 4, "custom_id": "ticker", "value": "AAPL"}},
		}}},
	}
	for _, context := range []string{"guild", "dm", "user_install"} {
		for kind, data := range kinds {
			request := map[string]any{"type": kind, "data": data, "context": context, "to": endpoint.URL + "/interactions"}
			if kind == 3 {
				request["message_id"] = shown
			}
			var sent struct {
				Answers []struct {
					Status     int             `json:"status"`
					Violations json.RawMessage `json:"violations"`
				} `json:"answers"`
			}
			status := call(t, http.MethodPost, "/api/interactions", request, &sent)
			if status != http.StatusOK || len(sent.Answers) != 1 || sent.Answers[0].Status != http.StatusOK {
				t.Errorf("kind %d in %s: %d %+v", kind, context, status, sent)
			}
		}
	}
	if len(other.seen) != len(kinds) {
		t.Errorf("the stranger saw %v", other.seen)
	}
}

func publicKey(t *testing.T, env []string) ed25519.PublicKey {
	t.Helper()
	for _, pair := range env {
		if text, found := strings.CutPrefix(pair, "DISCORD_PUBLIC_KEY="); found {
			key, err := hex.DecodeString(text)
			if err != nil || len(key) != ed25519.PublicKeySize {
				t.Fatalf("%q is no key: %v", text, err)
			}
			return key
		}
	}
	t.Fatal("the gateway is told no key")
	return nil
}
