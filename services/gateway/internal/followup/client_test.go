package followup

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
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

func TestRetry(t *testing.T) {
	race := status(404, `{"code":10015,"message":"Unknown Webhook"}`)
	old := fresh()
	old.ReceivedAt = time.Now().Add(-time.Minute)
	for name, c := range map[string]struct {
		in      interaction.Interaction
		answers []http.HandlerFunc
		calls   int
		gone    bool
	}{
		"at once":             {fresh(), nil, 1, false},
		"before Discord knew": {fresh(), []http.HandlerFunc{race, race}, 3, false},
		"long gone":           {old, []http.HandlerFunc{race}, 1, true},
		"message deleted":     {fresh(), []http.HandlerFunc{status(404, `{"code":10008}`)}, 1, true},
		"expired":             {fresh(), []http.HandlerFunc{status(401, `{"code":50027}`)}, 1, true},
		"refused":             {fresh(), []http.HandlerFunc{status(400, `{"code":50035}`)}, 1, true},
		"server trouble":      {fresh(), []http.HandlerFunc{status(502, "<html>"), status(503, "")}, 3, false},
		"rate limited":        {fresh(), []http.HandlerFunc{status(429, `{"retry_after":0.3}`)}, 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			client, calls := discord(t, c.answers...)
			err := Retry(t.Context(), c.in, func(ctx context.Context) error {
				return client.Edit(ctx, c.in, message.Message{Content: "hi"})
			})
			if errors.Is(err, ErrGone) != c.gone || (err == nil) == c.gone || *calls != c.calls {
				t.Errorf("%v after %d calls, want %d", err, *calls, c.calls)
			}
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("the token is in %q", err)
			}
		})
	}
}

func TestRateLimitIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		failure *Error
		least   time.Duration
	}{
		"asked":     {&Error{Status: 429, RetryAfter: 1500 * time.Millisecond}, 1500 * time.Millisecond},
		"not asked": {&Error{Status: 429}, firstPause},
	} {
		if wait, again := verdict(c.failure, firstPause, 0); !again || wait < c.least {
			t.Errorf("%s: again %v after %s", name, again, wait)
		}
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
