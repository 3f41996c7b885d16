package e2e

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

func TestCheck(t *testing.T) {
	m := final(t, send(t, "/check AAPL"))
	if len(m.Embeds) != 1 || m.Embeds[0].Title != "📊 AAPL Quick Check" || m.Ephemeral {
		t.Fatalf("message %+v", m)
	}
	for name, want := range map[string]string{"Price": "$188.59", "Change": "-0.76%", "52-week range": "$190.37", "Trend": "Up"} {
		found := false
		for _, f := range m.Embeds[0].Fields {
			found = found || f.Name == name && strings.Contains(f.Value, want)
		}
		if !found {
			t.Errorf("no field %s with %s: %+v", name, want, m.Embeds[0].Fields)
		}
	}
	if !strings.Contains(m.Embeds[0].Footer.Text, "sample data (AAPL.csv) · as of 11 May 2018") {
		t.Errorf("footer %q", m.Embeds[0].Footer.Text)
	}
}

func TestChartInEveryTimeframe(t *testing.T) {
	for _, tf := range []string{"1D", "5D", "1M", "3M", "1Y"} {
		m := final(t, send(t, "/chart MSFT "+tf))
		if len(m.Attachments) != 1 || m.Attachments[0].Width != 1200 || m.Attachments[0].Height != 800 ||
			m.Attachments[0].Description == "" || m.Attachments[0].Size > 150<<10 {
			t.Errorf("%s: attachments %+v", tf, m.Attachments)
		}
		if synthetic := strings.Contains(m.Embeds[0].Footer.Text, "SYNTHETIC"); synthetic != strings.HasSuffix(tf, "D") {
			t.Errorf("%s: footer %q", tf, m.Embeds[0].Footer.Text)
		}
	}
}

func TestTimeframeButtonRedraws(t *testing.T) {
	id := final(t, send(t, "/chart AAPL 1M")).ID
	if changed := press(t, id, "chart_AAPL_1Y"); changed != id {
		t.Errorf("the button changed message %s, not %s", changed, id)
	}
	m := final(t, id)
	if len(m.Attachments) != 1 || m.Attachments[0].Filename != "aapl-1y.png" {
		t.Errorf("attachments %+v", m.Attachments)
	}
}

func TestChartButtonUnderCheckAddsAMessage(t *testing.T) {
	id := final(t, send(t, "/check AAPL")).ID
	added := press(t, id, "v1:chart:AAPL:1M")
	if m := final(t, added); added == id || len(m.Attachments) != 1 {
		t.Errorf("message %s with %+v", added, m.Attachments)
	}
}

func TestFaultsReachTheUser(t *testing.T) {
	for text, want := range map[string]string{
		"/check APPL":    "Did you mean",
		"/check NVDA":    "There are no prices of NVDA",
		"/check !!":      "That is no symbol",
		"/moon":          "I answer to /check, /chart",
		"/chart NVDA 1Y": "There are no prices of NVDA",
	} {
		m := final(t, send(t, text))
		if !strings.Contains(m.Content, want) || !strings.Contains(m.Content, "trace `"+m.TraceID) {
			t.Errorf("%s says %q, want %q and trace %s", text, m.Content, want, m.TraceID)
		}
	}
}

func TestProbes(t *testing.T) {
	for fault, want := range map[string]int{
		"ping": 200, "bad_signature": 401, "missing_signature": 401, "stale": 401, "altered_body": 401,
	} {
		var got struct {
			Status int    `json:"status"`
			Body   string `json:"body"`
		}
		call(t, http.MethodPost, "/api/probe", map[string]string{"fault": fault}, &got)
		if got.Status != want {
			t.Errorf("%s: %d %s", fault, got.Status, got.Body)
		}
	}
}

func TestDiscordTroubleIsRetried(t *testing.T) {
	for _, fault := range []string{"500", "10015", "429"} {
		call(t, http.MethodPost, "/api/faults", map[string]any{"webhook": fault, "count": 2}, nil)
		final(t, send(t, "/chart IBM 3M"))
	}
}

