package doctor

import (
	"bytes"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// answering is a front that answers by itself.
func answering(status int, body string, headers ...string) func(http.Handler) http.Handler {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		})
	}
}

// altering is a front that changes the body.
func altering(change func([]byte) []byte) func(http.Handler) http.Handler {
	return func(gateway http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			body = change(body)
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
			gateway.ServeHTTP(w, r)
		})
	}
}

func dropping(header string) func(http.Handler) http.Handler {
	return func(gateway http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Header.Del(header)
			gateway.ServeHTTP(w, r)
		})
	}
}

func examine(t *testing.T, w *world) (Level, string) {
	t.Helper()
	w.start(t)
	var lines []string
	level := Examine(t.Context(), w.patient, func(f Finding) { lines = append(lines, f.String()) })
	return level, strings.Join(lines, "\n") + "\n"
}

func TestHealthy(t *testing.T) {
	level, text := examine(t, healthy())
	if level != Doubtful || strings.Count(text, "ok    ") != 12 || strings.Count(text, "warn  only this machine") != 1 || strings.Count(text, "\n") != 13 {
		t.Errorf("%s:\n%s", level, text)
	}
}

// trouble is what is wrong with a world, the finding that tells it and the
// advice.
type trouble struct {
	make   func(w *world)
	want   string
	advice string
}

// find checks that each trouble is found, and that what to do about it is said.
func find(t *testing.T, troubles map[string]trouble) {
	t.Helper()
	for name, c := range troubles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := healthy()
			c.make(w)
			_, text := examine(t, w)
			at := strings.Index(text, c.want)
			if at < 0 {
				t.Fatalf("want %q in\n%s", c.want, text)
			}
			line, _, _ := strings.Cut(text[at:], "\n")
			if !strings.Contains(line, c.advice) || strings.Contains(text, "secret") {
				t.Errorf("want the advice %q in %q", c.advice, line)
			}
		})
	}
}

func TestConfigurationAndAddress(t *testing.T) {
	other := keyOf(1)
	find(t, map[string]trouble{
		"token as key":     {func(w *world) { w.patient.PublicKey = "MTA.x.y" }, "FAIL  DISCORD_PUBLIC_KEY: a public key is 64 hex", "copy Public Key"},
		"no key":           {func(w *world) { w.patient.PublicKey = "" }, "FAIL  DISCORD_PUBLIC_KEY is not set", "copy Public Key"},
		"no id":            {func(w *world) { w.patient.ApplicationID = "Catalyst" }, "FAIL  DISCORD_APPLICATION_ID is no id", "copy Application ID"},
		"another key":      {func(w *world) { w.patient.PublicKey = other }, "FAIL  DISCORD_PUBLIC_KEY is not the public key", "set DISCORD_PUBLIC_KEY=" + keyOf(0)},
		"key in rotation":  {func(w *world) { w.patient.PublicKey += "," + other }, "ok    DISCORD_PUBLIC_KEY is its public key", ""},
		"another id":       {func(w *world) { w.patient.ApplicationID = "8" }, "FAIL  DISCORD_APPLICATION_ID is not the id", "set DISCORD_APPLICATION_ID=7"},
		"no token":         {func(w *world) { w.token = "" }, "warn  DISCORD_BOT_TOKEN is not set", "from Bot"},
		"wrong token":      {func(w *world) { w.token = "left" }, "FAIL  Discord does not know the bot token", "reset the token"},
		"no URL":           {func(w *world) { w.application["interactions_endpoint_url"] = nil }, "FAIL  the application has no Interactions Endpoint URL", "enter https://YOUR-HOST/interactions"},
		"nothing to try":   {func(w *world) { w.application["interactions_endpoint_url"] = nil }, "warn  no URL to try", "--url"},
		"another URL":      {func(w *world) { w.patient.Endpoint = "GATEWAY/./interactions" }, "warn  Discord sends to http", "enter the URL given"},
		"no path":          {func(w *world) { w.patient.Endpoint = "GATEWAY" }, `FAIL  the path of the URL is ""`, "/interactions"},
		"singular":         {func(w *world) { w.patient.Endpoint = "GATEWAY/interaction" }, `FAIL  the path of the URL is "/interaction"`, "/interactions"},
		"slash at the end": {func(w *world) { w.patient.Endpoint = "GATEWAY/interactions/" }, `FAIL  an unsigned request is answered with 404`, "forward the path unchanged"},
		"http":             {func(w *world) { w.patient.Endpoint = "http://catalyst.invalid/interactions" }, "FAIL  the URL is http", "https://catalyst.invalid/interactions"},
		"no such host":     {func(w *world) { w.patient.Endpoint = "https://catalyst.invalid/interactions" }, "FAIL  the endpoint cannot be reached", "correct the host"},
		"nobody there":     {func(w *world) { w.patient.Endpoint = "https://127.0.0.1:1/interactions" }, "FAIL  the endpoint cannot be reached", "start the proxy"},
		"no TLS":           {func(w *world) { w.patient.Endpoint = "GATEWAY/interactions" }, "warn  only this machine", "public URL"},
		"no URL at all":    {func(w *world) { w.patient.Endpoint = "catalyst" }, "FAIL  the endpoint is no URL", "pass a URL"},
	})
}

