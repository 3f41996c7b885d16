package message

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"testing"
	"unicode"

	"github.com/bwmarrin/discordgo"
)

var full = Message{
	Content: "hi",
	Embeds: []Embed{{
		Title: "t", Description: "d", Color: Bullish, Fields: []Field{{"n", "v", true}}, Footer: &Footer{"f"},
	}},
	Rows: []Row{Buttons{{Label: "1D", Style: Primary, CustomID: "chart_AAPL_1D", Disabled: true}, {Label: "5D", Style: Secondary, CustomID: "chart_AAPL_5D"}}},
}

func TestCallbacks(t *testing.T) {
	answered, err := Answer(Message{Content: "hi"}, true)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		got  []byte
		want string
	}{
		"pong":               {Pong(), `{"type":1}`},
		"thinking":           {Thinking(false), `{"type":5}`},
		"thinking, for one":  {Thinking(true), `{"type":5,"data":{"flags":64}}`},
		"updating":           {Updating(), `{"type":6}`},
		"nothing to suggest": {Choices(nil), `{"type":8,"data":{"choices":[]}}`},
		"choices": {Choices([]Choice{{"AAPL · Apple", "AAPL"}, {"too long", strings.Repeat("x", 101)}}),
			`{"type":8,"data":{"choices":[{"name":"AAPL · Apple","value":"AAPL"}]}}`},
		"answer": {answered, `{"type":4,"data":{"content":"hi","embeds":[],"components":[],"attachments":[],` +
			`"allowed_mentions":{"parse":[]},"flags":64}}`},
	} {
		if string(c.got) != c.want {
			t.Errorf("%s: %s, want %s", name, c.got, c.want)
		}
	}
}

func TestAnswerCarriesNoFile(t *testing.T) {
	if _, err := Answer(Message{File: &File{Name: "a.png"}}, false); err == nil {
		t.Error("a file in a callback")
	}
}

// TestEditAsOthersReadIt decodes an edit with discordgo's own types.
func TestEditAsOthersReadIt(t *testing.T) {
	body, err := full.Edit()
	if err != nil {
		t.Fatal(err)
	}
	var read discordgo.Message
	if err := json.Unmarshal(body.Data, &read); err != nil {
		t.Fatal(err)
	}
	if body.ContentType != "application/json" || read.Content != "hi" || len(read.Embeds) != 1 || len(read.Components) != 1 {
		t.Fatalf("read as %+v", read)
	}
	if e := read.Embeds[0]; e.Color != Bullish || !e.Fields[0].Inline || e.Footer.Text != "f" {
		t.Errorf("embed read as %+v", e)
	}
	row, _ := read.Components[0].(*discordgo.ActionsRow)
	if b, ok := row.Components[0].(*discordgo.Button); !ok || b.CustomID != "chart_AAPL_1D" || !b.Disabled || b.Style != discordgo.PrimaryButton {
		t.Errorf("button read as %+v", row.Components[0])
	}
}

func TestMultipart(t *testing.T) {
	m := full
	m.File = &File{Name: "aapl-1d.png", Alt: "a chart", Data: []byte("\x89PNG")}
	body, err := m.Edit()
	if err != nil {
		t.Fatal(err)
	}
	_, parameters, err := mime.ParseMediaType(body.ContentType)
	if err != nil {
		t.Fatal(err)
	}
	reader := multipart.NewReader(bytes.NewReader(body.Data), parameters["boundary"])
	payload := readPart(t, reader, "payload_json", "", "application/json")
	for _, want := range []string{
		`"attachments":[{"id":"0","filename":"aapl-1d.png","description":"a chart"}]`, `"allowed_mentions":{"parse":[]}`,
	} {
		if !strings.Contains(payload, want) {
			t.Errorf("payload_json lacks %s: %s", want, payload)
		}
	}
	if data := readPart(t, reader, "files[0]", "aapl-1d.png", "image/png"); data != "\x89PNG" {
		t.Errorf("file is %q", data)
	}
}

func readPart(t *testing.T, reader *multipart.Reader, name, filename, contentType string) string {
	t.Helper()
	part, err := reader.NextPart()
	if err != nil {
		t.Fatal(err)
	}
	if part.FormName() != name || part.FileName() != filename || part.Header.Get("Content-Type") != contentType {
		t.Errorf("part %q %q %q", part.FormName(), part.FileName(), part.Header.Get("Content-Type"))
	}
	data, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"Apple Inc.":              "Apple Inc.",
		"S&P *500*":               `S&P \*500\*`,
		"<@123> @everyone":        `\<\@123\> \@everyone`,
		"@\u202eeveryone\u200b\n": `\@everyone`,
		"[a](https://b)":          `\[a\]\(https\://b\)`,
	} {
		if got := Escape(text); got != want {
			t.Errorf("Escape(%q) = %q, want %q", text, got, want)
		}
	}
}

// FuzzEscape reads escaped text as Discord does: a character that means
// something has a backslash of its own, and what is shown is what was meant.
func FuzzEscape(f *testing.F) {
	f.Add("<@123> @everyone **b** [a](https://b) `c` ||d|| # e")
	f.Add("@\u202eevery\u200bone\n> quote\n-# small")
	f.Fuzz(func(t *testing.T, text string) {
		escaped := Escape(text)
		var shown strings.Builder
		runes := []rune(escaped)
		for i := 0; i < len(runes); i++ {
			switch {
			case runes[i] == '\\' && i+1 < len(runes):
				i++
				shown.WriteRune(runes[i])
			case strings.ContainsRune("\\*_~|`>#-+[]()<:@", runes[i]), unicode.IsControl(runes[i]), unicode.Is(unicode.Cf, runes[i]):
				t.Fatalf("Escape(%q) = %q leaves %q", text, escaped, runes[i])
			default:
				shown.WriteRune(runes[i])
			}
		}
		want := strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
				return -1
			}
			return r
		}, text)
		if shown.String() != want {
			t.Errorf("Escape(%q) shows %q", text, shown.String())
		}
	})
}
