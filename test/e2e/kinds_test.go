package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// from types a command somewhere else than in a guild.
func from(t *testing.T, context, text string) string {
	t.Helper()
	var sent message
	if status := call(t, http.MethodPost, "/api/commands", map[string]string{"text": text, "context": context}, &sent); status != http.StatusOK {
		t.Fatalf("%s: status %d", text, status)
	}
	return sent.ID
}

func TestEveryContext(t *testing.T) {
	for _, context := range []string{"guild", "dm", "user_install"} {
		for _, text := range []string{"/check AAPL", "/chart AAPL 1M", "/watchlist list"} {
			if m := final(t, from(t, context, text)); len(m.Embeds) != 1 {
				t.Errorf("%s in %s: %+v", text, context, m)
			}
		}
	}
}

// suggestions completes an option and returns the values offered.
func suggestions(t *testing.T, text string) (values []string, tookMS float64) {
	t.Helper()
	var offered struct {
		Choices []struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		} `json:"choices"`
		Duration   float64 `json:"duration_ms"`
		Violations []any   `json:"violations"`
	}
	status := call(t, http.MethodPost, "/api/autocomplete", map[string]string{"text": text, "focused": "ticker"}, &offered)
	if status != http.StatusOK || len(offered.Violations) > 0 {
		t.Fatalf("%s: status %d, %v", text, status, offered.Violations)
	}
	for _, choice := range offered.Choices {
		values = append(values, choice.Value)
	}
	return values, offered.Duration
}

func TestAutocomplete(t *testing.T) {
	for text, want := range map[string]string{
		"/check microso": "MSFT", "/chart aap": "AAPL", "/check berkshre": "BRK.B", "/watchlist add ORACL": "ORCL", "/check ": "AAPL",
	} {
		if values, _ := suggestions(t, text); !slices.Contains(values, want) {
			t.Errorf("%q offers %v, without %s", text, values, want)
		}
	}
	final(t, send(t, "/watchlist add CSCO"))
	defer func() { final(t, send(t, "/watchlist clear")) }()
	if values, _ := suggestions(t, "/check c"); len(values) == 0 || values[0] != "CSCO" {
		t.Errorf("what is watched is not offered first: %v", values)
	}
}

// TestAutocompleteIsQuick measures completions through the whole mesh. Its
// bound leaves room for a busy machine; the goal is in the note.
func TestAutocompleteIsQuick(t *testing.T) {
	var took []float64
	for i := range 200 {
		_, ms := suggestions(t, "/check "+[]string{"a", "micro", "app", "ber", "inc", "tesl", "gold", "5"}[i%8])
		took = append(took, ms)
	}
	slices.Sort(took)
	t.Logf("autocomplete: p50 %.1f ms, p99 %.1f ms, max %.1f ms", took[100], took[197], took[199])
	if took[100] > 100 {
		t.Errorf("the median completion takes %.1f ms", took[100])
	}
}

func TestModal(t *testing.T) {
	id := final(t, send(t, "/check AAPL")).ID
	var opened message
	call(t, http.MethodPost, "/api/messages/"+id+"/components", map[string]string{"custom_id": "v1:check:ask"}, &opened)
	if opened.Modal == nil {
		t.Fatalf("no form: %+v", opened)
	}
	for symbol, want := range map[string]string{"msft": "MSFT Quick Check", "!!": "That is no symbol"} {
		call(t, http.MethodPost, "/api/messages/"+id+"/components", map[string]string{"custom_id": "v1:check:ask"}, &opened)
		var sent message
		status := call(t, http.MethodPost, "/api/modals/"+opened.Modal.ID, map[string]any{"values": map[string]string{"ticker": symbol}}, &sent)
		if status != http.StatusOK {
			t.Fatalf("%s: status %d", symbol, status)
		}
		m := final(t, sent.ID)
		if text := m.Content + strings.Join(titles(m), ""); !strings.Contains(text, want) {
			t.Errorf("%s: %q, want %q", symbol, text, want)
		}
	}
}

