package webhook

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
	"github.com/catalyst-bot/mesh/services/simulator/internal/snowflake"
	"github.com/catalyst-bot/mesh/services/simulator/internal/statistics"
	"github.com/catalyst-bot/mesh/services/simulator/internal/trouble"
)

const (
	application = "1000000000000000001"
	hook        = "/api/v10/webhooks/" + application + "/secret"
	original    = hook + "/messages/@original"
	botToken    = "bot-token"
	none        = `"allowed_mentions":{"parse":[]}`
)

var deferral = rules.Callback{Type: rules.DeferMessage}

// bench is a webhook with one interaction that can be moved in time.
type bench struct {
	t       *testing.T
	now     time.Time
	channel *channel.Channel
	trouble *trouble.Trouble
	counts  *statistics.Statistics
	handler http.Handler
	message string
}

func newBench(t *testing.T) *bench {
	b := &bench{t: t, now: time.Unix(1700000000, 0), trouble: trouble.New()}
	b.trouble.Settings.Change(func(s *trouble.Settings) { s.RateLimit = false })
	b.channel = channel.New(&snowflake.Source{}, func() time.Time { return b.now })
	mux := http.NewServeMux()
	b.counts = statistics.New(func() time.Time { return b.now })
	New(application, botToken, b.channel, b.trouble, b.counts).Register(mux)
	b.handler = mux
	b.message = b.channel.Open(channel.Interaction{ID: "5", Token: "secret", Kind: rules.Command})
	return b
}

func (b *bench) deferred() *bench {
	b.channel.Answered("secret", deferral, nil)
	return b
}

func (b *bench) call(method, path, contentType string, body []byte) *http.Response {
	r := httptest.NewRequest(method, path, bytes.NewReader(body))
	r.Header.Set("User-Agent", "DiscordBot (https://example.com, 1)")
	r.Header.Set("Content-Type", contentType)
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w.Result()
}

func (b *bench) json(method, path, body string) *http.Response {
	return b.call(method, path, "application/json", []byte(body))
}

// expect checks status and Discord's code, and returns the body.
func (b *bench) expect(res *http.Response, status, code int) string {
	b.t.Helper()
	raw, _ := io.ReadAll(res.Body)
	var body struct{ Code int }
	_ = json.Unmarshal(raw, &body)
	if res.StatusCode != status || body.Code != code {
		b.t.Errorf("got %d, code %d: %s; want %d, %d", res.StatusCode, body.Code, raw, status, code)
	}
	return string(raw)
}

