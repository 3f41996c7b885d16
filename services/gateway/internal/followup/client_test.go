package followup

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secret = "aW50ZXJhY3Rpb246canary"

func fresh() interaction.Interaction {
	return interaction.Interaction{ID: "1", ApplicationID: "7", Token: secret, ReceivedAt: time.Now()}
}

// discord answers each request with the next of the given answers and then
// with success.
func discord(t *testing.T, answers ...http.HandlerFunc) (*Client, *int) {
	t.Helper()
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		if r.Header.Get("Authorization") != "" || !strings.HasPrefix(r.Header.Get("User-Agent"), "DiscordBot (") {
			t.Errorf("headers %v", r.Header)
		}
		if calls <= len(answers) {
			answers[calls-1](w, r)
		}
	}))
	t.Cleanup(server.Close)
	client, err := NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	client.http.Transport = &http.Transport{DisableKeepAlives: true}
	return client, &calls
}

func status(code int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		_, _ = w.Write([]byte(body))
	}
}

// end names how Retry ended.
func end(err error) string {
	var later *Later
	switch {
	case err == nil:
		return "done"
	case errors.Is(err, ErrGone):
		return "gone"
	case errors.Is(err, ErrRefused):
		return "refused"
	case errors.As(err, &later):
		return "later"
	default:
		return err.Error()
	}
}

func limited(scope, wait string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-RateLimit-Scope", scope)
		w.Header().Set("X-RateLimit-Remaining", "3") // a shared limit looks healthy
		w.Header().Set("X-RateLimit-Reset-After", "0.1")
		w.Header().Set("Retry-After", wait)
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte(`{"message":"You are being rate limited.","retry_after":` + wait + `}`))
	}
}

func cutOff(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

func TestRetry(t *testing.T) {
	race := status(404, `{"code":10015,"message":"Unknown Webhook"}`)
	minuteOld, dying := fresh(), fresh()
	minuteOld.ReceivedAt = time.Now().Add(-time.Minute)
	dying.ReceivedAt = time.Now().Add(time.Second - tokenLife)
	for name, c := range map[string]struct {
		in      interaction.Interaction
		answers []http.HandlerFunc
		calls   int
		end     string
	}{
		"at once":             {fresh(), nil, 1, "done"},
		"before Discord knew": {fresh(), []http.HandlerFunc{race, race}, 3, "done"},
		"long gone":           {minuteOld, []http.HandlerFunc{race}, 1, "gone"},
		"message deleted":     {fresh(), []http.HandlerFunc{status(404, `{"code":10008}`)}, 1, "gone"},
		"expired":             {fresh(), []http.HandlerFunc{status(401, `{"code":50027}`)}, 1, "gone"},
		"forbidden":           {fresh(), []http.HandlerFunc{status(403, `{"code":50013}`)}, 1, "gone"},
		"form":                {fresh(), []http.HandlerFunc{status(400, `{"code":50035}`)}, 1, "refused"},
		"filtered":            {fresh(), []http.HandlerFunc{status(400, `{"code":200000}`)}, 1, "refused"},
		"too large":           {fresh(), []http.HandlerFunc{status(413, `<html>`)}, 1, "refused"},
		"server trouble":      {fresh(), []http.HandlerFunc{status(502, "<html>"), status(503, "")}, 3, "done"},
		"cut off":             {fresh(), []http.HandlerFunc{cutOff, cutOff}, 3, "done"},
		"rate limited":        {fresh(), []http.HandlerFunc{limited("user", "0.3")}, 2, "done"},
		"long limit":          {fresh(), []http.HandlerFunc{limited("shared", "30.5")}, 1, "later"},
		"limit beyond token":  {dying, []http.HandlerFunc{limited("user", "2")}, 1, "gone"},
		"Cloudflare":          {fresh(), []http.HandlerFunc{status(429, "error code: 1015")}, 1, "later"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, calls := discord(t, c.answers...)
			err := client.Retry(t.Context(), c.in, func(ctx context.Context) error {
				return client.Edit(ctx, c.in, message.Message{Content: "hi"})
			})
			if end(err) != c.end || *calls != c.calls {
				t.Errorf("%v after %d calls, want %s after %d", err, *calls, c.end, c.calls)
			}
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("the token is in %q", err)
			}
		})
	}
}

func TestRetryGivesUpForNow(t *testing.T) {
	client, calls := discord(t, slices.Repeat([]http.HandlerFunc{status(500, "")}, 10)...)
	in := fresh()
	err := client.Retry(t.Context(), in, func(ctx context.Context) error { return client.Notice(ctx, in, "hi") })
	var later *Later
	if !errors.As(err, &later) || later.Wait < patience || *calls != tries {
		t.Errorf("%v after %d calls", err, *calls)
	}
}

func TestRefusalNamesFieldsOnly(t *testing.T) {
	client, _ := discord(t, status(400, `{"code":50035,"message":"Invalid Form Body","errors":{"embeds":{"0":{"title":{"_errors":[
		{"code":"BASE_TYPE_MAX_LENGTH","message":"`+secret+`"}]}}},"content":{"_errors":[]}}}`))
	err := client.Edit(t.Context(), fresh(), message.Message{Content: "hi"})
	if want := "Discord answered 400, code 50035, about content, embeds.0.title"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestUnreachableDiscordKeepsTheSecret(t *testing.T) {
	client, err := NewClient("http://127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	err = client.Edit(t.Context(), fresh(), message.Message{Content: "hi"})
	if err == nil || strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "webhooks") {
		t.Errorf("error %q", err)
	}
}

func TestNewClientWantsAURL(t *testing.T) {
	for _, base := range []string{"", "discord.com", "ftp://x", "://"} {
		if _, err := NewClient(base); err == nil {
			t.Errorf("%q accepted", base)
		}
	}
}