func titles(m message) (list []string) {
	for _, e := range m.Embeds {
		list = append(list, e.Title)
	}
	return list
}

func TestWatchlist(t *testing.T) {
	defer func() { final(t, send(t, "/watchlist clear")) }()
	for _, step := range []struct{ text, want string }{
		{"/watchlist clear", "Your list is empty"},
		{"/watchlist list", "It is empty"},
		{"/watchlist add AAPL", "is on your list now: 1 of 25"},
		{"/watchlist add brk.b", "is on your list now: 2 of 25"},
		{"/watchlist list", "**AAPL**  $188.59"},
		{"/watchlist remove AAPL", "1 left"},
	} {
		m := final(t, send(t, step.text))
		if len(m.Embeds) != 1 || !m.Ephemeral || !strings.Contains(m.Embeds[0].Description, step.want) {
			t.Errorf("%s: %+v", step.text, m)
		}
	}
	if m := final(t, send(t, "/watchlist add APPL")); !strings.Contains(m.Content, "Did you mean") {
		t.Errorf("an unknown symbol: %+v", m)
	}
}

func TestCompareAndBacktest(t *testing.T) {
	m := final(t, send(t, "/compare AAPL MSFT ^GSPC"))
	if len(m.Embeds) != 1 || len(m.Embeds[0].Fields) != 3 || !strings.Contains(m.Embeds[0].Description, "252 common days") || len(m.Attachments) != 1 {
		t.Errorf("compare: %+v", m)
	}
	again := final(t, press(t, m.ID, "v2:compare:AAPL,MSFT,^GSPC:6M"))
	if again.ID != m.ID || len(again.Attachments) != 1 || !strings.Contains(again.Attachments[0].Filename, "6m") {
		t.Errorf("another window: %+v", again)
	}
	// The closes of 2017-05-16, 155.47 and 69.41, over 8.35 and 2.12 a share.
	m = final(t, send(t, "/compare AAPL MSFT"))
	if f := m.Embeds[0].Fields; !strings.Contains(f[0].Value, "P/E 18.62 (FY2016, basic) ★") || !strings.Contains(f[1].Value, "P/E 32.74 (FY2016, basic)") ||
		!strings.Contains(m.Embeds[0].Description, "Fundamentals: sample data") {
		t.Errorf("valuation: %+v", m)
	}
	if m := final(t, send(t, "/compare AAPL GOOG")); !strings.Contains(m.Content, "no days on which all of them have prices") {
		t.Errorf("no common days: %+v", m)
	}
	m = final(t, send(t, "/backtest AAPL sma_cross"))
	if len(m.Embeds) != 1 || !strings.Contains(m.Embeds[0].Description, "1010 days") || !strings.Contains(m.Embeds[0].Footer.Text, "AAPL.csv") {
		t.Errorf("backtest: %+v", m)
	}
}

func TestAnswersInWords(t *testing.T) {
	for text, want := range map[string]string{
		"/research AAPL why is it moving?":       "Distance from the 50",
		"/research AAPL":                         "Revenue of fiscal 2016 came to USD 215.64B",
		"/ask what is the P/E of AAPL?":          "P/E on basic earnings of fiscal 2016",
		"/ask is AAPL more volatile than ^GSPC?": "Annual volatility",
		"/sentiment AAPL":                        "weight",
		"/stats":                                 "No alerts were recorded",
		"/help":                                  "/watchlist action",
	} {
		if all := written(t, send(t, text)); !strings.Contains(all, want) {
			t.Errorf("%s: %s, without %s", text, all, want)
		}
	}
}

// written is everything a message says once it is no longer being written.
func written(t *testing.T, id string) string {
	t.Helper()
	var all string
	for range 200 {
		m := final(t, id)
		all = m.Content
		for _, e := range m.Embeds {
			all += e.Title + e.Description
			for _, f := range e.Fields {
				all += f.Name + f.Value
			}
		}
		if !strings.Contains(all, "⏳") {
			return all
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("message %s is never whole", id)
	return all
}
