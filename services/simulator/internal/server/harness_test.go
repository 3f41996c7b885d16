package server_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/simulator/internal/application"
	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/definition"
	"github.com/catalyst-bot/mesh/services/simulator/internal/dispatch"
	"github.com/catalyst-bot/mesh/services/simulator/internal/identity"
	"github.com/catalyst-bot/mesh/services/simulator/internal/jaeger"
	"github.com/catalyst-bot/mesh/services/simulator/internal/registry"
	"github.com/catalyst-bot/mesh/services/simulator/internal/server"
	"github.com/catalyst-bot/mesh/services/simulator/internal/snowflake"
	"github.com/catalyst-bot/mesh/services/simulator/internal/statistics"
	"github.com/catalyst-bot/mesh/services/simulator/internal/trouble"
	"github.com/catalyst-bot/mesh/services/simulator/internal/webhook"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	app      = "1000000000000000001"
	botToken = "test-token"
)

// gateway is a small one: it verifies, decodes, and answers as it is told.
type gateway struct {
	t        *testing.T
	key      ed25519.PublicKey
	webhooks string // base of the webhook API
	answer   func(in discordgo.Interaction) string
	traces   chan string
	edits    sync.WaitGroup
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !discordgo.VerifyInteraction(r, g.key) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var in discordgo.Interaction
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		g.t.Errorf("another decoder cannot read the interaction: %v", err)
	}
	select {
	case g.traces <- r.Header.Get("Traceparent"):
	default:
	}
	w.Header().Set("Content-Type", "application/json")
	if in.Type == discordgo.InteractionPing {
		_, _ = io.WriteString(w, `{"type":1}`)
		return
	}
	_, _ = io.WriteString(w, g.answer(in))
}

// patch sends an edit some time after the answer, as a worker would.
func (g *gateway) patch(token, body string) {
	time.Sleep(20 * time.Millisecond)
	path := g.webhooks + "/webhooks/" + app + "/" + token + "/messages/@original"
	req, _ := http.NewRequest(http.MethodPatch, path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "DiscordBot (https://example.com, 1)")
	res, err := http.DefaultClient.Do(req)
	if err != nil || res.StatusCode != http.StatusOK {
		g.t.Errorf("edit: %v, %v", res, err)
		return
	}
	_ = res.Body.Close()
}

// noTraces is a Jaeger that is away.
type noTraces struct{}

func (noTraces) Trace(context.Context, string) ([]jaeger.Span, error) { return nil, jaeger.ErrAway }

// bench is a whole simulator with a small gateway behind it.
type bench struct {
	t       *testing.T
	url     string
	api     *server.Server
	gateway *gateway
}

func newBench(t *testing.T) *bench {
	id, err := identity.Load(filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	key, _ := hex.DecodeString(id.PublicKey())
	g := &gateway{t: t, key: key, traces: make(chan string, 1)}
	endpoint := httptest.NewServer(g)
	ids, wrong := &snowflake.Source{}, trouble.New()
	room, counts := channel.New(ids, wrong.Clock.Now), statistics.New(wrong.Clock.Now)
	dispatcher := dispatch.New(
		dispatch.Settings{Endpoint: endpoint.URL, ApplicationID: app, Limit: 300 * time.Millisecond},
		dispatch.Parts{Signer: id, Channel: room, IDs: ids, Trouble: wrong, Statistics: counts})
	commands := registry.New(app, ids, wrong.Clock.Now)
	api := server.New(server.Parts{
		Channel: room, Sender: dispatcher, Traces: noTraces{}, Trouble: wrong, Statistics: counts,
		Commands: func() []definition.Command { return commands.Commands(channel.GuildID) },
	})
	front := httptest.NewServer(api.Handler(webhook.New(app, "simulator-bot-token", room, wrong, counts),
		registry.NewEndpoints(commands, botToken), application.New(app, id.PublicKey(), botToken, dispatcher)))
	g.webhooks = front.URL + "/api/v10"
	t.Cleanup(func() {
		g.edits.Wait()
		api.Stop()
		dispatcher.Close()
		http.DefaultClient.CloseIdleConnections()
		front.Close()
		endpoint.Close()
	})
	return &bench{t, front.URL, api, g}
}

// post sends JSON and decodes the answer.
func (b *bench) post(path, body string, want int) map[string]any {
	b.t.Helper()
	res, err := http.Post(b.url+path, "application/json", strings.NewReader(body))
	return b.decode(res, err, want)
}

func (b *bench) get(path string, want int) map[string]any {
	b.t.Helper()
	res, err := http.Get(b.url + path)
	return b.decode(res, err, want)
}

func (b *bench) decode(res *http.Response, err error, want int) map[string]any {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, _ := io.ReadAll(res.Body)
	if res.StatusCode != want {
		b.t.Fatalf("status %d, want %d: %s", res.StatusCode, want, raw)
	}
	var answer map[string]any
	if len(bytes.TrimSpace(raw)) > 0 {
		if err := json.Unmarshal(raw, &answer); err != nil {
			b.t.Fatalf("%s: %v", raw, err)
		}
	}
	return answer
}

// final sends a command and waits for its message.
func (b *bench) final(text string) map[string]any {
	b.t.Helper()
	command, _ := json.Marshal(map[string]string{"text": text})
	id := b.post("/api/commands", string(command), 200)["id"].(string)
	return b.get("/api/messages/"+id+"?wait=final&timeout=5s", 200)
}
