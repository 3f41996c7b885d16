package discordapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secret = "MTA.canary.token"

// discord answers each request with the next of the given answers, and the
// last one for ever.
func discord(t *testing.T, answers ...http.HandlerFunc) (*Client, *int) {
	t.Helper()
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bot "+secret || !strings.HasPrefix(r.Header.Get("User-Agent"), "DiscordBot (") {
			t.Errorf("headers of %s %s are wrong", r.Method, r.URL)
		}
		answers[min(calls, len(answers)-1)](w, r)
		calls++
	}))
	t.Cleanup(server.Close)
	client, err := NewClient(server.URL+"/", secret)
	if err != nil {
		t.Fatal(err)
	}
	client.http.Transport = &http.Transport{DisableKeepAlives: true}
	return client, &calls
}

func status(code int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
		_, _ = w.Write([]byte(body))
	}
}

func TestDo(t *testing.T) {
	well := status(200, `{"id":"7"}`)
	for name, c := range map[string]struct {
		answers []http.HandlerFunc
		calls   int
		want    string
	}{
		"at once":          {[]http.HandlerFunc{well}, 1, ""},
		"limited by body":  {[]http.HandlerFunc{status(429, `{"retry_after":0.2}`), well}, 2, ""},
		"server trouble":   {[]http.HandlerFunc{status(502, "<html>"), well}, 2, ""},
		"long limit":       {[]http.HandlerFunc{status(429, `{"message":"slow down","retry_after":0.2}`, "Retry-After", "121")}, 1, "429 (slow down); try again in 2m1s"},
		"Cloudflare":       {[]http.HandlerFunc{status(429, "error code: 1015")}, 1, "blocked"},
		"creates used up":  {[]http.HandlerFunc{status(429, `{"code":30034,"retry_after":0.1}`)}, 1, "30034"},
		"wrong token":      {[]http.HandlerFunc{status(401, `{"code":0,"message":"401: Unauthorized"}`)}, 1, "401: Unauthorized"},
		"redirect":         {[]http.HandlerFunc{status(302, "", "Location", "http://127.0.0.1:1/")}, 1, "302"},
		"no JSON":          {[]http.HandlerFunc{status(200, "<html>")}, 1, "decode Discord's answer"},
		"faults have path": {[]http.HandlerFunc{status(400, treeOfFaults)}, 1, "code 50035 (Invalid Form Body): name: BASE_TYPE_REQUIRED; options.0.name: A; options.0.name: B"},
	} {
		t.Run(name, func(t *testing.T) {
			client, calls := discord(t, c.answers...)
			var reply struct{ ID string }
			err := client.Do(t.Context(), http.MethodPatch, "/x", map[string]string{"private": "value"}, &reply)
			switch {
			case *calls != c.calls:
				t.Errorf("%d calls, want %d", *calls, c.calls)
			case c.want == "" && (err != nil || reply.ID != "7"):
				t.Errorf("reply %+v, %v", reply, err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("error %v, want %q", err, c.want)
			}
			if err != nil && (strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "private")) {
				t.Errorf("%q tells what it must not", err)
			}
		})
	}
}

const treeOfFaults = `{"code":50035,"message":"Invalid Form Body","errors":{
	"options":{"0":{"name":{"_errors":[{"code":"A","message":"private"},{"code":"B","message":"private"}]}}},
	"name":{"_errors":[{"code":"BASE_TYPE_REQUIRED","message":"This field is required"}]}}}`

func TestUnreachable(t *testing.T) {
	client, err := NewClient("http://127.0.0.1:1", secret)
	if err != nil {
		t.Fatal(err)
	}
	err = client.exchange(t.Context(), http.MethodGet, "/x", nil, nil)
	var failure *Error
	if !errors.As(err, &failure) || failure.Unwrap() == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("error %v", err)
	}
}

func TestVerdictGivesUp(t *testing.T) {
	failure, pauses := &Error{Status: 503}, []time.Duration(nil)
	for pause := firstPause; ; pause *= 2 {
		wait, again := verdict(failure, pause)
		if !again {
			break
		}
		pauses = append(pauses, wait)
	}
	if want := []time.Duration{firstPause, 2 * firstPause, lastPause}; !slices.Equal(pauses, want) {
		t.Errorf("pauses %v, want %v", pauses, want)
	}
}

func TestTokenIsHidden(t *testing.T) {
	token := Token(secret)
	coded, err := json.Marshal(map[string]any{"token": token})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		fmt.Sprint(token), fmt.Sprintf("%#v %q %+v", token, token, struct{ T Token }{token}),
		token.LogValue().String(), string(coded),
	} {
		if strings.Contains(text, "canary") {
			t.Errorf("%q tells the token", text)
		}
	}
}

func TestGuildsArePaged(t *testing.T) {
	var asked []string
	client, _ := discord(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.RawQuery)
		guilds := make([]Guild, guildPage)
		for i := range guilds {
			guilds[i].ID = fmt.Sprint(100 + i)
		}
		if len(asked) > 1 {
			guilds = guilds[:1]
		}
		_ = json.NewEncoder(w).Encode(guilds)
	})
	guilds, err := client.Guilds(t.Context())
	if err != nil || len(guilds) != guildPage+1 || !slices.Equal(asked, []string{"after=0", "after=299"}) {
		t.Errorf("%d guilds by %v, %v", len(guilds), asked, err)
	}
}

func TestNewClientWantsAURL(t *testing.T) {
	for _, base := range []string{"", "discord.com", "ftp://x", "://"} {
		if _, err := NewClient(base, ""); err == nil {
			t.Errorf("%q accepted", base)
		}
	}
}
