package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// rest posts a body to the mesh's own API, as the bot's engine does.
func rest(t *testing.T, path, body string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+running.Addresses().Internal+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var reply json.RawMessage
	if err := json.NewDecoder(res.Body).Decode(&reply); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s", path, res.StatusCode, reply)
	}
	return string(reply)
}

func recordAlert(t *testing.T, id, symbol, more string) {
	t.Helper()
	rest(t, "/v1/alerts", fmt.Sprintf(`{"id":%q,"symbol":%q,"category":"EARNINGS","price":185.5%s}`, id, symbol, more))
}

// posted are the messages of a channel whose buttons name an alert or report.
func posted(t *testing.T, channel, name string) []message {
	t.Helper()
	var all []json.RawMessage
	call(t, http.MethodGet, "/api/messages", nil, &all)
	var found []message
	for _, raw := range all {
		var m struct {
			message
			Channel string `json:"channel"`
		}
		if err := json.Unmarshal(raw, &m); err != nil {
			t.Fatal(err)
		}
		if m.Channel == channel && strings.Contains(string(raw), name) {
			found = append(found, m.message)
		}
	}
	return found
}

// awaitPosted waits longer than a claim that was lost keeps others from posting.
func awaitPosted(t *testing.T, channel, name string) message {
	t.Helper()
	for range 1200 {
		if found := posted(t, channel, name); len(found) > 0 {
			return found[0]
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s was not posted in #%s", name, channel)
	return message{}
}

func TestAlertIsPostedOnceAndRedrawn(t *testing.T) {
	more := `,"score":0.62,"sentiment":0.4,"headline":"Apple *beats*","url":"https://example.com/news(1)"`
	recordAlert(t, "e2e-posted", "AAPL", more)
	m := awaitPosted(t, "alerts", "v2:alert:1D:e2e-posted")
	e := m.Embeds[0]
	if e.Title != "🚨 AAPL · EARNINGS" || !strings.Contains(e.Description, `](https://example.com/news%281%29)`) ||
		!strings.Contains(e.Footer.Text, "as of 11 May 2018") || len(m.Violations) > 0 {
		t.Errorf("alert %+v", m)
	}
	for name, want := range map[string]string{"Price at alert": "$185.50", "Price": "$188.59", "Score": "0.62", "Sentiment": "+0.40"} {
		if !slices.ContainsFunc(e.Fields, func(f struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		}) bool {
			return f.Name == name && strings.HasPrefix(f.Value, want)
		}) {
			t.Errorf("no field %s with %s: %+v", name, want, e.Fields)
		}
	}
	if len(m.Attachments) != 1 || m.Attachments[0].Filename != "aapl-1d.png" || m.Attachments[0].Description == "" {
		t.Fatalf("attachments %+v", m.Attachments)
	}
	recordAlert(t, "e2e-posted", "AAPL", more)
	if changed := press(t, m.ID, "v2:alert:5D:e2e-posted"); changed != m.ID {
		t.Errorf("the button changed message %s", changed)
	}
	redrawn := final(t, m.ID)
	if len(redrawn.Attachments) != 1 || redrawn.Attachments[0].Filename != "aapl-5d.png" || redrawn.Embeds[0].Title != e.Title {
		t.Errorf("redrawn %+v", redrawn)
	}
	if added := press(t, m.ID, "v1:chart:AAPL:5D"); added == m.ID {
		t.Error("a chart for one changed the alert")
	} else if mine := final(t, added); !mine.Ephemeral {
		t.Errorf("a chart for one is seen by all: %+v", mine)
	}
	if n := len(posted(t, "alerts", "e2e-posted")); n != 1 {
		t.Errorf("the alert is there %d times", n)
	}
}

// TestOldAlertsAreNotNews records one that is too old to be posted, whose
// outcome is known; statistics and the report of its day have it.
func TestOldAlertsAreNotNews(t *testing.T) {
	recordAlert(t, "e2e-old", "AAPL", `,"sentAt":"2018-05-10T14:07:00Z"`)
	recordAlert(t, "e2e-new", "MSFT", "")
	awaitPosted(t, "alerts", "e2e-new")
	if found := posted(t, "alerts", "e2e-old"); len(found) > 0 {
		t.Errorf("posted as if it were new: %+v", found)
	}
	var report string
	for range 100 {
		m := final(t, send(t, "/admin report 2018-05-10"))
		if report = m.Embeds[0].Description; len(m.Embeds[0].Fields) > 0 {
			report += m.Embeds[0].Fields[0].Value
		}
		if strings.Contains(report, "1 alerts, 1 with outcome") {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if !strings.Contains(report, "1 alerts, 1 with outcome") {
		t.Errorf("the report says %q", report)
	}
	if stats := description(t, "/stats all"); strings.Contains(stats, "No alerts") {
		t.Errorf("statistics: %s", stats)
	}
}

// TestTroubleWithPosts loses answers, limits and refuses; one message comes out.
func TestTroubleWithPosts(t *testing.T) {
	for i, kind := range []string{"500", "429", "429_global", "reset", "reset_after", "50035"} {
		id := fmt.Sprintf("e2e-trouble-%d", i)
		call(t, http.MethodPost, "/api/faults", map[string]any{"webhook": kind, "count": 1, "match": "post"}, nil)
		recordAlert(t, id, "IBM", "")
		awaitPosted(t, "alerts", id)
		time.Sleep(300 * time.Millisecond)
		if n := len(posted(t, "alerts", id)); n != 1 {
			t.Errorf("%s: there %d times", kind, n)
		}
	}
}

// TestTimeToPost measures from the call to the message.
func TestTimeToPost(t *testing.T) {
	call(t, http.MethodPost, "/api/settings", map[string]any{"rate_limit": false}, nil)
	defer call(t, http.MethodPost, "/api/settings", map[string]any{"rate_limit": true}, nil)
	var times []time.Duration
	for i := range 50 {
		id, begin := fmt.Sprintf("e2e-time-%d-", i), time.Now()
		recordAlert(t, id, []string{"AAPL", "MSFT", "IBM", "GOOG"}[i%4], "")
		for len(posted(t, "alerts", id)) == 0 {
			if time.Since(begin) > 20*time.Second {
				t.Fatalf("%s was not posted", id)
			}
			time.Sleep(5 * time.Millisecond)
		}
		times = append(times, time.Since(begin))
	}
	slices.Sort(times)
	t.Logf("from RecordAlert to the message: p50 %s, p90 %s, most %s of %d", times[25], times[45], times[49], len(times))
}
