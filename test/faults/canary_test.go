package faults

import (
	"crypto/rand"
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// canary is a secret token and a secret text that users send everywhere, and a
// bot token that posts.
type canary struct {
	*world
	token, text, bot string
	sent             int
}

// TestCanary runs all through everything that works and everything that fails,
// and looks for them wherever the mesh writes.
func TestCanary(t *testing.T) {
	t.Parallel()
	bot := "canarybot" + rand.Text()
	w := describe(t, mesh.Options{Env: []string{"LOG_LEVEL=debug", "DISCORD_BOT_TOKEN=" + bot, "SIMULATOR_BOT_TOKEN=" + bot}})
	if _, err := w.StartJaeger(mesh.Builder{}); err != nil {
		t.Fatal(err)
	}
	w.start()
	c := &canary{world: w, token: "canarytoken" + rand.Text(), text: "canary text " + rand.Text(), bot: bot}
	c.post()
	c.work()
	c.fail()
	last := c.shown(c.secretly(chart("ORCL", "1Y")))
	c.eventually("the last trace is there", func() bool {
		return strings.Contains(c.read(c.Addresses().Traces, "/api/traces/"+last.TraceID), "PATCH")
	})
	c.hold()
	places := c.everything()
	c.endFault()
	for place, written := range places {
		for secret, words := range map[string]string{"token": c.token, "text": c.text, "bot token": c.bot} {
			if secret == "text" && place == messages {
				continue // users see what they typed
			}
			if strings.Contains(written, words) || strings.Contains(written, url.QueryEscape(words)) || strings.Contains(written, url.PathEscape(words)) {
				t.Errorf("the secret %s is in %s", secret, place)
			}
		}
	}
}

// post has the bot post while Discord works and while it does not.
func (c *canary) post() {
	c.t.Helper()
	for _, kind := range []string{"", "500", "429", "reset", "50035"} {
		if kind != "" {
			c.postFault(kind, 1, 0)
		}
		id := c.alerts(c.Mesh, "canary"+kind, 1)[0]
		c.eventually("an alert is posted", func() bool { return len(c.posted("alerts", ":"+id)) == 1 })
	}
	c.postFault("50001", 1, 0)
	c.alerts(c.Mesh, "canary-closed", 1)
	c.eventually("the closed channel is met", func() bool { return strings.Contains(c.Tail(mesh.Gateway, 50), "cannot post to the channel") })
}

// secretly gives an interaction a token of its own with the secret in it.
func (c *canary) secretly(in interaction) interaction {
	c.sent++
	in.Token = c.token + "-" + strconv.Itoa(c.sent)
	return in
}

// work sends the secrets in every way users can.
func (c *canary) work() {
	c.t.Helper()
	under, drawn := c.shown(c.secretly(check("AAPL"))), c.shown(c.secretly(chart("AAPL", "1M")))
	for _, in := range []interaction{
		check(c.text), chart(c.text, "1Y"), chart("AAPL", c.text), command("moon", option("ticker", c.text)), c.completion(),
		press(drawn.ID, "chart_AAPL_1Y"), press(drawn.ID, "chart_"+c.text+"_1Y"), press(under.ID, "v1:chart:"+c.text+":1M"),
		press(under.ID, "v1:check:ask"), press(under.ID, c.text),
		{Type: 5, MessageID: under.ID, Data: object{"custom_id": "v1:check:symbol", "components": []object{
			{"type": 18, "id": 1, "component": object{"type": 4, "id": 2, "custom_id": "ticker", "value": c.text}},
		}}},
	} {
		if s := c.send(c.secretly(in)); !s.accepted() {
			c.t.Errorf("%+v was answered %+v", in, s.Answers)
		}
	}
}

// completion is an option that is being completed.
func (c *canary) completion() interaction {
	in := command("check", object{"type": 3, "name": "ticker", "value": c.text, "focused": true})
	in.Type = 4
	return in
}

// fail sends the secrets while Discord and the back ends are broken.
func (c *canary) fail() {
	c.t.Helper()
	for _, kind := range []string{"500", "429", "10015", "10008", "50027", "50035", "40333", "reset", "reset_after"} {
		c.fault(kind, 1)
		id := c.send(c.secretly(chart("MSFT", "1M"))).MessageID
		c.eventually(kind+" is met", func() bool { return c.statistics().Messages[id].WebhookCalls > 0 })
	}
	c.freeze(mesh.Market)
	c.send(c.secretly(c.completion()))
	c.send(c.secretly(check("IBM")))
	c.Kill(mesh.Market)
	c.Kill(mesh.Command)
	for _, in := range []interaction{c.completion(), check(c.text), check("IBM"), chart("IBM", "1Y")} {
		c.send(c.secretly(in))
	}
	c.start(mesh.Market, mesh.Command)
}

// hold keeps one promise open, so that its job is in the queue.
func (c *canary) hold() {
	c.t.Helper()
	c.fault("500", 1000)
	c.send(c.secretly(chart("GOOG", "1Y")))
}

// messages is the place of what users see.
const messages = "the messages"

// everything is all the mesh has written, by place.
func (c *canary) everything() map[string]string {
	c.t.Helper()
	places := map[string]string{
		"the metrics": c.read(c.Addresses().Internal, "/metrics"),
		"the page":    c.read(c.Addresses().Public, "/"),
		"the traces":  c.traces(),
		messages:      c.read(c.Addresses().Simulator, "/api/messages"),
	}
	for _, place := range []string{"logs", "state"} {
		err := filepath.WalkDir(filepath.Join(c.dir, place), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			places[strings.TrimPrefix(path, c.dir)] = string(raw)
			if strings.Contains(path, "jetstream") {
				places["the queue"] += string(raw)
			}
			return err
		})
		if err != nil {
			c.t.Fatal(err)
		}
	}
	for place, words := range map[string]string{
		"the metrics": "catalyst_interaction", "the traces": "RenderChart", "/logs/gateway.log": "nothing suggested",
		"the queue": "Nats-Msg-Id", "/state/command.db": "SQLite", "/state/admin.db": "SQLite",
	} {
		if !strings.Contains(places[place], words) {
			c.t.Errorf("%s do not hold %q, so the search proves nothing", place, words)
		}
	}
	return places
}

// traces are all traces of every service, as Jaeger tells them.
func (c *canary) traces() string {
	c.t.Helper()
	var services struct {
		Data []string `json:"data"`
	}
	if err := json.Unmarshal([]byte(c.read(c.Addresses().Traces, "/api/services")), &services); err != nil {
		c.t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range services.Data {
		all.WriteString(c.read(c.Addresses().Traces, "/api/traces?"+url.Values{"service": {name}, "limit": {"1500"}}.Encode()))
	}
	return all.String()
}
