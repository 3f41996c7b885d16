package ingress_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/kit/fault"
)

const (
	autocomplete = 4
	modalSubmit  = 5
)

func TestAutocomplete(t *testing.T) {
	w := newWorld(t)
	typing := `{"name":"check","type":1,"options":[{"name":"ticker","type":3,"value":"microso","focused":true}]}`
	code, reply := w.interact(autocomplete, typing)
	choices, _ := data(reply)["choices"].([]any)
	if code != 200 || reply["type"] != 8.0 || len(choices) != 1 {
		t.Fatalf("%d %v", code, reply)
	}
	if choice, _ := choices[0].(map[string]any); choice["value"] != "MSFT" {
		t.Errorf("offered %v", choices)
	}
	for name, c := range map[string]struct {
		data  string
		delay time.Duration
		err   error
	}{
		"unknown command": {`{"name":"moon","options":[{"name":"x","value":1,"focused":true}]}`, 0, nil},
		"nothing focused": {`{"name":"check","options":[]}`, 0, nil},
		"too late":        {typing, time.Minute, nil},
		"failing":         {typing, 0, errors.New("away")},
	} {
		w.back.set(c.delay, c.err)
		code, reply := w.interact(autocomplete, c.data)
		if choices, ok := data(reply)["choices"].([]any); code != 200 || reply["type"] != 8.0 || !ok || len(choices) != 0 {
			t.Errorf("%s: %d %v", name, code, reply)
		}
	}
}

func TestModalEndToEnd(t *testing.T) {
	w := newWorld(t)
	code, opened := w.interact(component, `{"custom_id":"v1:check:ask","component_type":2}`)
	if code != 200 || opened["type"] != 9.0 {
		t.Fatalf("%d %v", code, opened)
	}
	id, _ := data(opened)["custom_id"].(string)
	inLabel := `{"custom_id":"` + id + `","components":[{"type":18,"component":{"type":4,"custom_id":"ticker","value":"aapl"}}]}`
	inRow := `{"custom_id":"` + id + `","components":[{"type":10},{"type":1,"components":[{"type":4,"custom_id":"ticker","value":"AAPL"}]}]}`
	for name, submitted := range map[string]string{"in a label": inLabel, "in a row": inRow} {
		if code, reply := w.interact(modalSubmit, submitted); code != 200 || reply["type"] != 4.0 || len(data(reply)["embeds"].([]any)) != 1 {
			t.Errorf("%s: %d %v", name, code, reply)
		}
	}
	code, reply := w.interact(modalSubmit, `{"custom_id":"`+id+`","components":[]}`)
	if text, _ := data(reply)["content"].(string); code != 200 || data(reply)["flags"] != 64.0 || !strings.Contains(text, "no symbol") {
		t.Errorf("an empty form: %d %v", code, reply)
	}
}

// TestEveryContext sends the same command from each place it can be used in.
func TestEveryContext(t *testing.T) {
	w := newWorld(t)
	for name, where := range map[string]string{
		"guild":          `"context":0,"guild_id":"5","channel":{"id":"6","type":0},"member":{"user":{"id":"42"},"roles":["1"],"permissions":"2147483647"},"authorizing_integration_owners":{"0":"5"}`,
		"DM":             `"context":1,"channel":{"id":"6","type":1},"user":{"id":"42"},"authorizing_integration_owners":{"0":"0"}`,
		"private":        `"context":2,"channel":{"id":"6","type":3},"user":{"id":"42"},"authorizing_integration_owners":{"1":"42"}`,
		"user install":   `"context":0,"guild_id":"5","member":{"user":{"id":"42"}},"authorizing_integration_owners":{"1":"42"},"app_permissions":"0"`,
		"new context":    `"context":9,"user":{"id":"42"}`,
		"nobody":         `"user":null,"member":null`,
		"undocumented":   `"user":{"id":"42","clan":{"tag":"X"}},"entitlement_sku_ids":[],"entitlements":[{"id":"1","sku_id":"2","type":8,"starts_at":null}]`,
		"permission max": `"member":{"user":{"id":"42"},"permissions":"18446744073709551615"},"app_permissions":"9007199254740991"`,
	} {
		w.serial++
		code, reply := w.sendAs(where, command, check)
		if code != 200 || reply["type"] != 4.0 || data(reply)["flags"] != nil {
			t.Errorf("%s: %d %v", name, code, reply)
		}
	}
}

