package server_test

import (
	"testing"

	"github.com/bwmarrin/discordgo"
)

// opened has the older kind of input: discordgo cannot read labels.
const opened = `{"type":9,"data":{"custom_id":"set","title":"Change","components":[
	{"type":1,"components":[{"type":4,"custom_id":"reason","label":"Reason","style":2,"max_length":10}]}]}}`

func TestFormOpenedByACommand(t *testing.T) {
	b := newBench(t)
	b.gateway.answer = func(discordgo.Interaction) string { return opened }
	m := b.final("/check AAPL")
	modal, ok := m["modal"].(map[string]any)
	if !ok || modal["title"] != "Change" || m["state"] != "done" {
		t.Fatalf("message %v", m)
	}
	path := "/api/modals/" + modal["id"].(string)
	b.post(path, `{"values":{"reason":"much too long"}}`, 409)
	b.post("/api/modals/1", `{"values":{}}`, 404)
	b.gateway.answer = func(in discordgo.Interaction) string {
		if in.Type != discordgo.InteractionModalSubmit || in.Message != nil {
			t.Errorf("submitted %+v", in)
		}
		return hi(in)
	}
	sent := b.post(path, `{"values":{"reason":"better"}}`, 200)
	if m = b.get("/api/messages/"+m["id"].(string), 200); sent["id"] != m["id"] || m["content"] != "hi" || m["modal"] != nil {
		t.Errorf("sent %v, message %v", sent, m)
	}
	b.post(path, `{"values":{"reason":"better"}}`, 404)
}

func TestFormOpenedByAMenu(t *testing.T) {
	b := newBench(t)
	b.gateway.answer = func(discordgo.Interaction) string {
		return `{"type":4,"data":{"content":"pick",` + none + `,"components":[{"type":1,"components":[
			{"type":3,"custom_id":"pick","max_values":2,"options":[{"label":"A","value":"a"},{"label":"B","value":"b"}]}]}]}}`
	}
	id := b.final("/check AAPL")["id"].(string)
	path := "/api/messages/" + id + "/components"
	for _, body := range []string{
		`{"custom_id":"pick"}`, `{"custom_id":"pick","values":[]}`, `{"custom_id":"pick","values":["c"]}`,
		`{"custom_id":"pick","values":["a","a"]}`, `{"custom_id":"pick","values":["a","b","c"]}`, `{"custom_id":"other","values":["a"]}`,
	} {
		b.post(path, body, 409)
	}
	b.gateway.answer = func(in discordgo.Interaction) string {
		if got := in.MessageComponentData().Values; len(got) != 2 || got[1] != "b" {
			t.Errorf("values %v", got)
		}
		return opened
	}
	pressed := b.post(path, `{"custom_id":"pick","values":["a","b"]}`, 200)
	modal, ok := pressed["modal"].(map[string]any)
	if !ok || pressed["id"] != id || pressed["new"] != false {
		t.Fatalf("pressed %v", pressed)
	}
	b.gateway.answer = func(in discordgo.Interaction) string {
		if in.Message == nil || in.Message.ID != id {
			t.Errorf("submitted %+v", in)
		}
		return `{"type":7,"data":{"content":"changed",` + none + `}}`
	}
	b.post("/api/modals/"+modal["id"].(string), `{"values":{"reason":"better"}}`, 200)
	if m := b.get("/api/messages/"+id, 200); m["content"] != "changed" || m["modal"] != nil {
		t.Errorf("message %v", m)
	}
}

func TestSuggestions(t *testing.T) {
	b := newBench(t)
	b.gateway.answer = func(in discordgo.Interaction) string {
		option := in.ApplicationCommandData().Options[0]
		if in.Type != discordgo.InteractionApplicationCommandAutocomplete || !option.Focused || option.StringValue() != "microso" {
			t.Errorf("asked %+v", in)
		}
		return `{"type":8,"data":{"choices":[{"name":"MSFT · Microsoft","value":"MSFT"}]}}`
	}
	got := b.post("/api/autocomplete", `{"text":"/check microso","focused":"ticker"}`, 200)
	choices := got["choices"].([]any)
	if len(choices) != 1 || choices[0].(map[string]any)["value"] != "MSFT" || got["status"] != 200.0 {
		t.Errorf("suggestions %v", got)
	}
	b.gateway.answer = func(discordgo.Interaction) string { return `{"type":5}` }
	got = b.post("/api/autocomplete", `{"text":"/check microso"}`, 200)
	if len(got["choices"].([]any)) != 0 || len(got["violations"].([]any)) == 0 {
		t.Errorf("illegal suggestions %v", got)
	}
	b.post("/api/autocomplete", `{"text":"hello"}`, 400)
	if all := b.get("/api/statistics", 200)["interactions"].([]any); len(all) != 2 {
		t.Errorf("statistics %v", all)
	}
}
