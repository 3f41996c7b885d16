package rules

import (
	"fmt"
	"slices"
	"testing"
)

// The matrix of callbacks by kind of interaction, as Discord documents it.
func TestLegalCallbacks(t *testing.T) {
	data := map[int]string{
		4: `{"content":"x","allowed_mentions":{"parse":[]}}`, 5: `{"flags":64}`, 8: `{"choices":[]}`,
		7: `{"content":"x","allowed_mentions":{"parse":[]}}`,
		9: `{"custom_id":"f","title":"Form","components":[{"type":10,"content":"hi"}]}`,
	}
	for kind, allowed := range map[Kind][]int{
		Ping: {1}, Command: {4, 5, 9}, Component: {4, 5, 6, 7, 9}, Autocomplete: {8}, ModalSubmit: {4, 5, 6, 7},
	} {
		for number := 1; number <= 13; number++ {
			body := fmt.Sprintf(`{"type":%d}`, number)
			if data[number] != "" {
				body = fmt.Sprintf(`{"type":%d,"data":%s}`, number, data[number])
			}
			callback, found := CheckCallback(kind, &Context{}, []byte(body))
			if Refused(found) == slices.Contains(allowed, number) {
				t.Errorf("kind %d, callback %d: %v", kind, number, found)
			}
			if !Refused(found) && callback.Type != number {
				t.Errorf("kind %d: type %d was read as %d", kind, number, callback.Type)
			}
		}
	}
}

func TestCallbackRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		kind       Kind
		body, code string
	}{
		"no JSON":                   {Command, `<html>`, CodeJSON},
		"two values":                {Command, `{"type":5}{"type":5}`, CodeJSON},
		"list":                      {Command, `[]`, CodeType},
		"no type":                   {Command, `{}`, CodeRequired},
		"type as text":              {Command, `{"type":"5"}`, CodeInteger},
		"4 without data":            {Command, `{"type":4}`, CodeRequired},
		"empty message":             {Command, `{"type":4,"data":{"content":"  "}}`, CodeEmpty},
		"5 with content":            {Command, `{"type":5,"data":{"content":"x"}}`, CodeUnknown},
		"5 with V2":                 {Command, `{"type":5,"data":{"flags":32768}}`, CodeFlags},
		"6 with data":               {Component, `{"type":6,"data":{}}`, CodeUnknown},
		"camelCase":                 {Command, `{"type":4,"data":{"content":"x","allowedMentions":{}}}`, CodeUnknown},
		"flags as text":             {Command, `{"type":4,"data":{"content":"x","flags":"64"}}`, CodeInteger},
		"inline file":               {Command, `{"type":4,"data":{"content":"x","attachments":[{"id":"0"}]}}`, CodeFile},
		"inline picture":            {Command, `{"type":4,"data":{"embeds":[{"image":{"url":"attachment://a.png"}}]}}`, CodeFile},
		"edit flags on an update":   {Component, `{"type":7,"data":{"content":"x","flags":1}}`, CodeFlags},
		"choices missing":           {Autocomplete, `{"type":8,"data":{}}`, CodeRequired},
		"choice without value":      {Autocomplete, `{"type":8,"data":{"choices":[{"name":"a"}]}}`, CodeRequired},
		"modal without title":       {Command, `{"type":9,"data":{"custom_id":"a","components":[{"type":10,"content":"x"}]}}`, CodeRequired},
		"modal disabled":            {Command, `{"type":9,"data":{"custom_id":"a","title":"t","components":[{"type":18,"label":"l","component":{"type":4,"custom_id":"c","style":1,"disabled":true}}]}}`, CodeUnknown},
		"modal of six":              {Command, `{"type":9,"data":{"custom_id":"a","title":"t","components":[` + repeat(6, `{"type":10,"content":"x"}`) + `]}}`, CodeLength},
		"26 choices":                {Autocomplete, `{"type":8,"data":{"choices":[` + repeat(26, `{"name":"a","value":"a"}`) + `]}}`, CodeLength},
		"modal with a button":       {Command, `{"type":9,"data":{"custom_id":"a","title":"t","components":[{"type":2}]}}`, CodeChoices},
		"label around an own label": {Command, `{"type":9,"data":{"custom_id":"a","title":"t","components":[{"type":18,"label":"l","component":{"type":4,"custom_id":"c","style":1,"label":"x"}}]}}`, CodeUnknown},
	} {
		_, found := CheckCallback(c.kind, &Context{}, []byte(c.body))
		if !has(found, c.code) {
			t.Errorf("%s: %v lacks %s", name, found, c.code)
		}
	}
}

func has(found []Violation, code string) bool {
	return slices.ContainsFunc(found, func(v Violation) bool { return v.Code == code && !v.Note })
}

func FuzzCheckCallback(f *testing.F) {
	f.Add(2, []byte(`{"type":4,"data":{"content":"x","embeds":[{"title":"t"}],"components":[{"type":1,"components":[{"type":2}]}]}}`))
	f.Add(4, []byte(`{"type":8,"data":{"choices":[{"name":"a","value":1e99}]}}`))
	f.Add(3, []byte(`{"type":7,"data":{"flags":32768,"components":[{"type":17,"components":[null,3]}]}}`))
	f.Fuzz(func(t *testing.T, kind int, body []byte) {
		callback, found := CheckCallback(Kind(kind), nil, body)
		if !Refused(found) && callback.Type == 0 {
			t.Fatalf("%q was taken and has no type", body)
		}
	})
}
