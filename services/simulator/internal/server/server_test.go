package server_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

const none = `"allowed_mentions":{"parse":[]}`

// chart answers as the gateway does: defer, then edit.
func chart(g *gateway) func(discordgo.Interaction) string {
	return func(in discordgo.Interaction) string {
		kind, text := "5", ""
		if in.Type == discordgo.InteractionMessageComponent {
			kind, text = "6", in.MessageComponentData().CustomID+" on "+in.Message.ID
		} else {
			for _, o := range in.ApplicationCommandData().Options {
				text += o.Name + "=" + o.StringValue() + " "
			}
		}
		body, _ := json.Marshal(text)
		edit := `{"content":` + string(body) + `,"components":[{"type":1,"components":[
			{"type":2,"style":2,"label":"1M","custom_id":"c_1M"},{"type":2,"style":1,"label":"1Y","custom_id":"c_1Y","disabled":true}]}],` + none + `}`
		g.edits.Go(func() { g.patch(in.Token, edit) })
		return `{"type":` + kind + `}`
	}
}

func TestCommandAndButtonEndToEnd(t *testing.T) {
	b := newBench(t)
	b.gateway.answer = chart(b.gateway)
	m := b.final("/chart MSFT 1Y")
	if m["state"] != "done" || m["content"] != "ticker=MSFT timeframe=1Y " || len(m["violations"].([]any)) != 0 {
		t.Fatalf("message %v", m)
	}
	if m["first_answer_ms"].(float64) > m["final_ms"].(float64) {
		t.Errorf("answered after the end: %v", m)
	}
	if parent := <-b.gateway.traces; parent[3:35] != m["trace_id"] {
		t.Errorf("traceparent %s, message %v", parent, m["trace_id"])
	}
	id := m["id"].(string)
	pressed := b.post("/api/messages/"+id+"/components", `{"custom_id":"c_1M"}`, 200)
	if pressed["id"] != id || pressed["new"] != false {
		t.Errorf("pressed: %v", pressed)
	}
	changed := b.get("/api/messages/"+id+"?wait=final&timeout=5s", 200)
	if changed["content"] != "c_1M on "+id || changed["trace_id"] == m["trace_id"] {
		t.Errorf("changed: %v", changed)
	}
	b.post("/api/messages/"+id+"/components", `{"custom_id":"c_1Y"}`, 409)
	b.post("/api/messages/1/components", `{"custom_id":"c_1Y"}`, 404)
	b.gateway.answer = func(discordgo.Interaction) string {
		return `{"type":4,"data":{"content":"odd","flags":64,` + none + `}}`
	}
	forced := b.post("/api/messages/"+id+"/components", `{"custom_id":"nonsense","force":true}`, 200)
	if forced["new"] != true || b.get("/api/messages/"+forced["id"].(string), 200)["ephemeral"] != true {
		t.Errorf("forced: %v", forced)
	}
}

func TestAnswersThatFail(t *testing.T) {
	for name, c := range map[string]struct {
		answer func(discordgo.Interaction) string
		state  string
	}{
		"late":    {func(discordgo.Interaction) string { time.Sleep(400 * time.Millisecond); return `{"type":5}` }, "failed"},
		"illegal": {func(discordgo.Interaction) string { return `{"type":6}` }, "refused"},
		"empty":   {func(discordgo.Interaction) string { return `` }, "refused"},
	} {
		b := newBench(t) // a late answer may still be on its way
		b.gateway.answer = c.answer
		m := b.final("/check AAPL")
		if m["state"] != c.state || m["error"] == "" || len(m["violations"].([]any)) == 0 {
			t.Errorf("%s: %v", name, m)
		}
	}
}

func TestProbes(t *testing.T) {
	b := newBench(t)
	// discordgo's verifier looks at no age, so a stale request passes it.
	for fault, want := range map[string]float64{
		"ping": 200, "bad_signature": 401, "missing_signature": 401, "altered_body": 401, "stale": 200,
	} {
		if got := b.post("/api/probe", `{"fault":"`+fault+`"}`, 200); got["status"] != want {
			t.Errorf("%s: %v", fault, got)
		}
	}
	b.post("/api/probe", `{"fault":"none"}`, 400)
}

func TestEvents(t *testing.T) {
	b := newBench(t)
	b.gateway.answer = func(discordgo.Interaction) string { return `{"type":4,"data":{"content":"hi",` + none + `}}` }
	res, err := http.Get(b.url + "/api/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	m := b.final("/check AAPL")
	lines := bufio.NewScanner(res.Body)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		var seen map[string]any
		if ok && json.Unmarshal([]byte(data), &seen) == nil && seen["state"] == "done" {
			if seen["id"] != m["id"] || seen["content"] != "hi" {
				t.Errorf("event %v", seen)
			}
			return
		}
	}
	t.Error("the stream ended without the message")
}

func TestRequestsThatAreRefused(t *testing.T) {
	b := newBench(t)
	b.post("/api/commands", `{"text":"hello"}`, 400)
	b.post("/api/commands", `{"text":"/check A","more":1}`, 400)
	b.post("/api/commands", `{"text":"/check A"}{}`, 400)
	b.post("/api/faults", `{"webhook":"teapot","count":1}`, 400)
	b.post("/api/faults", `{"webhook":"500","count":1}`, 204)
	b.get("/api/messages/1", 404)
	b.get("/api/messages/1?wait=ever", 400)
	b.get("/api/messages/1?wait=final&timeout=1h", 400)
	if got := b.get("/api/traces/0123456789abcdef0123456789abcdef", 503); !strings.Contains(got["error"].(string), "Jaeger") {
		t.Errorf("no Jaeger: %v", got)
	}
	req, _ := http.NewRequest(http.MethodPost, b.url+"/api/commands", strings.NewReader(`{"text":"/check A"}`))
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := http.DefaultClient.Do(req)
	if err != nil || res.StatusCode != http.StatusForbidden {
		t.Fatalf("another site's page got %v, %v", res, err)
	}
	_ = res.Body.Close()
}

func TestPageAndHealth(t *testing.T) {
	b := newBench(t)
	if got := b.get("/health", 200); got["status"] != "healthy" {
		t.Errorf("health %v", got)
	}
	res, err := http.Get(b.url + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if policy := res.Header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'self'") || res.StatusCode != http.StatusOK {
		t.Errorf("%d, policy %q", res.StatusCode, policy)
	}
}
