package ingress_test

import (
	"testing"
	"time"
)

// FuzzSigned sends signed bytes of any kind: whatever they are, the answer is a
// callback or a 400.
func FuzzSigned(f *testing.F) {
	for _, seed := range []string{
		"", "{}", "null", "[]", `{"type":1}`, `{"type":99,"id":"1"}`, `{"id":"1","token":"\ud83d","type":1}`,
		`{"id":"1","application_id":"` + application + `","type":2,"token":"t","data":{"name":"check","options":[{"name":"ticker","type":3,"value":"AAPL"}]}}`,
		`{"id":"2","application_id":"` + application + `","type":3,"token":"t","message":{"id":"7"},"data":{"custom_id":"chart_AAPL_1D"}}`,
		`{"id":"3","application_id":"` + application + `","type":4,"token":"t","data":{"name":"check","options":[{"name":"ticker","value":"a","focused":true}]}}`,
		`{"id":"4","application_id":"` + application + `","type":5,"token":"t","data":{"custom_id":"v1:check:symbol","components":[{"type":18,"component":{"custom_id":"ticker","value":"AAPL"}}]}}`,
		`{"id":"5","application_id":"` + application + `","type":2,"token":"t","data":{"name":"a","options":[{"type":2,"options":[{"type":1,"options":[{"type":1}]}]}]}}`,
	} {
		f.Add([]byte(seed))
	}
	w := newWorld(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		started := time.Now()
		code, reply := w.send(string(body))
		if code != 200 && code != 400 || code == 200 && reply["type"] == nil {
			t.Errorf("%d %v", code, reply)
		}
		if took := time.Since(started); took > 10*time.Second {
			t.Errorf("answered after %s", took)
		}
	})
}
