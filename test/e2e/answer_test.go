package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// fill opens the form of a button and sends it, and returns the message that
// shows the outcome.
func fill(t *testing.T, id, customID string, values map[string]string) message {
	t.Helper()
	var opened, sent message
	call(t, http.MethodPost, "/api/messages/"+id+"/components", map[string]string{"custom_id": customID}, &opened)
	if opened.Modal == nil {
		t.Fatalf("%s opens no form: %+v", customID, opened)
	}
	if status := call(t, http.MethodPost, "/api/modals/"+opened.Modal.ID, map[string]any{"values": values}, &sent); status != http.StatusOK {
		t.Fatalf("%s: status %d", customID, status)
	}
	return final(t, sent.ID)
}

// said is all a message says, once it is whole.
func said(t *testing.T, m message) string {
	t.Helper()
	return written(t, m.ID)
}

func TestButtonsUnderCheck(t *testing.T) {
	defer func() { final(t, send(t, "/watchlist clear")) }()
	id := final(t, send(t, "/check AAPL")).ID
	if text := written(t, press(t, id, "v1:research:run:AAPL")); !strings.Contains(text, "For it") {
		t.Errorf("Research: %s", text)
	}
	added := final(t, press(t, id, "v1:watchlist:add:AAPL"))
	if text := said(t, added); !strings.Contains(text, "is on your list now") || !added.Ephemeral || added.ID == id {
		t.Errorf("+ Watchlist: %s", text)
	}
	m := fill(t, id, "v1:compare:ask:AAPL", map[string]string{"compare": "msft, ^GSPC"})
	if len(m.Embeds) != 1 || !strings.Contains(m.Embeds[0].Title, "AAPL vs MSFT vs ^GSPC") {
		t.Errorf("Compare…: %+v", m)
	}
	if m := fill(t, id, "v1:compare:ask:AAPL", map[string]string{"compare": "AAPL"}); !strings.Contains(m.Content, "twice") {
		t.Errorf("compared with itself: %+v", m)
	}
}

func TestControlsUnderWatchlist(t *testing.T) {
	final(t, send(t, "/watchlist clear"))
	defer func() { final(t, send(t, "/watchlist clear")) }()
	id := final(t, from(t, "dm", "/watchlist list")).ID
	for _, symbol := range []string{"AAPL", "MSFT"} {
		if m := fill(t, id, "v1:watchlist:ask-add", map[string]string{"ticker": symbol}); m.ID != id || !strings.Contains(said(t, m), symbol) {
			t.Errorf("Add…: %+v", m)
		}
	}
	if m := choose(t, id, "v1:watchlist:check", "MSFT"); m.ID == id || !m.Ephemeral || !strings.Contains(said(t, m), "MSFT Quick Check") {
		t.Errorf("Check…: %+v", m)
	}
	if m := choose(t, id, "v1:watchlist:remove", "AAPL"); m.ID != id || strings.Contains(said(t, m), "AAPL") {
		t.Errorf("Remove…: %+v", m)
	}
	final(t, press(t, id, "v1:watchlist:ask-clear"))
	if text := said(t, final(t, press(t, id, "v1:watchlist:refresh"))); !strings.Contains(text, "**MSFT**") {
		t.Errorf("kept: %s", text)
	}
	final(t, press(t, id, "v1:watchlist:ask-clear"))
	if text := said(t, final(t, press(t, id, "v1:watchlist:clear"))); !strings.Contains(text, "1 removed") {
		t.Errorf("cleared: %s", text)
	}
}

func TestQuestionsFollowResearch(t *testing.T) {
	written(t, send(t, "/research AAPL"))
	id := send(t, "/research AAPL")
	written(t, id)
	m := fill(t, id, "v1:research:ask:AAPL", map[string]string{"question": "what is the RSI?"})
	if text := said(t, m); !strings.Contains(text, "what is the RSI?") || !strings.Contains(text, "Answer") {
		t.Errorf("follow-up: %s", text)
	}
}

// TestQuestionsAreUnderstood reads answers as a trader would.
func TestQuestionsAreUnderstood(t *testing.T) {
	for text, want := range map[string]string{
		"/ask is AAPL more volatile than ^GSPC?":           "is greatest for AAPL and least for ^GSPC",
		"/ask how did Microsoft do over the last quarter?": "63\\-session return is 7.5%",
		"/ask should I buy AAPL?":                          "Against it",
		"/ask when did AAPL last pay a dividend":           "2018\\-05\\-11\\: Dividend",
		"/ask what is the weather":                         "Name a symbol, such as AAPL",
		"/ask compare IBM and ORCL drawdown over the year": "least for ORCL",
		"/research ORCL why did it fall":                   "Gap at the open",
		"/research CSCO":                                   "Against it",
		"/research NVDA":                                   "There are no prices of NVDA",
	} {
		if got := written(t, send(t, text)); !strings.Contains(got, want) {
			t.Errorf("%s: %s, without %s", text, got, want)
		}
	}
}

