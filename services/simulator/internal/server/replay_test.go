package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"github.com/catalyst-bot/mesh/services/simulator/internal/server"
)

const recording = `{"recorded_at":"2026-11-01T10:00:00Z","interaction":{"id":"1","application_id":"2","type":2,"token":"redacted","version":1,"member":{"user":{"id":"7","username":"u"},"permissions":"0","joined_at":"2024-01-15T09:30:00Z"},"data":{"id":"3","name":"check","type":1}}}
not JSON

{"recorded_at":"2026-11-01T10:00:01Z","interaction":{"type":9}}
{"recorded_at":"2026-11-01T10:00:02Z","interaction":{"type":3,"data":{"custom_id":"c","component_type":2},"message":{"id":"5","content":"x"}}}
`

func TestReplay(t *testing.T) {
	b := newBench(t)
	b.gateway.answer = func(in discordgo.Interaction) string {
		if in.AppID != app || in.ID == "1" || in.Token == "redacted" {
			t.Errorf("sent as recorded: %+v", in)
		}
		if in.Type == discordgo.InteractionMessageComponent {
			return `{"type":7,"data":{"content":"y",` + none + `}}`
		}
		return hi(in)
	}
	res, err := http.Post(b.url+"/api/replay", "application/jsonl", strings.NewReader(recording))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, _ := io.ReadAll(res.Body)
	var lines []struct {
		Line, Status, Type int
		Error              string
		MessageID          string `json:"message_id"`
		Violations         []any
	}
	if err := json.Unmarshal(raw, &lines); err != nil || len(lines) != 4 {
		t.Fatalf("%s: %v", raw, err)
	}
	for i, want := range []struct{ line, status, kind int }{{1, 200, 4}, {2, 0, 0}, {4, 0, 0}, {5, 200, 7}} {
		l := lines[i]
		sent := want.status == 200
		if l.Line != want.line || l.Status != want.status || l.Type != want.kind || (l.Error == "") != sent || (l.MessageID != "") != sent || len(l.Violations) != 0 {
			t.Errorf("line %+v", l)
		}
	}
	b.post("/api/replay", recording, 415)
}

func FuzzReplayLine(f *testing.F) {
	for line := range strings.Lines(recording) {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		interaction, err := server.ReadLine(line)
		if err != nil {
			return
		}
		if _, err := json.Marshal(interaction); err != nil {
			t.Fatalf("%q was read and cannot be sent: %v", line, err)
		}
	})
}
