package server_test

import (
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// hi answers at once.
func hi(discordgo.Interaction) string { return `{"type":4,"data":{"content":"hi",` + none + `}}` }

func TestSwitches(t *testing.T) {
	b := newBench(t)
	if got := b.get("/api/settings", 200); got["rate_limit"] != true || got["drop_ack"] != false || got["skew"] != "0s" {
		t.Errorf("at first %v", got)
	}
	b.post("/api/settings", `{"skew":"10m"}`, 200)
	if got := b.post("/api/settings", `{"ack_race_ms":250,"drop_ack":true}`, 200); got["skew"] != "10m0s" || got["ack_race_ms"] != 250.0 {
		t.Errorf("after two changes %v", got)
	}
	for _, body := range []string{`{"skew":"soon"}`, `{"ack_race_ms":-1}`, `{"ack_race_ms":99999999999999999}`, `{"teapot":1}`} {
		b.post("/api/settings", body, 400)
	}
	if got := b.post("/api/clock", `{"advance":"14m"}`, 200); got["offset"] != "14m0s" {
		t.Errorf("clock %v", got)
	}
	b.post("/api/clock", `{"advance":"-1m"}`, 400)
	b.post("/api/faults", `{"webhook":"slow","count":2,"delay_ms":40,"match":"edit"}`, 204)
	if got := b.get("/api/faults", 200); got["webhook"] != "slow" || got["count"] != 2.0 || len(got["kinds"].([]any)) < 16 {
		t.Errorf("fault %v", got)
	}
	b.post("/api/reset", `{}`, 204)
	if got := b.get("/api/settings", 200); got["drop_ack"] != false || b.get("/api/clock", 200)["offset"] != "0s" {
		t.Errorf("after a reset %v", got)
	}
}

func TestTokensExpireWhenTheClockMoves(t *testing.T) {
	b := newBench(t)
	b.gateway.answer = func(discordgo.Interaction) string { return `{"type":5}` }
	id := b.post("/api/commands", `{"text":"/check AAPL"}`, 200)["id"].(string)
	for b.get("/api/messages/"+id, 200)["first_answer_ms"] == nil {
		time.Sleep(5 * time.Millisecond)
	}
	b.post("/api/clock", `{"advance":"15m"}`, 200)
	if m := b.get("/api/messages/"+id, 200); m["state"] != "failed" {
		t.Errorf("message %v", m)
	}
}

func TestInteractionsAndTheirDuplicates(t *testing.T) {
	b := newBench(t)
	b.gateway.answer = hi
	const request = `{"type":2,"data":{"id":"9","name":"check","type":1},"id":"1300000000000000000","repeat":3}`
	first := b.post("/api/interactions", request, 200)
	again := b.post("/api/interactions", request, 200)
	if len(first["answers"].([]any)) != 3 || first["message_id"] == "" || first["message_id"] != again["message_id"] {
		t.Errorf("first %v, again %v", first, again)
	}
	for _, a := range first["answers"].([]any) {
		if a := a.(map[string]any); a["status"] != 200.0 || a["body"] != hi(discordgo.Interaction{}) || len(a["violations"].([]any)) != 0 {
			t.Errorf("answer %v", a)
		}
	}
	counts := b.get("/api/statistics", 200)["interactions"].([]any)
	if in := counts[0].(map[string]any); len(counts) != 1 || in["asked"] != 6.0 || in["finals"] != 1.0 || in["first_answer"] != 4.0 {
		t.Errorf("statistics %v", counts)
	}
	for _, body := range []string{
		`{"type":1}`, `{"type":2,"repeat":101}`, `{"type":2,"to":"ftp://x"}`, `{"type":2,"context":"moon"}`, `{"type":2,"locale":"!"}`,
	} {
		b.post("/api/interactions", body, 400)
	}
	b.post("/api/interactions", `{"type":3,"message_id":"1"}`, 404)
}

// A lost first answer is given again to the same interaction.
func TestDroppedAnswer(t *testing.T) {
	b := newBench(t)
	b.gateway.answer = hi
	b.post("/api/settings", `{"drop_ack":true}`, 200)
	const request = `{"type":2,"data":{"name":"check"},"id":"1300000000000000001"}`
	lost := b.post("/api/interactions", request, 200)
	id := lost["message_id"].(string)
	if m := b.get("/api/messages/"+id, 200); m["state"] != "failed" {
		t.Errorf("message %v", m)
	}
	b.post("/api/settings", `{"drop_ack":false}`, 200)
	b.post("/api/interactions", request, 200)
	if m := b.get("/api/messages/"+id, 200); m["state"] != "done" || m["content"] != "hi" || len(m["violations"].([]any)) != 0 {
		t.Errorf("message %v", m)
	}
}

func TestContexts(t *testing.T) {
	b := newBench(t)
	seen := make(chan discordgo.Interaction, 1)
	b.gateway.answer = func(in discordgo.Interaction) string { seen <- in; return hi(in) }
	for place, context := range map[string]discordgo.InteractionContextType{"guild": 0, "dm": 1, "user_install": 2} {
		b.post("/api/commands", `{"text":"/check AAPL","context":"`+place+`","permissions":"8","locale":"de"}`, 200)
		in := <-seen
		inGuild := place == "guild"
		if in.Context != context || (in.Member != nil) != inGuild || (in.User != nil) == inGuild || in.Locale != "de" {
			t.Errorf("%s: %+v", place, in)
		}
		if inGuild && (in.Member.Permissions != 8 || in.GuildID == "") {
			t.Errorf("member %+v", in.Member)
		}
		if _, byUser := in.AuthorizingIntegrationOwners[1]; byUser != (place == "user_install") {
			t.Errorf("%s: owners %v", place, in.AuthorizingIntegrationOwners)
		}
	}
}
