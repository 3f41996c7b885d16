package registry

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/snowflake"
)

const (
	app    = "1000000000000000001"
	token  = "a-bot"
	global = "/api/v10/applications/" + app + "/commands"
	guild  = "/api/v10/applications/" + app + "/guilds/" + channel.GuildID + "/commands"
)

type bench struct {
	t        *testing.T
	now      time.Time
	registry *Registry
	mux      *http.ServeMux
}

func newBench(t *testing.T) *bench {
	b := &bench{t: t, now: time.Unix(1700000000, 0), mux: http.NewServeMux()}
	b.registry = New(app, &snowflake.Source{}, func() time.Time { return b.now })
	NewEndpoints(b.registry, token).Register(b.mux)
	return b
}

// call sends a request of the bot and decodes the answer into what is given.
func (b *bench) call(method, path, body string, want int, into any) {
	b.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("User-Agent", "DiscordBot (https://example.com, 1)")
	r.Header.Set("Authorization", "Bot "+token)
	w := httptest.NewRecorder()
	b.mux.ServeHTTP(w, r)
	raw, _ := io.ReadAll(w.Result().Body)
	if w.Code != want {
		b.t.Fatalf("%s %s: %d %s, want %d", method, path, w.Code, raw, want)
	}
	if into != nil {
		if err := json.Unmarshal(raw, into); err != nil {
			b.t.Fatalf("%s: %v", raw, err)
		}
	}
}

func (b *bench) code(method, path, body string, status, code int) {
	b.t.Helper()
	var refused struct{ Code int }
	b.call(method, path, body, status, &refused)
	if refused.Code != code {
		b.t.Errorf("%s %s: code %d, want %d", method, path, refused.Code, code)
	}
}

const check = `{"name":"check","description":"d","options":[
	{"type":3,"name":"ticker","description":"d","required":true,"autocomplete":false,"choices":[]},
	{"type":3,"name":"timeframe","description":"d","required":false,"choices":[{"name":"Day","value":"1D"}]}]}`

func TestServerFillsInDefaults(t *testing.T) {
	b := newBench(t)
	var made map[string]any
	b.call(http.MethodPost, global, check, 201, &made)
	options := made["options"].([]any)
	first, second := options[0].(map[string]any), options[1].(map[string]any)
	for key, want := range map[string]any{
		"application_id": app, "type": 1.0, "default_member_permissions": nil, "dm_permission": true, "nsfw": false, "contexts": nil,
	} {
		if got, ok := made[key]; !ok || got != want {
			t.Errorf("%s is %v, want %v", key, got, want)
		}
	}
	if made["id"] == "" || made["version"] == "" || fmt.Sprint(made["integration_types"]) != "[0]" {
		t.Errorf("made %v", made)
	}
	if _, ok := first["autocomplete"]; ok || first["required"] != true || second["required"] != nil || first["choices"] != nil {
		t.Errorf("options %v", options)
	}
	var plain, full []map[string]any
	b.call(http.MethodGet, global, "", 200, &plain)
	b.call(http.MethodGet, global+"?with_localizations=true", "", 200, &full)
	if _, ok := plain[0]["name_localizations"]; ok {
		t.Error("localizations were not asked for")
	}
	if _, ok := full[0]["name_localizations"]; !ok {
		t.Error("localizations were asked for")
	}
}

