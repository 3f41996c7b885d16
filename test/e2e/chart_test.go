package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// chosen are the values the menus of a message begin with.
func chosen(t *testing.T, id string) (values []string) {
	t.Helper()
	var m struct {
		Components []struct {
			Components []struct {
				Options []struct {
					Value   string `json:"value"`
					Default bool   `json:"default"`
				} `json:"options"`
			} `json:"components"`
		} `json:"components"`
	}
	call(t, http.MethodGet, "/api/messages/"+id, nil, &m)
	for _, row := range m.Components {
		for _, menu := range row.Components {
			for _, o := range menu.Options {
				if o.Default {
					values = append(values, o.Value)
				}
			}
		}
	}
	return values
}

// choose picks values in a menu and returns the final message.
func choose(t *testing.T, id, customID string, values ...string) message {
	t.Helper()
	var changed message
	body := map[string]any{"custom_id": customID, "values": append([]string{}, values...)}
	if status := call(t, http.MethodPost, "/api/messages/"+id+"/components", body, &changed); status != http.StatusOK {
		t.Fatalf("%s %v: status %d", customID, values, status)
	}
	return final(t, changed.ID)
}

// awaitREST waits until the service behind a route answers again.
func awaitREST(t *testing.T, path string) {
	t.Helper()
	for range 200 {
		if status, _ := get(t, running.Addresses().Internal, path); status == http.StatusOK {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s does not answer", path)
}

// TestLooksAreRemembered chooses indicators and a style, restarts the service
// that keeps them, and finds them in the next chart.
func TestLooksAreRemembered(t *testing.T) {
	id := final(t, send(t, "/chart AAPL 1Y")).ID
	if values := chosen(t, id); !slices.Contains(values, "volume") || slices.Contains(values, "rsi") {
		t.Errorf("at first: %v", values)
	}
	m := choose(t, id, "chart_toggle_AAPL_1Y", "rsi", "macd")
	if m.ID != id || len(m.Attachments) != 1 || !strings.Contains(m.Attachments[0].Description, "RSI") {
		t.Errorf("with RSI and MACD: %+v", m)
	}
	choose(t, id, "v2:style:AAPL:1Y", "line")
	running.Kill(mesh.Command)
	restart(t, mesh.Command)
	awaitREST(t, "/v1/preferences/anyone")
	id = final(t, send(t, "/chart MSFT 6M")).ID
	if values := chosen(t, id); !slices.Equal(values, []string{"rsi", "macd", "line"}) {
		t.Errorf("after a restart: %v", values)
	}
	if choose(t, id, "chart_toggle_MSFT_6M"); !slices.Equal(chosen(t, id), []string{"line"}) {
		t.Errorf("none chosen: %v", chosen(t, id))
	}
	final(t, send(t, "/chart AAPL 1Y style:candles indicators:sma20,sma50,ema9,volume"))
}

func TestChartsAsFiles(t *testing.T) {
	a := running.Addresses()
	for path, want := range map[string]string{
		"/v1/charts/AAPL.png?timeframe=5Y&style=area":                     "\x89PNG",
		"/v1/charts/%5EGSPC.svg?timeframe=YTD&indicators=rsi&theme=light": "<svg",
		"/v1/indicators": `"bollinger"`,
	} {
		if status, body := get(t, a.Internal, path); status != http.StatusOK || !strings.Contains(body[:min(len(body), 4000)], want) {
			t.Errorf("%s: %d %.200s", path, status, body)
		}
	}
}
