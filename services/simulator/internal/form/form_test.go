package form

import (
	"encoding/json"
	"errors"
	"testing"
)

const data = `{"custom_id":"set","title":"Change","components":[
	{"type":10,"content":"Think first."},
	{"type":18,"label":"Reason","component":{"type":4,"custom_id":"reason","style":2,"min_length":3,"max_length":10}},
	{"type":18,"label":"When","component":{"type":3,"custom_id":"when","options":[{"label":"Now","value":"now","default":true},{"label":"Later","value":"later"}]}},
	{"type":18,"label":"Which","component":{"type":22,"custom_id":"which","required":false,"options":[{"label":"A","value":"a"},{"label":"B","value":"b"}]}},
	{"type":18,"label":"Sure","component":{"type":23,"custom_id":"sure"}},
	{"type":18,"label":"One","component":{"type":21,"custom_id":"one","required":false,"options":[{"label":"A","value":"a"},{"label":"B","value":"b"}]}},
	{"type":1,"components":[{"type":4,"custom_id":"old","style":1,"label":"Value","required":false,"value":"5"}]}]}`

func open(t *testing.T) *Form {
	var decoded map[string]any
	if err := json.Unmarshal([]byte(data), &decoded); err != nil {
		t.Fatal(err)
	}
	return New("77", decoded)
}

func TestFill(t *testing.T) {
	f := open(t)
	if f.ID != "77" || f.CustomID != "set" || f.Title != "Change" || len(f.inputs()) != 6 {
		t.Fatalf("form %+v", f)
	}
	filled, err := f.Fill(map[string]any{"reason": "better", "which": []any{"a", "b"}, "sure": true})
	got, _ := json.Marshal(filled)
	const want = `{"components":[{"id":1,"type":10},` +
		`{"component":{"custom_id":"reason","id":1,"type":4,"value":"better"},"id":2,"type":18},` +
		`{"component":{"custom_id":"when","id":1,"type":3,"values":["now"]},"id":3,"type":18},` +
		`{"component":{"custom_id":"which","id":1,"type":22,"values":["a","b"]},"id":4,"type":18},` +
		`{"component":{"custom_id":"sure","id":1,"type":23,"value":true},"id":5,"type":18},` +
		`{"component":{"custom_id":"one","id":1,"type":21,"value":null},"id":6,"type":18},` +
		`{"components":[{"custom_id":"old","id":1,"type":4,"value":"5"}],"id":7,"type":1}],"custom_id":"set"}`
	if err != nil || string(got) != want {
		t.Errorf("%v\ngot  %s\nwant %s", err, got, want)
	}
}

func TestFillRefusesWhatClientsWouldNotSend(t *testing.T) {
	for name, values := range map[string]map[string]any{
		"required":        {},
		"too short":       {"reason": "no"},
		"too long":        {"reason": "because of it"},
		"no text":         {"reason": 5.0},
		"not offered":     {"reason": "good", "when": "never"},
		"two of one":      {"reason": "good", "when": []any{"now", "later"}},
		"none of one":     {"reason": "good", "when": []any{}},
		"the same twice":  {"reason": "good", "which": []any{"a", "a"}},
		"number in list":  {"reason": "good", "which": []any{1.0}},
		"no radio":        {"reason": "good", "one": "c"},
		"no boolean":      {"reason": "good", "sure": "yes"},
		"unknown input":   {"reason": "good", "nonsense": "x"},
		"object for list": {"reason": "good", "when": map[string]any{}},
	} {
		if filled, err := open(t).Fill(values); !errors.Is(err, ErrFilled) {
			t.Errorf("%s: %v, %v", name, filled, err)
		}
	}
}
