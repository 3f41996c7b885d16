package registration

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/discordapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

// fake keeps commands as Discord does: it fills in defaults, adds fields of its
// own and lists what it has in another order.
type fake struct {
	t        *testing.T
	commands map[string]map[string]any
	// calls are the changes asked for, such as "PATCH /chart [options]".
	calls []string
	// refuse answers the next change with this status and body.
	refuse func(w http.ResponseWriter) bool
	last   uint64
}

func newFake(t *testing.T) *fake {
	return &fake{t: t, commands: map[string]map[string]any{}, last: idAt(time.Now().Add(-48 * time.Hour))}
}

// idAt is the first id of that time.
func idAt(at time.Time) uint64 { return uint64(at.UnixMilli()-discordEpoch) << 22 }

func (f *fake) registry(guild interaction.Snowflake) *Registry {
	f.t.Helper()
	server := httptest.NewServer(f)
	f.t.Cleanup(server.Close)
	client, err := discordapi.NewClient(server.URL, "secret")
	if err != nil {
		f.t.Fatal(err)
	}
	return NewRegistry(client, "7", guild)
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rest, global := strings.CutPrefix(r.URL.Path, "/applications/7/commands")
	if !global {
		rest = strings.TrimPrefix(r.URL.Path, "/applications/7/guilds/9/commands")
	}
	id := strings.TrimPrefix(rest, "/")
	if r.Method == http.MethodGet {
		f.list(w, r)
		return
	}
	var body map[string]any
	if r.Method != http.MethodDelete {
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			f.t.Error(err)
		}
	}
	f.note(r.Method, id, body)
	if f.refuse != nil && f.refuse(w) {
		return
	}
	switch r.Method {
	case http.MethodPost:
		f.last++
		id = fmt.Sprint(f.last)
		f.commands[id] = f.stored(id, body, global)
		w.WriteHeader(http.StatusCreated)
	case http.MethodPatch:
		maps.Copy(f.commands[id], body)
	case http.MethodDelete:
		delete(f.commands, id)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	_ = json.NewEncoder(w).Encode(f.commands[id])
}

// stored adds what Discord adds; see NousResearch/hermes-agent#107397 and
// discord/discord-api-docs#6744.
func (f *fake) stored(id string, body map[string]any, global bool) map[string]any {
	stored := map[string]any{
		"id": id, "application_id": "7", "version": id, "type": 1, "name_localizations": nil,
		"description_localizations": nil, "default_member_permissions": nil, "dm_permission": true, "nsfw": false,
		"contexts": nil, "integration_types": []int{0, 1},
	}
	if !global {
		stored["guild_id"], stored["integration_types"] = "9", []int{0}
	}
	maps.Copy(stored, body)
	if options, ok := stored["options"].([]any); ok && len(options) == 0 {
		delete(stored, "options")
	}
	return stored
}

func (f *fake) list(w http.ResponseWriter, r *http.Request) {
	if r.URL.RawQuery != "with_localizations=true" {
		f.t.Errorf("listed with %q", r.URL.RawQuery)
	}
	list := slices.Collect(maps.Values(f.commands))
	slices.SortFunc(list, func(a, b map[string]any) int {
		return -strings.Compare(fmt.Sprint(a["id"]), fmt.Sprint(b["id"]))
	})
	_ = json.NewEncoder(w).Encode(list)
}

func (f *fake) note(method, id string, body map[string]any) {
	name := body["name"]
	if known, ok := f.commands[id]; ok {
		name = known["name"]
	}
	call := fmt.Sprintf("%s /%v", method, name)
	if method == http.MethodPatch {
		call += fmt.Sprint(" ", slices.Sorted(maps.Keys(body)))
	}
	f.calls = append(f.calls, call)
}

// add puts a command there as somebody else registered it.
func (f *fake) add(command string) {
	f.t.Helper()
	var body map[string]any
	if err := json.Unmarshal([]byte(command), &body); err != nil {
		f.t.Fatal(err)
	}
	f.last++
	id := fmt.Sprint(f.last)
	f.commands[id] = f.stored(id, body, true)
}