func TestAnswers(t *testing.T) {
	find(t, map[string]trouble{
		"unverified":     {func(w *world) { w.front = answering(200, `{"type":1}`) }, "FAIL  an unsigned request is answered with 200: whatever is there verifies nothing", "forward the path"},
		"login":          {func(w *world) { w.front = answering(401, "log in") }, "FAIL  an unsigned request is answered with 401, but not by the gateway", "exempt the path"},
		"firewall":       {func(w *world) { w.front = answering(403, "<html>") }, "FAIL  an unsigned request is answered with 403", "firewall or bot protection"},
		"not forwarded":  {func(w *world) { w.front = answering(404, "") }, "FAIL  an unsigned request is answered with 404", "forward the path unchanged"},
		"no POST":        {func(w *world) { w.front = answering(405, "") }, "FAIL  an unsigned request is answered with 405", "let POST through"},
		"rate limit":     {func(w *world) { w.front = answering(429, "") }, "FAIL  an unsigned request is answered with 429", "exempt the path from rate limits"},
		"crash":          {func(w *world) { w.front = answering(500, "") }, "FAIL  an unsigned request is answered with 500", "logs"},
		"gateway down":   {func(w *world) { w.front = answering(502, "") }, "FAIL  an unsigned request is answered with 502: the proxy does not reach the gateway", "start the gateway"},
		"strange status": {func(w *world) { w.front = answering(418, "") }, "FAIL  an unsigned request is answered with 418", "forward the path"},
		"redirect": {
			func(w *world) {
				w.front = answering(301, "", "Location", "https://u:secret@www.x.y/interactions?token=secret")
			},
			"FAIL  an unsigned request is answered with 301 to https://www.x.y/interactions", "no redirect",
		},
		"slow": {func(w *world) {
			w.front = func(gateway http.Handler) http.Handler {
				return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
					time.Sleep(slow + 50*time.Millisecond)
					gateway.ServeHTTP(rw, r)
				})
			}
		}, "warn  an unsigned request is turned away, but in 1.", "closer"},
	})
}

