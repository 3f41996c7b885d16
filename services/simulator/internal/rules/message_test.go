package rules

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func rowOf(count int, button string) string {
	buttons := make([]string, count)
	for i := range buttons {
		buttons[i] = strings.ReplaceAll(button, "#", fmt.Sprint(i))
	}
	return `{"type":1,"components":[` + strings.Join(buttons, ",") + `]}`
}

func repeat(n int, text string) string { return strings.TrimSuffix(strings.Repeat(text+",", n), ",") }

const (
	plain        = `{"type":2,"style":2,"label":"b","custom_id":"b#"}`
	mentionsNone = `"allowed_mentions":{"parse":[]}`
)

func TestMessagesDiscordTakes(t *testing.T) {
	long := strings.Repeat("é", 2000)
	for name, body := range map[string]string{
		"text":             `{"content":"` + long + `",` + mentionsNone + `}`,
		"nulls":            `{"content":"x","embeds":null,"components":null,"flags":null,` + mentionsNone + `}`,
		"embed":            `{"embeds":[{"title":"t","color":16777215,"timestamp":"2026-01-02T03:04:05Z","fields":[{"name":"n","value":"v","inline":true}]}],` + mentionsNone + `}`,
		"buttons":          `{"content":"x","components":[` + rowOf(5, plain) + `],` + mentionsNone + `}`,
		"link button":      `{"content":"x","components":[` + rowOf(1, `{"type":2,"style":5,"label":"b","url":"https://example.com"}`) + `],` + mentionsNone + `}`,
		"select":           `{"content":"x","components":[{"type":1,"components":[{"type":3,"custom_id":"s","options":[{"label":"a","value":"a"}]}]}],` + mentionsNone + `}`,
		"version 2":        `{"flags":32768,"components":[{"type":17,"components":[{"type":10,"content":"hi"},{"type":14},{"type":9,"components":[{"type":10,"content":"x"}],"accessory":{"type":11,"media":{"url":"https://example.com/a.png"}}}]}],` + mentionsNone + `}`,
		"surrogate pairs":  `{"content":"\ud83d\ude00 \\ud83d \u00e9",` + mentionsNone + `}`,
		"same key apart":   `{"embeds":[{"title":"a"},{"title":"b"}],` + mentionsNone + `}`,
		"one user to ping": `{"content":"<@1>","allowed_mentions":{"users":["1"]}}`,
	} {
		if _, found := CheckMessage([]byte(body), Context{}); len(found) != 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func TestMessagesDiscordRefuses(t *testing.T) {
	for name, c := range map[string]struct{ body, code string }{
		"empty":                {`{}`, CodeEmpty},
		"long text":            {`{"content":"` + strings.Repeat("a", 2001) + `"}`, CodeMaxLength},
		"long in UTF-16":       {`{"content":"` + strings.Repeat("😀", 1001) + `"}`, CodeMaxLength},
		"text as number":       {`{"content":5}`, CodeType},
		"unknown key":          {`{"content":"x","nonsense":1}`, CodeUnknown},
		"11 embeds":            {`{"embeds":[` + repeat(11, `{"title":"t"}`) + `]}`, CodeLength},
		"embed of nothing":     {`{"embeds":[{"color":1}]}`, CodeRequired},
		"embed title":          {`{"embeds":[{"title":"` + strings.Repeat("a", 257) + `"}]}`, CodeMaxLength},
		"embeds together":      {`{"embeds":[` + repeat(2, `{"description":"`+strings.Repeat("a", 3001)+`"}`) + `]}`, CodeMaxLength},
		"embed colour":         {`{"embeds":[{"title":"t","color":16777216}]}`, CodeRange},
		"embed time":           {`{"embeds":[{"title":"t","timestamp":"yesterday"}]}`, CodeType},
		"embed URL":            {`{"embeds":[{"title":"t","url":"javascript:alert(1)"}]}`, CodeURL},
		"empty field":          {`{"embeds":[{"fields":[{"name":"n","value":" "}]}]}`, CodeRequired},
		"26 fields":            {`{"embeds":[{"fields":[` + repeat(26, `{"name":"n","value":"v"}`) + `]}]}`, CodeLength},
		"picture not sent":     {`{"embeds":[{"image":{"url":"attachment://a.png"}}]}`, CodeFile},
		"attachment not sent":  {`{"content":"x","attachments":[{"id":"0"}]}`, CodeFile},
		"alt text":             {`{"content":"x","attachments":[{"id":"0","description":"` + strings.Repeat("a", 1025) + `"}]}`, CodeMaxLength},
		"flag bits":            {`{"content":"x","flags":1}`, CodeFlags},
		"parse with users":     {`{"content":"x","allowed_mentions":{"parse":["users"],"users":["1"]}}`, CodeMentions},
		"parse of nobody":      {`{"content":"x","allowed_mentions":{"parse":["all"]}}`, CodeChoices},
		"6 rows":               {`{"content":"x","components":[` + strings.ReplaceAll(repeat(6, `{"type":1,"components":[{"type":2,"style":5,"label":"b","url":"https://e.com"}]}`), "#", "") + `]}`, CodeLength},
		"6 buttons":            {`{"content":"x","components":[` + rowOf(6, plain) + `]}`, CodeLength},
		"empty row":            {`{"content":"x","components":[{"type":1,"components":[]}]}`, CodeLength},
		"bare button":          {`{"content":"x","components":[` + plain + `]}`, CodeChoices},
		"same custom_id":       {`{"content":"x","components":[` + rowOf(2, `{"type":2,"style":1,"label":"b","custom_id":"b"}`) + `]}`, CodeDuplicate},
		"button without label": {`{"content":"x","components":[` + rowOf(1, `{"type":2,"style":1,"custom_id":"b"}`) + `]}`, CodeRequired},
		"button label":         {`{"content":"x","components":[` + rowOf(1, `{"type":2,"style":1,"custom_id":"b","label":"`+strings.Repeat("a", 81)+`"}`) + `]}`, CodeMaxLength},
		"link with custom_id":  {`{"content":"x","components":[` + rowOf(1, `{"type":2,"style":5,"label":"b","custom_id":"b","url":"https://e.com"}`) + `]}`, CodeUnknown},
		"no custom_id":         {`{"content":"x","components":[` + rowOf(1, `{"type":2,"style":1,"label":"b"}`) + `]}`, CodeRequired},
		"style 7":              {`{"content":"x","components":[` + rowOf(1, `{"type":2,"style":7,"label":"b","custom_id":"b"}`) + `]}`, CodeRange},
		"custom_id length":     {`{"content":"x","components":[` + rowOf(1, `{"type":2,"style":1,"label":"b","custom_id":"`+strings.Repeat("a", 101)+`"}`) + `]}`, CodeMaxLength},
		"select by a button":   {`{"content":"x","components":[{"type":1,"components":[` + plain + `,{"type":5,"custom_id":"s"}]}]}`, CodeLayout},
		"select of nothing":    {`{"content":"x","components":[{"type":1,"components":[{"type":3,"custom_id":"s","options":[]}]}]}`, CodeLength},
		"V2 with content":      {`{"content":"x","flags":32768,"components":[{"type":10,"content":"x"}]}`, CodeV2},
		"V2 of nothing":        {`{"flags":32768,"components":[]}`, CodeEmpty},
		"invalid UTF-8":        {"{\"content\":\"\xff\"}", CodeJSON},
		"half a surrogate":     {`{"content":"\ud83d"}`, CodeJSON},
		"other half":           {`{"content":"x\ude00"}`, CodeJSON},
		"key twice":            {`{"content":"x","embeds":[{"title":"a","title":"b"}]}`, CodeJSON},
		"same option twice":    {`{"content":"x","components":[{"type":1,"components":[{"type":3,"custom_id":"s","options":[{"label":"a","value":"a"},{"label":"b","value":"a"}]}]}]}`, CodeOptionValue},
		"required in a row":    {`{"content":"x","components":[{"type":1,"components":[{"type":5,"custom_id":"s","required":true}]}]}`, CodeUnknown},
		"V2 without flag":      {`{"components":[{"type":10,"content":"x"}]}`, CodeChoices},
		"41 components":        {`{"flags":32768,"components":[{"type":17,"components":[` + repeat(40, `{"type":14}`) + `]}]}`, CodeLength},
		"V2 text together":     {`{"flags":32768,"components":[` + repeat(2, `{"type":10,"content":"`+strings.Repeat("a", 2001)+`"}`) + `]}`, CodeMaxLength},
	} {
		if _, found := CheckMessage([]byte(c.body), Context{}); !has(found, c.code) {
			t.Errorf("%s: %v lacks %s", name, found, c.code)
		}
	}
}

func TestMissingMentionsAreNoted(t *testing.T) {
	_, found := CheckMessage([]byte(`{"content":"x"}`), Context{})
	if Refused(found) || len(found) != 1 || found[0].Code != CodeMentionsMissing {
		t.Errorf("found %v", found)
	}
}

func TestEdits(t *testing.T) {
	in := Context{
		Mode: Patch, Kept: map[string]string{"77": "old.png"}, Uploads: map[string]string{"0": "new one.png"},
		Filled: map[string]bool{"embeds": true},
	}
	for name, c := range map[string]struct {
		body string
		code string
	}{
		"nothing said keeps":   {`{` + mentionsNone + `}`, ""},
		"old and new":          {`{"embeds":[{"image":{"url":"attachment://old.png"}},{"image":{"url":"attachment://new_one.png"}}],"attachments":[{"id":"77"},{"id":0}],` + mentionsNone + `}`, ""},
		"unlisted is gone":     {`{"embeds":[{"image":{"url":"attachment://old.png"}}],"attachments":[{"id":"0"}],` + mentionsNone + `}`, CodeFile},
		"renamed":              {`{"embeds":[{"image":{"url":"attachment://b.png"}}],"attachments":[{"id":"0","filename":"b.png"}],` + mentionsNone + `}`, ""},
		"no such file":         {`{"attachments":[{"id":"1"}],` + mentionsNone + `}`, CodeFile},
		"ephemeral afterwards": {`{"content":"x","flags":64,` + mentionsNone + `}`, CodeFlags},
		"listed twice":         {`{"attachments":[{"id":"77"},{"id":"77"},{"id":"0"}],` + mentionsNone + `}`, CodeFile},
		"sent and not listed":  {`{"attachments":[{"id":"77"}],` + mentionsNone + `}`, CodeFile},
		"tts":                  {`{"content":"x","tts":true,` + mentionsNone + `}`, CodeUnknown},
	} {
		_, found := CheckMessage([]byte(c.body), in)
		if (c.code == "") == Refused(found) || (c.code != "" && !has(found, c.code)) {
			t.Errorf("%s: %v, expected %q", name, found, c.code)
		}
	}
	in.Uploads = nil
	if _, found := CheckMessage([]byte(`{"embeds":[],`+mentionsNone+`}`), in); !has(found, CodeEmpty) {
		t.Errorf("an edit that leaves nothing: %v", found)
	}
}

func TestFilename(t *testing.T) {
	for sent, want := range map[string]string{
		"chart.png": "chart.png", "my chart.png": "my_chart.png", "_a.png": "a.png", "é.png": "png",
		"../../etc/passwd": "passwd", `c:\x.png`: "x.png", "": "unknown", "^gspc.png": "gspc.png",
	} {
		if got := Filename(sent); got != want {
			t.Errorf("Filename(%q) = %q", sent, got)
		}
	}
}

func TestVersion2Stays(t *testing.T) {
	in := Context{Mode: Patch, V2: true, Filled: map[string]bool{"components": true}}
	for name, c := range map[string]struct{ body, code string }{
		"said again":       {`{"flags":32768,"components":[{"type":10,"content":"y"}],` + mentionsNone + `}`, ""},
		"not said":         {`{"components":[{"type":10,"content":"y"}],` + mentionsNone + `}`, ""},
		"taken away":       {`{"flags":0,"components":[{"type":10,"content":"y"}],` + mentionsNone + `}`, CodeFlags},
		"content after it": {`{"content":"y",` + mentionsNone + `}`, CodeV2},
	} {
		_, found := CheckMessage([]byte(c.body), in)
		if (c.code == "") == Refused(found) || (c.code != "" && !has(found, c.code)) {
			t.Errorf("%s: %v, expected %q", name, found, c.code)
		}
	}
}

func FuzzCheckMessage(f *testing.F) {
	f.Add([]byte(`{"content":"\ud83d\ude00","attachments":[{"id":0}],"embeds":[{"image":{"url":"attachment://%zz"}}]}`))
	f.Add([]byte(`{"content":"\\u","a":{"b":[{"c":1}]}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		fields, found := CheckMessage(body, Context{Mode: Patch, Kept: map[string]string{"1": "a.png"}})
		if !Refused(found) && fields == nil {
			t.Fatalf("%q was taken and is no object", body)
		}
		if !Refused(found) && json.Unmarshal(body, &fields) != nil {
			t.Fatalf("%q was taken and is no JSON", body)
		}
	})
}