// TestGatewayKilledBetweenAckAndFinish kills the gateway while Discord refuses
// its edits, so that the first answer is out and the final one is not.
func TestGatewayKilledBetweenAckAndFinish(t *testing.T) {
	call(t, http.MethodPost, "/api/faults", map[string]any{"webhook": "500", "count": 3}, nil)
	id := send(t, "/chart ORCL 1Y")
	awaitFirstAnswer(t, id)
	running.Kill(mesh.Gateway)
	var m message
	call(t, http.MethodGet, "/api/messages/"+id, nil, &m)
	if m.State != "thinking" {
		t.Fatalf("the gateway was killed too late: %s", m.State)
	}
	restart(t, mesh.Gateway)
	if m := final(t, id); len(m.Attachments) != 1 {
		t.Errorf("message %+v", m)
	}
}

func awaitFirstAnswer(t *testing.T, id string) {
	t.Helper()
	for range 300 {
		var m message
		if call(t, http.MethodGet, "/api/messages/"+id, nil, &m); m.FirstAnswer != nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("message %s had no first answer", id)
}

func restart(t *testing.T, name string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startLimit)
	defer cancel()
	if _, err := running.Start(ctx, name); err != nil {
		t.Fatal(err)
	}
	if err := running.AwaitReady(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestReadyFollowsTheMesh(t *testing.T) {
	running.Kill(mesh.Market)
	defer restart(t, mesh.Market)
	for range 100 {
		if status, body := get(t, running.Addresses().Public, "/ready"); status == http.StatusServiceUnavailable {
			if !strings.Contains(body, "market") {
				t.Errorf("/ready does not name the market service: %s", body)
			}
			status, body = get(t, running.Addresses().Public, "/health")
			if status != http.StatusOK || body != `{"status":"healthy"}` {
				t.Errorf("/health: %d %s", status, body)
			}
			TestProbes(t) // Discord removes an endpoint that fails them
			m := message{}
			call(t, http.MethodGet, "/api/messages/"+send(t, "/check AAPL")+"?wait=final&timeout=30s", nil, &m)
			if !strings.Contains(m.Content, "cannot be reached") {
				t.Errorf("without a market the user reads %q", m.Content)
			}
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("/ready never noticed that the market service is gone")
}

func TestRESTAndPages(t *testing.T) {
	a := running.Addresses()
	final(t, send(t, "/check AAPL")) // there are no metrics of answers before the first
	for name, c := range map[string]struct{ host, path, want string }{
		"information": {a.Public, "/", "All services answer"},
		"revision":    {a.Public, "/", "in use by this gateway, which follows changes"},
		"quote":       {a.Internal, "/v1/quotes/AAPL", `"price":188.59`},
		"bars":        {a.Internal, "/v1/bars/AAPL?timeframe=TIMEFRAME_1M", `"timeZone":"America/New_York"`},
		"fiscal":      {a.Internal, "/v1/fundamentals/AAPL?limit=1", `"revenue":215639000000`},
		"symbols":     {a.Internal, "/v1/symbols?query=microso", `"MSFT"`},
		"check":       {a.Internal, "/v1/check/%5EGSPC", `"TREND_`},
		"spend":       {a.Internal, "/v1/spend", `"leftTokens":"2000000"`},
		"parameters":  {a.Internal, "/v1/parameters?group=mesh", `"DEFER_BUDGET"`},
		"OpenAPI":     {a.Internal, "/openapi.json", `"/v1/charts/{symbol}"`},
		"metrics":     {a.Internal, "/metrics", "catalyst_interaction_first_answer_duration_seconds"},
	} {
		if status, body := get(t, c.host, c.path); status != http.StatusOK || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d, without %s", name, status, c.want)
		}
	}
}

func get(t *testing.T, host, path string) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+host+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}
