package webhook

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/trouble"
)

const hello = `{"content":"x",` + none + `}`

func (b *bench) play(fault trouble.Fault) {
	b.t.Helper()
	fault.Count = 1
	if err := b.trouble.Faults.Set(fault); err != nil {
		b.t.Fatal(err)
	}
}

func TestFaultsThatAnswer(t *testing.T) {
	b := newBench(t).deferred()
	for kind, want := range map[string]struct {
		status, code int
		header, body string
	}{
		trouble.RateLimited:       {429, 0, "X-RateLimit-Scope=user", `"retry_after":0.5`},
		trouble.RateLimitedShared: {429, 0, "X-RateLimit-Remaining=4", `"retry_after":0.5`},
		trouble.RateLimitedGlobal: {429, 0, "X-RateLimit-Global=true", `"global":true`},
		trouble.Cloudflare:        {429, 0, "Retry-After=", "error code: 1015"},
		trouble.InternalError:     {500, 0, "Content-Type=application/json", "500"},
		trouble.BadGateway:        {502, 0, "Content-Type=text/html", "<html>"},
		trouble.Unavailable:       {503, 0, "Content-Type=application/json", "503"},
		trouble.UnknownWebhook:    {404, 10015, "Content-Type=application/json", "Unknown Webhook"},
		trouble.UnknownMessage:    {404, 10008, "Content-Type=application/json", "Unknown Message"},
		trouble.InvalidToken:      {401, 50027, "Content-Type=application/json", "Invalid Webhook Token"},
		trouble.InvalidForm:       {400, 50035, "Content-Type=application/json", `{"embeds":{"0":{"description":{"_errors":[`},
		trouble.Blocked:           {403, 0, "Content-Type=text/html", "40333"},
	} {
		b.play(trouble.Fault{Kind: kind})
		res := b.json(http.MethodPatch, original, hello)
		name, value, _ := strings.Cut(want.header, "=")
		if got := res.Header.Get(name); got != value {
			t.Errorf("%s: %s is %q, want %q", kind, name, got, value)
		}
		if body := b.expect(res, want.status, want.code); !strings.Contains(body, want.body) {
			t.Errorf("%s: %s lacks %s", kind, body, want.body)
		}
		b.expect(b.json(http.MethodPatch, original, hello), 200, 0)
	}
	report := b.counts.Report()
	if report.InvalidRequests != 5 || report.WebhookCalls["PATCH 200"] != 12 || report.Messages[b.message].WebhookCalls != 24 {
		t.Errorf("statistics %+v", report)
	}
}

func TestFaultIsForTheCallItMatches(t *testing.T) {
	b := newBench(t).deferred()
	b.play(trouble.Fault{Kind: trouble.InternalError, Match: trouble.FollowUp})
	b.expect(b.json(http.MethodPatch, original, hello), 200, 0)
	b.expect(b.json(http.MethodPost, hook, hello), 500, 0)
	b.expect(b.json(http.MethodPost, hook, hello), 200, 0)
}

// TestFaultsOfTheConnection needs a real one, to be cut.
func TestFaultsOfTheConnection(t *testing.T) {
	for kind, want := range map[string]struct{ cut, applied bool }{
		trouble.Reset: {true, false}, trouble.ResetAfter: {true, true}, trouble.Slow: {false, true}, trouble.SlowBody: {false, true},
	} {
		b := newBench(t).deferred()
		server := httptest.NewServer(b.handler)
		b.play(trouble.Fault{Kind: kind, Delay: 100 * time.Millisecond})
		req, _ := http.NewRequest(http.MethodPatch, server.URL+original, strings.NewReader(hello))
		req.Header.Set("User-Agent", "DiscordBot (https://example.com, 1)")
		req.Header.Set("Content-Type", "application/json")
		begin := time.Now()
		res, err := server.Client().Do(req)
		if err == nil {
			body, readErr := io.ReadAll(res.Body)
			if err = readErr; err == nil && !strings.Contains(string(body), `"content":"x"`) {
				t.Errorf("%s: body %s", kind, body)
			}
			res.Body.Close()
		}
		if took := time.Since(begin); (err != nil) != want.cut || (!want.cut && took < 90*time.Millisecond) {
			t.Errorf("%s: %v after %s", kind, err, took)
		}
		server.Close() // the handler has counted by then
		if applied := b.shown().State == channel.Done; applied != want.applied {
			t.Errorf("%s: applied %v", kind, applied)
		}
		if cut := b.counts.Report().WebhookCalls["PATCH cut"]; (cut == 1) != want.cut {
			t.Errorf("%s: %d calls were counted as cut", kind, cut)
		}
	}
}

func TestRateLimitOfAnInteraction(t *testing.T) {
	b := newBench(t).deferred()
	b.trouble.Settings.Change(func(s *trouble.Settings) { s.RateLimit = true })
	for range limitCalls {
		b.expect(b.json(http.MethodPatch, original, hello), 200, 0)
	}
	res := b.json(http.MethodPatch, original, hello)
	b.expect(res, 429, 0)
	if res.Header.Get("X-RateLimit-Remaining") != "0" || res.Header.Get("Retry-After") != "2" || res.Header.Get("X-RateLimit-Scope") != "user" {
		t.Errorf("headers %v", res.Header)
	}
	b.trouble.Clock.Advance(limitWindow)
	res = b.json(http.MethodPatch, original, hello)
	b.expect(res, 200, 0)
	if res.Header.Get("X-RateLimit-Remaining") != "4" || len(res.Header.Get("X-RateLimit-Bucket")) != 32 {
		t.Errorf("headers %v", res.Header)
	}
}

func TestAckRace(t *testing.T) {
	b := newBench(t)
	b.trouble.Settings.Change(func(s *trouble.Settings) { s.AckRace = 500 * time.Millisecond })
	b.deferred()
	b.expect(b.json(http.MethodPatch, original, hello), 404, 10015)
	b.now = b.now.Add(499 * time.Millisecond)
	b.expect(b.json(http.MethodPatch, original, hello), 404, 10015)
	b.now = b.now.Add(time.Millisecond)
	b.expect(b.json(http.MethodPatch, original, hello), 200, 0)
}

func TestFollowUpsOfAUserInstalledApplication(t *testing.T) {
	b := newBench(t)
	b.channel.Open(channel.Interaction{ID: "6", Token: "other", Kind: 2, UserInstalled: true})
	b.channel.Answered("other", deferral, nil)
	path := strings.Replace(hook, "secret", "other", 1)
	b.expect(b.json(http.MethodPatch, path+"/messages/@original", hello), 200, 0)
	for range 5 {
		b.expect(b.json(http.MethodPost, path, hello), 200, 0)
	}
	b.expect(b.json(http.MethodPost, path, hello), 400, 40094)
}

func TestFollowUpByItsID(t *testing.T) {
	b := newBench(t).deferred()
	b.expect(b.json(http.MethodPatch, original, hello), 200, 0)
	b.expect(b.json(http.MethodPost, hook, hello), 200, 0)
	all, _, _ := b.channel.Since(0)
	path := hook + "/messages/" + all[1].ID
	b.expect(b.json(http.MethodPatch, path, `{"content":"y",`+none+`}`), 200, 0)
	if body := b.expect(b.json(http.MethodGet, path, ""), 200, 0); !strings.Contains(body, `"content":"y"`) {
		t.Errorf("GET: %s", body)
	}
	b.expect(b.json(http.MethodDelete, path, ""), 204, 0)
	b.expect(b.json(http.MethodPatch, path, hello), 404, 10008)
	b.expect(b.json(http.MethodPatch, hook+"/messages/1", hello), 404, 10008)
}
