package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// spikes are alerts of a day that were up 18 % after 4 hours and lost in the end.
func spikes(day time.Time) string {
	var alerts []string
	for i := range 20 {
		at := func(hours int) string {
			return day.Add(time.Duration(14+hours)*time.Hour + time.Duration(i)*time.Minute).Format(time.RFC3339)
		}
		alerts = append(alerts, fmt.Sprintf(`{"id":"e2e-spike-%d","symbol":"AAPL","sentAt":%q,"category":"OTHER","price":4,"score":0.5,"confidence":0.7,
			"untold":["MEASURE_SENTIMENT"],"outcome":{"returnPercent":-2,"measuredAt":%q,"provider":"test"},
			"earlyOutcomes":[{"horizon":"14400s","outcome":{"returnPercent":18,"measuredAt":%q,"provider":"test"}}]}`, i, at(0), at(24), at(4)))
	}
	return `{"alerts":[` + strings.Join(alerts, ",") + `]}`
}

// fields is all that the first embed of a message lists.
func fields(m message) string {
	var all []string
	for _, f := range m.Embeds[0].Fields {
		all = append(all, f.Name+": "+f.Value)
	}
	return strings.Join(all, "\n")
}

// TestReportIsRejected previews what a report recommends, rejects it, and finds it
// rejected in another message of the same report.
func TestReportIsRejected(t *testing.T) {
	rest(t, "/v1/outcomes", spikes(time.Date(2017, 5, 1, 0, 0, 0, 0, time.UTC)))
	report := final(t, send(t, "/admin report 2017-05-01"))
	other := final(t, send(t, "/admin report 2017-05-01"))
	if text := fields(report); !strings.Contains(text, "`ANALYZER_HIT_UP_THRESHOLD_PCT` 5 → **15** · sample 20 · confidence 100 %") {
		t.Fatalf("recommends %s", text)
	}
	if found := buttons(t, report.ID, "admin_"); len(found) != 4 {
		t.Fatalf("buttons %v", found)
	}
	preview := final(t, press(t, report.ID, button(t, report.ID, "admin_approve_")))
	if text := fields(preview); preview.ID != report.ID || !strings.Contains(text, "What approving it would have done: ") || len(preview.Attachments) != len(report.Attachments) {
		t.Errorf("previewed %+v", preview)
	}
	if approve := buttons(t, report.ID, "v1:report:approve:"); len(approve) != 1 {
		t.Errorf("approve now: %v", approve)
	}
	for _, id := range []string{report.ID, other.ID} { // the second finds it decided
		rejected := final(t, press(t, id, button(t, id, "admin_reject_")))
		if text := fields(rejected); rejected.ID != id || !strings.Contains(text, "Decided: ❌ Rejected by <@") || len(rejected.Violations) > 0 {
			t.Errorf("rejected %+v", rejected)
		}
		if found := buttons(t, id, ""); len(found) != 1 || !strings.HasPrefix(found[0], "admin_details_") {
			t.Errorf("can still be pressed: %v", found)
		}
	}
	if details := final(t, press(t, report.ID, button(t, report.ID, "admin_details_"))); !details.Ephemeral || len(details.Embeds) != 1 {
		t.Errorf("details %+v", details)
	}
	if history := description(t, "/admin history"); !strings.Contains(history, "reject") {
		t.Errorf("history %s", history)
	}
}