func TestUpsertEditAndDelete(t *testing.T) {
	b := newBench(t)
	var made, again, same, edited map[string]any
	b.call(http.MethodPost, guild, check, 201, &made)
	b.call(http.MethodPost, guild, check, 200, &same)
	b.call(http.MethodPost, guild, `{"name":"check","description":"other"}`, 200, &again)
	if made["version"] != same["version"] || again["id"] != made["id"] || again["version"] == made["version"] || made["guild_id"] != channel.GuildID {
		t.Errorf("made %v, again %v", made, again)
	}
	path := guild + "/" + made["id"].(string)
	b.call(http.MethodPatch, path, `{"default_member_permissions":32}`, 200, &edited)
	if edited["default_member_permissions"] != "32" || edited["description"] != "other" {
		t.Errorf("edited %v", edited)
	}
	b.call(http.MethodPatch, path, `{"default_member_permissions":null}`, 200, &edited)
	if edited["default_member_permissions"] != nil {
		t.Errorf("edited %v", edited)
	}
	b.call(http.MethodPost, guild, `{"name":"chart","description":"d"}`, 201, nil)
	b.code(http.MethodPatch, path, `{"name":"chart"}`, 400, 50035)
	b.call(http.MethodGet, path, "", 200, nil)
	b.call(http.MethodDelete, path, "", 204, nil)
	b.code(http.MethodGet, path, "", 404, 10063)
	b.code(http.MethodDelete, path, "", 404, 10063)
	if known := b.registry.Commands(channel.GuildID); len(known) != 1 || known[0].Name != "chart" || known[0].ID == "" {
		t.Errorf("commands %+v", known)
	}
}

// discordgo writes the list here: a second writer of what the gateway sends.
func TestReplaceKeepsIDs(t *testing.T) {
	b := newBench(t)
	list, _ := json.Marshal([]*discordgo.ApplicationCommand{
		{Name: "check", Description: "d"}, {Name: "chart", Description: "d"},
	})
	var first, second []discordgo.ApplicationCommand
	b.call(http.MethodPut, global, string(list), 200, &first)
	b.call(http.MethodPut, global, `[{"name":"chart","description":"new"},{"name":"ask","description":"d"}]`, 200, &second)
	if len(second) != 2 || second[0].ID != first[1].ID || second[0].Version == first[1].Version || second[1].ID == first[0].ID {
		t.Errorf("first %+v, second %+v", first, second)
	}
	b.call(http.MethodPut, global, `[]`, 200, &second)
	if len(b.registry.List("")) != 0 || len(b.registry.Commands("")) == 0 {
		t.Error("an empty list does not empty the scope, or leaves nothing to type")
	}
}

func TestQuotaOfADay(t *testing.T) {
	b := newBench(t)
	list := func(from, count int) string {
		items := make([]string, count)
		for i := range items {
			items[i] = fmt.Sprintf(`{"name":"c%d","description":"d"}`, from+i)
		}
		return "[" + strings.Join(items, ",") + "]"
	}
	b.code(http.MethodPut, global, list(0, 101), 400, 30032)
	b.call(http.MethodPut, global, list(0, 100), 200, nil)
	b.call(http.MethodPut, global, list(0, 100), 200, nil)
	b.call(http.MethodPut, global, list(100, 100), 200, nil)
	b.code(http.MethodPut, global, list(200, 1), 400, 30034)
	b.call(http.MethodPost, guild, check, 201, nil) // another scope
	b.now = b.now.Add(25 * time.Hour)
	b.call(http.MethodPut, global, list(200, 1), 200, nil)
}

func TestWhoMayRegister(t *testing.T) {
	b := newBench(t)
	for name, c := range map[string]struct {
		agent, authorization, path string
		status                     int
	}{
		"no token":      {"DiscordBot (x, 1)", "", global, 401},
		"other token":   {"DiscordBot (x, 1)", "Bot other", global, 401},
		"no agent":      {"", "Bot " + token, global, 403},
		"other app":     {"DiscordBot (x, 1)", "Bot " + token, strings.Replace(global, app, "7", 1), 404},
		"unknown guild": {"DiscordBot (x, 1)", "Bot " + token, strings.Replace(guild, channel.GuildID, "7", 1), 403},
		"the bot":       {"DiscordBot (x, 1)", "Bot " + token, global, 200},
	} {
		r := httptest.NewRequest(http.MethodGet, c.path, nil)
		r.Header.Set("User-Agent", c.agent)
		r.Header.Set("Authorization", c.authorization)
		w := httptest.NewRecorder()
		b.mux.ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%s: %d, want %d", name, w.Code, c.status)
		}
	}
	b.code(http.MethodPut, global, `[{"name":"Check","description":"d"}]`, 400, 50035)
	b.code(http.MethodPost, global, `{`, 400, 50109)
}
