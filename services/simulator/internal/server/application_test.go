package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// asBot sends a request of the application.
func (b *bench) asBot(method, path, body string, want int) map[string]any {
	b.t.Helper()
	req, _ := http.NewRequest(method, b.url+"/api/v10"+path, strings.NewReader(body))
	req.Header.Set("Authorization", "Bot "+botToken)
	req.Header.Set("User-Agent", "DiscordBot (https://example.com, 1)")
	res, err := http.DefaultClient.Do(req)
	return b.decode(res, err, want)
}

func TestEndpointIsVerified(t *testing.T) {
	b := newBench(t)
	old := b.asBot(http.MethodGet, "/applications/@me", "", 200)
	if len(old["verify_key"].(string)) != 64 || old["id"] != app {
		t.Errorf("application %v", old)
	}
	for name, handler := range map[string]http.HandlerFunc{
		"takes everything": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"type":1}`) },
		"takes nothing":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) },
	} {
		server := httptest.NewServer(handler)
		body := `{"interactions_endpoint_url":"` + server.URL + `"}`
		refused, _ := json.Marshal(b.asBot(http.MethodPatch, "/applications/@me", body, 400))
		if !strings.Contains(string(refused), "APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID") {
			t.Errorf("%s: %s", name, refused)
		}
		server.Close()
	}
	for _, body := range []string{`{`, `{}`, `{"interactions_endpoint_url":"gateway"}`} {
		b.asBot(http.MethodPatch, "/applications/@me", body, 400)
	}
	second := httptest.NewServer(b.gateway)
	defer second.Close()
	b.gateway.answer = hi
	set := b.asBot(http.MethodPatch, "/applications/@me", `{"interactions_endpoint_url":"`+second.URL+`"}`, 200)
	if set["interactions_endpoint_url"] != second.URL || b.final("/check AAPL")["content"] != "hi" {
		t.Errorf("application %v", set)
	}
}

func TestRegisteredCommandsAreTyped(t *testing.T) {
	b := newBench(t)
	made := b.asBot(http.MethodPost, "/applications/"+app+"/commands",
		`{"name":"backtest","description":"d","options":[{"type":4,"name":"days","description":"d"}]}`, 201)
	b.gateway.answer = func(in discordgo.Interaction) string {
		data := in.ApplicationCommandData()
		if data.ID != made["id"] || data.Options[0].Type != discordgo.ApplicationCommandOptionInteger || data.Options[0].IntValue() != 30 {
			t.Errorf("data %+v", data)
		}
		return hi(in)
	}
	b.final("/backtest 30")
	b.post("/api/commands", `{"text":"/backtest month"}`, 400)
}