func TestBodyAndClock(t *testing.T) {
	cut := func(old, new string) func([]byte) []byte {
		return func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(old), []byte(new)) }
	}
	find(t, map[string]trouble{
		"no echo":       {func(w *world) { w.echoes = false }, "warn  whether bodies arrive unaltered is not known", "GATEWAY_DOCTOR=true"},
		"trimmed":       {func(w *world) { w.front = altering(bytes.TrimSpace) }, "FAIL  the body is altered on its way, so every signature fails: white space is trimmed", "as they are"},
		"line ends":     {func(w *world) { w.front = altering(cut("\r\n", "\n")) }, ": line ends are changed", "as they are"},
		"compacted":     {func(w *world) { w.front = altering(compacted) }, ": its white space is taken out", "as they are"},
		"encoded again": {func(w *world) { w.front = altering(cut(string(specimen), `{"b":"é😀","a":"é😀/","n":1,"e":[]}`)) }, ": it is decoded and encoded again", "as they are"},
		"read before":   {func(w *world) { w.front = altering(func([]byte) []byte { return nil }) }, ": it arrives empty", "as they are"},
		"base64": {func(w *world) {
			w.front = altering(func(b []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(b)) })
		}, ": it is wrapped in base64", "as they are"},
		"another charset":  {func(w *world) { w.front = altering(cut("é", "\xe9")) }, "others arrived", "as they are"},
		"headers dropped":  {func(w *world) { w.front = dropping("X-Signature-Timestamp") }, "FAIL  the signature headers do not arrive", "pass on X-Signature-Ed25519"},
		"clock a bit slow": {func(w *world) { w.discordAhead = 20 * time.Second }, "warn  the clock of this machine is ", "NTP"},
		"clock wrong":      {func(w *world) { w.discordAhead = -10 * time.Minute }, "FAIL  the clock of the gateway is ", "NTP"},
		"any age is taken": {func(w *world) { w.discordAhead, w.patient.Window = -10*time.Minute, 0 }, "warn  the clock of the gateway is ", "NTP"},
	})
}

func TestGuildsAndCommands(t *testing.T) {
	find(t, map[string]trouble{
		"no permission":   {func(w *world) { w.guilds[0]["permissions"] = "3072" }, "warn  in guild 9 the bot's roles lack Embed Links, Attach Files, Read Message History", "permissions=117760"},
		"administrator":   {func(w *world) { w.guilds[0]["permissions"] = "8" }, "ok    the bot's roles allow messages", ""},
		"in no guild":     {func(w *world) { w.guilds = nil }, "warn  the bot is not a member of any guild", "client_id=7"},
		"not in this one": {func(w *world) { w.patient.Guild = "5" }, "warn  the bot is not a member of guild 5", "client_id=7"},
		"nothing registered": {
			func(w *world) { w.registered = []map[string]any{} },
			"FAIL  no command is registered", "run gateway commands apply",
		},
		"out of date": {
			func(w *world) { w.registered[0]["description"], w.registered[1]["name"] = "Old", "graph" },
			"warn  of 2 commands 1 are not registered and 1 are out of date; 1 are registered that", "run gateway commands apply",
		},
		"guild's commands": {
			func(w *world) { w.patient.Guild, w.registered = "9", w.registered[:1] },
			"warn  of 2 commands 1 are not registered", "run gateway commands apply --guild 9",
		},
		"commands unknown": {func(w *world) { w.application["id"], w.patient.ApplicationID = "6", "6" }, "warn  the commands were not compared", "applications.commands"},
	})
}

func TestUntrustedCertificate(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	w := healthy()
	w.patient.Endpoint = server.URL + "/interactions"
	if level, text := examine(t, w); level != Ill || !strings.Contains(text, "a certificate for this host") {
		t.Errorf("%s:\n%s", level, text)
	}
	w = healthy()
	w.patient.Endpoint = strings.Replace(server.URL, "https", "http", 1) + "/interactions"
	if level, text := examine(t, w); level != Ill || !strings.Contains(text, "answered with 400") {
		t.Errorf("%s:\n%s", level, text)
	}
}

func TestNoTLSBehindHTTPS(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	w := healthy()
	w.patient.Endpoint = strings.Replace(server.URL, "http", "https", 1) + "/interactions"
	if level, text := examine(t, w); level != Ill || !strings.Contains(text, "does not speak TLS") {
		t.Errorf("%s:\n%s", level, text)
	}
}

func TestDiscordUnreachable(t *testing.T) {
	w := healthy()
	w.token = ""
	w.patient.Endpoint = "GATEWAY/interactions"
	w.start(t)
	w.patient.APIURL = "http://127.0.0.1:1"
	var text strings.Builder
	Examine(t.Context(), w.patient, func(f Finding) { text.WriteString(f.String() + "\n") })
	for _, want := range []string{"warn  Discord's clock cannot be read", "ok    the clock of the gateway agrees with that of this machine", "ok    the body arrives unaltered"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("want %q in\n%s", want, &text)
		}
	}
}