// TestBacktestsAreDrawn also trades more than ten years and the bot's alerts.
func TestBacktestsAreDrawn(t *testing.T) {
	m := final(t, send(t, "/backtest ^GSPC breakout start_date:2001-01-02 end_date:2019-12-31"))
	if len(m.Attachments) != 1 || m.Attachments[0].Description == "" || !strings.Contains(m.Embeds[0].Description, "2 Jan 2001 to 31 Dec 2019") {
		t.Errorf("twenty years: %+v", m)
	}
	if m := final(t, send(t, "/backtest ^GSPC default")); len(m.Attachments) != 0 || !strings.Contains(said(t, m), "No alerts in this period") {
		t.Errorf("no alerts: %+v", m)
	}
	for i := range 3 {
		record(t, fmt.Sprintf(`{"id":"e2e-%d","symbol":"AAPL","sentAt":"2018-03-%02dT15:00:00Z","category":"NEWS","price":178,"score":0.6}`, i, 6+7*i))
	}
	m = final(t, send(t, "/backtest AAPL aggressive"))
	text := said(t, m)
	if len(m.Attachments) != 1 || !strings.Contains(text, "3 recorded, 3 of them pass, 0 not bought") || !strings.Contains(text, "Trades: 3") {
		t.Errorf("alerts: %s", text)
	}
	if text := said(t, final(t, send(t, "/backtest AAPL conservative"))); !strings.Contains(text, "None of the alerts passes") {
		t.Errorf("alerts without a sentiment: %s", text)
	}
	if text := written(t, send(t, "/stats all")); !strings.Contains(text, "3 alerts on 1 symbol,") {
		t.Errorf("stats: %s", text)
	}
	for text, want := range map[string]string{"/backtest AAPL luck": "no strategy", "/backtest AAPL macd start_date:yesterday": "YYYY-MM-DD"} {
		if m := final(t, send(t, text)); !strings.Contains(m.Content, want) {
			t.Errorf("%s: %+v", text, m)
		}
	}
}

// TestEveryAnswerInDirectMessages types each command where there is no guild.
func TestEveryAnswerInDirectMessages(t *testing.T) {
	for text, want := range map[string]string{
		"/compare AAPL MSFT": "common days", "/research AAPL": "What happened", "/ask AAPL price": "Price is",
		"/backtest AAPL macd": "Buy and hold", "/sentiment AAPL": "weight", "/stats": "Alerts", "/help chart": "indicators",
	} {
		if got := written(t, from(t, "dm", text)); !strings.Contains(got, want) {
			t.Errorf("%s: %s, without %s", text, got, want)
		}
	}
}

// TestEveryAnswerHasErrors reads what is said of what cannot be answered.
func TestEveryAnswerHasErrors(t *testing.T) {
	for text, want := range map[string]string{
		"/compare AAPL !!": "That is no symbol", "/research !!": "That is no symbol", "/ask price of NVDA": "There are no prices of NVDA",
		"/sentiment APPL": "Did you mean", "/stats 9d": "no period", "/help nope": "no such command", "/watchlist dance": "no action",
	} {
		if got := written(t, send(t, text)); !strings.Contains(got, want) || !strings.Contains(got, "trace `") {
			t.Errorf("%s says %q, want %q and a trace", text, got, want)
		}
	}
}

// TestStatsTellUse waits for the gateway to hand on what was used.
func TestStatsTellUse(t *testing.T) {
	final(t, send(t, "/check AAPL"))
	var text string
	for range 300 {
		if text = written(t, send(t, "/stats 1d")); strings.Contains(text, "uses") && strings.Contains(text, "check") {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("stats never tell of use: %s", text)
}

// record hands an alert in, as the bot's engine does.
func record(t *testing.T, alert string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+running.Addresses().Internal+"/v1/alerts", bytes.NewBufferString(alert))
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var reply any
	if err := json.NewDecoder(res.Body).Decode(&reply); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v %v", alert, res.StatusCode, reply, err)
	}
}

// TestEveryOptionOfSymbolsIsCompleted completes in each command that takes one.
func TestEveryOptionOfSymbolsIsCompleted(t *testing.T) {
	for _, c := range []struct{ text, focused, want string }{
		{"/check microso", "ticker", "MSFT"}, {"/chart microso", "ticker", "MSFT"}, {"/research microso", "ticker", "MSFT"},
		{"/sentiment microso", "ticker", "MSFT"}, {"/backtest microso", "ticker", "MSFT"}, {"/compare AAPL microso", "ticker2", "MSFT"},
		{"/help wat", "command", "watchlist"},
	} {
		var offered struct {
			Choices []struct{ Value string } `json:"choices"`
		}
		call(t, http.MethodPost, "/api/autocomplete", map[string]string{"text": c.text, "focused": c.focused}, &offered)
		if !slices.ContainsFunc(offered.Choices, func(o struct{ Value string }) bool { return o.Value == c.want }) {
			t.Errorf("%s offers %v, without %s", c.text, offered.Choices, c.want)
		}
	}
}

// TestTimes measures each command through the whole mesh; the figures are in
// docs/answers.md. Its bound leaves room for a busy machine.
func TestTimes(t *testing.T) {
	const runs = 20
	for _, text := range []string{
		"/check AAPL", "/chart AAPL 1Y", "/compare AAPL MSFT", "/research AAPL", "/ask is AAPL more volatile than MSFT?",
		"/backtest ^GSPC macd start_date:2001-01-01", "/sentiment AAPL", "/stats all", "/watchlist list", "/help",
	} {
		var firsts, shown, finals []float64
		for range runs {
			start := time.Now()
			id := send(t, text)
			for m := (message{}); len(m.Embeds) == 0; { // the first progress, or the answer itself
				call(t, http.MethodGet, "/api/messages/"+id, nil, &m)
			}
			shown = append(shown, float64(time.Since(start).Microseconds())/1000)
			written(t, id)
			m := final(t, id)
			firsts, finals = append(firsts, *m.FirstAnswer), append(finals, *m.Final)
		}
		slices.Sort(firsts)
		slices.Sort(shown)
		slices.Sort(finals)
		t.Logf("| `%s` | %.1f | %.1f | %.1f |", text, firsts[runs/2], shown[runs/2], finals[runs/2])
		if firsts[runs/2] > 1000 {
			t.Errorf("%s is first answered after %.0f ms", text, firsts[runs/2])
		}
	}
}