// TestDuplicateOfADeadTaker claims an interaction as a gateway that died before
// it answered would have.
func TestDuplicateOfADeadTaker(t *testing.T) {
	w := newWorld(t)
	w.finish(t)
	if first, err := w.claims.Claim(t.Context(), w.nextID()); err != nil || !first {
		t.Fatal(err)
	}
	started := time.Now()
	code, reply := w.interact(command, check)
	if code != 200 || reply["type"] != 5.0 || time.Since(started) > 2900*time.Millisecond {
		t.Fatalf("%d %v after %s", code, reply, time.Since(started))
	}
	if c := w.next(t); !strings.Contains(c.body, "Quick Check") {
		t.Errorf("Discord heard %+v", c)
	}
	w.serial--
	if _, again := w.interact(command, check); again["type"] != 5.0 || w.back.count() != 1 {
		t.Errorf("again: %v after %d calls", again, w.back.count())
	}
}

// TestOnlyTheNewestClickIsShown makes the first click's chart the slower one.
func TestOnlyTheNewestClickIsShown(t *testing.T) {
	w := newWorld(t)
	w.back.set(500*time.Millisecond, nil)
	w.finish(t)
	w.interact(component, `{"custom_id":"chart_AAPL_5D","component_type":2}`)
	w.back.awaitCalls(t, 1)
	w.back.set(0, nil)
	w.interact(component, `{"custom_id":"chart_AAPL_1Y","component_type":2}`)
	if c := w.next(t); !strings.Contains(c.body, `filename="aapl-1y.png"`) {
		t.Errorf("first shown: %.300s", c.body)
	}
	time.Sleep(time.Second)
	select {
	case c := <-w.calls:
		t.Errorf("then shown: %.300s", c.body)
	default:
	}
}

func TestSlowCommandsAreDeferredAtOnce(t *testing.T) {
	w := newWorld(t)
	for range 8 {
		w.budgets.Observe("check", 10*time.Second)
	}
	w.back.set(100*time.Millisecond, nil)
	if _, reply := w.interact(command, check); reply["type"] != 5.0 {
		t.Errorf("reply %v", reply)
	}
	if w.back.count() != 0 {
		t.Error("a hopeless attempt was made")
	}
}

// TestRefusedAnswerBecomesText lets Discord refuse the embed.
func TestRefusedAnswerBecomesText(t *testing.T) {
	w := newWorld(t)
	w.finish(t)
	w.refuse(http.StatusBadRequest, `{"code":50035,"errors":{"embeds":{"0":{"_errors":[{"code":"X"}]}}}}`)
	w.interact(command, chart)
	if first := w.next(t); !strings.Contains(first.body, "payload_json") {
		t.Errorf("first %+v", first)
	}
	if second := w.next(t); !strings.Contains(second.body, "Discord does not take this answer") || !strings.Contains(second.body, `"allowed_mentions":{"parse":[]}`) {
		t.Errorf("then %+v", second)
	}
}

func TestUsageIsCounted(t *testing.T) {
	w := newWorld(t)
	w.finish(t)
	w.interact(command, check)
	w.back.set(0, fault.New(codes.NotFound, "There are no prices of AAPL."))
	w.interact(command, chart)
	w.next(t)
	for range 100 {
		if w.uses.count() == 2 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if w.uses.count() != 2 || w.uses.deferred != 1 || w.uses.failed != 1 {
		t.Errorf("counted %d uses, %d deferred, %d failed", w.uses.count(), w.uses.deferred, w.uses.failed)
	}
}

// TestHandlerFaultsNeverSurface turns every gRPC code into an answer.
func TestHandlerFaultsNeverSurface(t *testing.T) {
	w := newWorld(t)
	for code := codes.Canceled; code <= codes.Unauthenticated; code++ {
		w.back.set(0, fault.New(code, "It is so."))
		status, reply := w.interact(command, check)
		if kind := reply["type"]; status != 200 || kind != 4.0 && (code != codes.DeadlineExceeded || kind != 5.0) {
			t.Errorf("%s: %d %v", code, status, reply)
		}
	}
}
