package ingress_test

import (
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	check       = `{"name":"check","type":1,"options":[{"name":"ticker","type":3,"value":"AAPL"}]}`
	chart       = `{"name":"chart","type":1,"options":[{"name":"ticker","type":3,"value":"AAPL"},{"name":"timeframe","type":3,"value":"1Y"}]}`
	button      = `{"custom_id":"chart_AAPL_5D","component_type":2,"id":3}`
	command     = 2
	component   = 3
	originalEnd = "/messages/@original"
)

func data(reply map[string]any) map[string]any {
	d, _ := reply["data"].(map[string]any)
	return d
}

func TestPing(t *testing.T) {
	w := newWorld(t)
	if code, reply := w.send(`{"id":"1","type":1,"token":"t","version":1}`); code != 200 || !reflect.DeepEqual(reply, map[string]any{"type": 1.0}) {
		t.Errorf("%d %v", code, reply)
	}
}

func TestCheckAtOnce(t *testing.T) {
	w := newWorld(t)
	code, reply := w.interact(command, check)
	if code != 200 || reply["type"] != 4.0 || data(reply)["flags"] != nil {
		t.Fatalf("%d %v", code, reply)
	}
	embeds, _ := data(reply)["embeds"].([]any)
	if len(embeds) != 1 {
		t.Errorf("embeds %v", embeds)
	}
}

func TestSlowCheckIsDeferredAndFinished(t *testing.T) {
	w := newWorld(t)
	w.finish(t)
	w.back.set(2*usual, nil)
	if code, reply := w.interact(command, check); code != 200 || reply["type"] != 5.0 {
		t.Fatalf("%d %v", code, reply)
	}
	c := w.next(t)
	if c.method != http.MethodPatch || !strings.HasSuffix(c.path, "/webhooks/"+application+"/secret-token"+originalEnd) ||
		!strings.Contains(c.body, "Quick Check") {
		t.Errorf("Discord heard %+v", c)
	}
}

func TestChartTravelsByEdit(t *testing.T) {
	w := newWorld(t)
	w.finish(t)
	code, reply := w.interact(command, chart)
	if code != 200 || reply["type"] != 5.0 || data(reply)["flags"] != 64.0 {
		t.Fatalf("%d %v", code, reply)
	}
	c := w.next(t)
	if !strings.HasPrefix(c.contentType, "multipart/form-data") || !strings.Contains(c.body, `filename="aapl-1y.png"`) ||
		!strings.Contains(c.body, `"url":"attachment://aapl-1y.png"`) {
		t.Errorf("Discord heard %+v", c)
	}
}

func TestButtonRedraws(t *testing.T) {
	w := newWorld(t)
	w.finish(t)
	if code, reply := w.interact(component, button); code != 200 || !reflect.DeepEqual(reply, map[string]any{"type": 6.0}) {
		t.Fatalf("%d %v", code, reply)
	}
	if c := w.next(t); c.method != http.MethodPatch || !strings.Contains(c.body, `filename="aapl-5d.png"`) {
		t.Errorf("Discord heard %+v", c)
	}
}

func TestFailedButtonKeepsTheMessage(t *testing.T) {
	w := newWorld(t)
	w.finish(t)
	w.back.set(0, fault.New(codes.NotFound, "There are no prices of AAPL."))
	w.interact(component, button)
	c := w.next(t)
	if c.method != http.MethodPatch || !strings.HasSuffix(c.path, originalEnd) || strings.Contains(c.body, "embeds") ||
		!strings.Contains(c.body, "There are no prices of AAPL.") {
		t.Errorf("Discord heard %+v", c)
	}
}

func TestFailedChartReplacesThinking(t *testing.T) {
	w := newWorld(t)
	w.finish(t)
	w.back.set(0, fault.New(codes.NotFound, "There are no prices of AAPL."))
	w.interact(command, chart)
	if c := w.next(t); c.method != http.MethodPatch || !strings.Contains(c.body, "There are no prices of AAPL.") {
		t.Errorf("Discord heard %+v", c)
	}
}