func (b *bench) shown() channel.Message {
	b.t.Helper()
	m, err := b.channel.Message(b.message)
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

func picture(t *testing.T) []byte {
	var buffer bytes.Buffer
	if err := png.Encode(&buffer, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}

func TestTokenClock(t *testing.T) {
	b := newBench(t)
	b.expect(b.json(http.MethodPatch, original, `{"content":"x"}`), 404, 10015)
	b.deferred()
	b.expect(b.json(http.MethodPatch, strings.Replace(original, "secret", "other", 1), `{"content":"x"}`), 404, 10015)
	b.expect(b.json(http.MethodPatch, strings.Replace(original, application, "7", 1), `{"content":"x"}`), 404, 10015)
	b.now = b.now.Add(channel.TokenLife - time.Millisecond)
	b.expect(b.json(http.MethodPatch, original, `{"content":"x",`+none+`}`), 200, 0)
	b.now = b.now.Add(time.Millisecond)
	for _, method := range []string{http.MethodPatch, http.MethodGet, http.MethodDelete} {
		b.expect(b.json(method, original, `{"content":"y"}`), 401, 50027)
	}
	b.expect(b.json(http.MethodPost, hook, `{"content":"y"}`), 401, 50027)
	if m := b.shown(); m.State != channel.Done || m.Content != "x" || len(m.Violations) != 0 {
		t.Errorf("message %+v", m)
	}
}

func TestDeferredMessageExpires(t *testing.T) {
	b := newBench(t).deferred()
	b.now = b.now.Add(channel.TokenLife)
	b.channel.Expire()
	if m := b.shown(); m.State != channel.Failed || m.Error == "" {
		t.Errorf("message %+v", m)
	}
	b.now = b.now.Add(2 * channel.TokenLife)
	b.channel.Expire()
	b.expect(b.json(http.MethodGet, original, ""), 404, 10015)
}

func TestAgentIsRequired(t *testing.T) {
	b := newBench(t).deferred()
	r := httptest.NewRequest(http.MethodPatch, original, strings.NewReader(`{"content":"x"}`))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	b.expect(w.Result(), 403, 40333)
}

// discordgo writes the form here: a second writer of what the gateway sends.
func TestMultipartOfAnotherWriter(t *testing.T) {
	b := newBench(t).deferred()
	contentType, body, err := discordgo.MultipartBodyWithJSON(map[string]any{
		"embeds":           []any{map[string]any{"title": "t", "image": map[string]any{"url": "attachment://chart.png"}}},
		"attachments":      []any{map[string]any{"id": "0", "filename": "chart.png", "description": "alt"}},
		"allowed_mentions": map[string]any{"parse": []any{}},
	}, []*discordgo.File{{Name: "chart.png", ContentType: "image/png", Reader: bytes.NewReader(picture(t))}})
	if err != nil {
		t.Fatal(err)
	}
	b.expect(b.call(http.MethodPatch, original, contentType, body), 200, 0)
	m := b.shown()
	if len(m.Attachments) != 1 || len(m.Violations) != 0 || m.State != channel.Done {
		t.Fatalf("message %+v", m)
	}
	a := m.Attachments[0]
	shown, _ := m.Embeds[0]["image"].(map[string]any)
	if a.Width != 40 || a.Height != 30 || a.Description != "alt" || shown["url"] != a.URL {
		t.Errorf("attachment %+v, embed shows %v", a, shown)
	}
	b.expect(b.json(http.MethodPatch, original, `{"content":"kept",`+none+`}`), 200, 0)
	if m = b.shown(); len(m.Attachments) != 1 {
		t.Errorf("an edit without attachments dropped the file: %+v", m)
	}
	b.expect(b.json(http.MethodPatch, original, `{"embeds":[],"attachments":[],`+none+`}`), 200, 0)
	if m = b.shown(); len(m.Attachments) != 0 || m.Content != "kept" {
		t.Errorf("unlisted file stayed: %+v", m)
	}
}

func TestFormsDiscordRefuses(t *testing.T) {
	part := func(disposition, extra, data string) string {
		return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n" + extra + "\r\n" + data + "\r\n"
	}
	payload := part(`name="payload_json"`, "Content-Type: application/json\r\n", `{"content":"x",`+none+`}`)
	file := "Content-Type: image/png\r\n"
	for name, form := range map[string]string{
		"torn PNG":          payload + part(`name="files[0]"; filename="a.png"`, file, string(picture(t)[:40])),
		"text as PNG":       payload + part(`name="files[0]"; filename="a.PNG"`, file, "hello"),
		"unknown part":      payload + part(`name="file"; filename="a.txt"`, file, "x"),
		"no filename":       payload + part(`name="files[0]"`, file, "x"),
		"no content type":   payload + part(`name="files[0]"; filename="a.txt"`, "", "x"),
		"payload twice":     payload + payload,
		"file twice":        payload + part(`name="files[0]"; filename="a.txt"`, file, "x") + part(`name="files[0]"; filename="b.txt"`, file, "x"),
		"cut off in a part": payload + "--b\r\nContent-Disp",
	} {
		b := newBench(t).deferred()
		b.expect(b.call(http.MethodPatch, original, "multipart/form-data; boundary=b", []byte(form+"--b--\r\n")), 400, 50035)
		if m := b.shown(); m.State != channel.Refused || !rules.Refused(m.Violations) {
			t.Errorf("%s: message %+v", name, m)
		}
	}
	b := newBench(t).deferred()
	big := part(`name="files[0]"; filename="a.txt"`, file, strings.Repeat("x", maxFile+1))
	b.expect(b.call(http.MethodPatch, original, "multipart/form-data; boundary=b", []byte(payload+big+"--b--\r\n")), 413, 40005)
}

func TestErrorsInDiscordsShape(t *testing.T) {
	b := newBench(t).deferred()
	body := b.expect(b.json(http.MethodPatch, original, `{"embeds":[{"title":"`+strings.Repeat("a", 300)+`"}],`+none+`}`), 400, 50035)
	const want = `{"code":50035,"errors":{"embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"is 300 characters long; 256 are allowed"}]}}}},"message":"Invalid Form Body"}`
	if strings.TrimSpace(body) != want {
		t.Errorf("got  %s\nwant %s", body, want)
	}
	b.expect(b.json(http.MethodPatch, original, `{"content":"",`+none+`}`), 400, 50006)
	b.expect(b.json(http.MethodPatch, original, `{`), 400, 50109)
	b.expect(b.call(http.MethodPatch, original, "text/plain", []byte(`{}`)), 400, 50035)
	b.expect(b.json(http.MethodPatch, original, `{"content":"fallback",`+none+`}`), 200, 0)
	if m := b.shown(); m.State != channel.Done || len(m.Violations) != 4 {
		t.Errorf("after an accepted edit: %+v", m)
	}
}

func TestGetDeleteAndFollowUps(t *testing.T) {
	b := newBench(t).deferred()
	b.expect(b.json(http.MethodPatch, original, `{"content":"x",`+none+`}`), 200, 0)
	if body := b.expect(b.json(http.MethodGet, original, ""), 200, 0); !strings.Contains(body, `"content":"x"`) {
		t.Errorf("GET: %s", body)
	}
	b.expect(b.json(http.MethodPost, hook, `{"content":"more","flags":64,`+none+`}`), 200, 0)
	all, _, _ := b.channel.Since(0)
	if len(all) != 2 || !all[1].Ephemeral || all[1].Content != "more" || all[0].Content != "x" {
		t.Errorf("messages %+v", all)
	}
	b.expect(b.json(http.MethodDelete, original, ""), 204, 0)
	b.expect(b.json(http.MethodDelete, original, ""), 404, 10008)
	if b.channel.Removals() != 1 {
		t.Error("the removal was not counted")
	}
}

func TestFollowUpFinishesADeferredMessage(t *testing.T) {
	b := newBench(t).deferred()
	b.expect(b.json(http.MethodPost, hook, `{"content":"x",`+none+`}`), 200, 0)
	if m := b.shown(); m.State != channel.Done || m.Content != "x" || len(m.Violations) != 1 || !m.Violations[0].Note {
		t.Errorf("message %+v", m)
	}
}
