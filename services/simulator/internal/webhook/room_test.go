package webhook

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/trouble"
)

const alerts = "/api/v10/channels/" + channel.AlertsID + "/messages"

// bot calls as the holder of a token.
func (b *bench) bot(token, method, path, body string) *http.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("User-Agent", "DiscordBot (https://example.com, 1)")
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", token)
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w.Result()
}

func (b *bench) posted() (list []channel.Message) { return b.channel.In(channel.AlertsID, 100) }

func TestPosts(t *testing.T) {
	const mine = "Bot " + botToken
	once := `{"content":"news","nonce":"n1","enforce_nonce":true,` + none + `}`
	b := newBench(t)
	b.expect(b.bot("Bot other", http.MethodPost, alerts, once), 401, 0)
	b.expect(b.bot("", http.MethodPost, alerts, once), 401, 0)
	b.expect(b.bot(mine, http.MethodPost, "/api/v10/channels/5/messages", once), 404, 10003)
	for name, body := range map[string]string{
		"ephemeral": `{"content":"x","flags":64,` + none + `}`, "nonce": `{"content":"x","nonce":"12345678901234567890123456",` + none + `}`,
		"key": `{"content":"x","avatar_url":"x",` + none + `}`, "picture": `{"embeds":[{"image":{"url":"attachment://a.png"}}],` + none + `}`,
	} {
		if res := b.bot(mine, http.MethodPost, alerts, body); res.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %d", name, res.StatusCode)
		}
	}
	first := b.expect(b.bot(mine, http.MethodPost, alerts, once), 200, 0)
	if again := b.expect(b.bot(mine, http.MethodPost, alerts, once), 200, 0); again != first || len(b.posted()) != 1 {
		t.Errorf("the nonce did not count: %s after %s", again, first)
	}
	if !strings.Contains(first, `"channel_id":"`+channel.AlertsID+`"`) || strings.Contains(first, "webhook_id") {
		t.Errorf("message %s", first)
	}
	b.now = b.now.Add(4 * time.Minute)
	b.expect(b.bot(mine, http.MethodPost, alerts, once), 200, 0)
	b.expect(b.bot(mine, http.MethodPost, alerts, strings.Replace(once, "true", "false", 1)), 200, 0)
	if len(b.posted()) != 3 {
		t.Errorf("%d messages", len(b.posted()))
	}
	if body := b.expect(b.bot(mine, http.MethodGet, alerts+"?limit=2", ""), 200, 0); strings.Count(body, `"content":"news"`) != 2 {
		t.Errorf("history %s", body)
	}
	b.expect(b.bot(mine, http.MethodGet, alerts+"?limit=101", ""), 400, 50035)
}

func TestPostsMeetTrouble(t *testing.T) {
	const mine = "Bot " + botToken
	b := newBench(t)
	for kind, want := range map[string][2]int{trouble.MissingAccess: {403, 50001}, trouble.UnknownChannel: {404, 10003}, trouble.InternalError: {500, 0}, trouble.RateLimitedGlobal: {429, 0}} {
		if err := b.trouble.Faults.Set(trouble.Fault{Kind: kind, Count: 1, Match: trouble.Post}); err != nil {
			t.Fatal(err)
		}
		b.expect(b.bot(mine, http.MethodPost, alerts, `{"content":"x",`+none+`}`), want[0], want[1])
	}
	b.trouble.Settings.Change(func(s *trouble.Settings) { s.RateLimit = true })
	for i := range limitCalls + 1 {
		res := b.bot(mine, http.MethodPost, alerts, `{"content":"x",`+none+`}`)
		if limited := res.StatusCode == http.StatusTooManyRequests; limited != (i == limitCalls) {
			t.Errorf("call %d: %d", i, res.StatusCode)
		}
	}
}