func TestFaultsAreShownToTheUser(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		kind int
		data string
		text string
	}{
		"unknown command":  {command, `{"name":"moon","type":1}`, "/check, /chart"},
		"unknown button":   {component, `{"custom_id":"approve_7","component_type":2}`, "not in use"},
		"malformed button": {component, `{"custom_id":"chart_AAPL","component_type":2}`, "cannot read this button"},
		"no symbol":        {command, `{"name":"check","type":1,"options":[{"name":"ticker","type":3,"value":"@everyone"}]}`, "no symbol"},
	} {
		code, reply := w.interact(c.kind, c.data)
		text, _ := data(reply)["content"].(string)
		if code != 200 || reply["type"] != 4.0 || data(reply)["flags"] != 64.0 || !strings.Contains(text, c.text) {
			t.Errorf("%s: %d %v", name, code, reply)
		}
		if strings.Contains(text, "@everyone") {
			t.Errorf("%s repeats user text: %q", name, text)
		}
	}
}

func TestDuplicateGetsTheFirstAnswer(t *testing.T) {
	w := newWorld(t)
	_, first := w.interact(command, check)
	w.serial-- // the same id again
	_, second := w.interact(command, check)
	if !reflect.DeepEqual(first, second) || w.back.count() != 1 {
		t.Errorf("second answer %v after %d calls", second, w.back.count())
	}
}

func TestSignedGarbage(t *testing.T) {
	w := newWorld(t)
	for name, body := range map[string]string{
		"empty": "", "not JSON": "nonsense", "a list": "[]", "two documents": `{"id":"1","type":1}{}`,
		"no data":           `{"id":"1","application_id":"` + application + `","type":2,"token":"t"}`,
		"id is no number":   `{"id":"x","application_id":"` + application + `","type":2,"token":"t","data":{}}`,
		"other application": `{"id":"1","application_id":"2","type":2,"token":"t","data":{"name":"check"}}`,
		"unknown type":      `{"id":"1","application_id":"` + application + `","type":99,"token":"t","data":{}}`,
	} {
		if code, reply := w.send(body); code != http.StatusBadRequest {
			t.Errorf("%s: %d %v", name, code, reply)
		}
	}
}

// TestOddJSON sends what the strict decoder refuses and users' texts may hold.
func TestOddJSON(t *testing.T) {
	w := newWorld(t)
	for name, data := range map[string]string{
		"half a character": `{"name":"check","options":[{"name":"ticker","type":3,"value":"AAPL"},{"name":"note","type":3,"value":"\ud83d"}]}`,
		"a key twice":      `{"name":"moon","name":"check","options":[{"name":"ticker","type":3,"value":"AAPL"}]}`,
		"nulls":            `{"name":"check","resolved":null,"options":[{"name":"ticker","type":3,"value":"AAPL","focused":null}],"values":null}`,
		"unknown numbers":  `{"name":"check","type":99,"component_type":77,"options":[{"name":"ticker","type":42,"value":"AAPL"}]}`,
	} {
		if code, reply := w.interact(command, data); code != 200 || reply["type"] != 4.0 || data == "" {
			t.Errorf("%s: %d %v", name, code, reply)
		}
	}
}

func TestOtherPaths(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		method, path string
		code         int
	}{
		"health":       {http.MethodGet, "/health", 200},
		"ready":        {http.MethodGet, "/ready", 200},
		"other path":   {http.MethodGet, "/admin", 404},
		"REST":         {http.MethodGet, "/v1/quotes/AAPL", 404},
		"other method": {http.MethodGet, "/interactions", 405},
		"override":     {http.MethodDelete, "/health", 405},
		"unsigned":     {http.MethodPost, "/interactions", 401},
	} {
		reply := httptest.NewRecorder()
		w.handler.ServeHTTP(reply, httptest.NewRequest(c.method, c.path, strings.NewReader("{}")))
		if reply.Code != c.code {
			t.Errorf("%s: %d, want %d", name, reply.Code, c.code)
		}
		if c.path == "/health" && c.code == 200 && reply.Body.String() != `{"status":"healthy"}` {
			t.Errorf("health says %s", reply.Body)
		}
	}
}

func TestAnswersWithinTheBudget(t *testing.T) {
	w := newWorld(t)
	w.back.set(time.Minute, nil)
	start := time.Now()
	if _, reply := w.interact(command, check); reply["type"] != 5.0 {
		t.Fatalf("reply %v", reply)
	}
	if took := time.Since(start); took > 10*usual {
		t.Errorf("the first answer took %s with a budget of %s", took, usual)
	}
}
