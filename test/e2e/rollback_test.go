package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// apply changes a parameter as admins do.
func apply(t *testing.T, name, value string) {
	t.Helper()
	id := final(t, send(t, "/admin set "+name+" "+value)).ID
	if m := final(t, press(t, id, button(t, id, "v1:proposal:approve:"))); len(m.Embeds) != 1 || !strings.Contains(m.Embeds[0].Title, "In force") {
		t.Fatalf("%s not applied: %+v", name, m)
	}
}

// TestRollbackOfOldNews confirms a rollback that was previewed before a newer
// change.
func TestRollbackOfOldNews(t *testing.T) {
	apply(t, "MIN_SENT_ABS", "0.21")
	preview := final(t, send(t, "/admin rollback"))
	apply(t, "MIN_SENT_ABS", "0.22")
	m := final(t, press(t, preview.ID, button(t, preview.ID, "v1:rollback:do:")))
	if m.ID != preview.ID || !strings.Contains(m.Embeds[0].Title, "Not rolled back") || len(m.Components) > 0 {
		t.Errorf("confirmed: %+v", m)
	}
	if got := description(t, "/admin get MIN_SENT_ABS"); !strings.Contains(got, "Value **0.22**") {
		t.Errorf("rolled back all the same: %s", got)
	}
	apply(t, "MIN_SENT_ABS", "0")
}

// TestRollbackIsConfirmedByAdmins presses the buttons of a preview without
// rights, and cancels it with them.
func TestRollbackIsConfirmedByAdmins(t *testing.T) {
	apply(t, "MIN_SENT_ABS", "0.23")
	id := final(t, send(t, "/admin rollback")).ID
	confirm := button(t, id, "v1:rollback:do:")
	var shown struct{ ID string }
	call(t, http.MethodPost, "/api/messages/"+id+"/components", map[string]string{"custom_id": confirm, "permissions": "0"}, &shown)
	if m := final(t, shown.ID); shown.ID == id || !m.Ephemeral || !strings.Contains(m.Content, "not an admin") {
		t.Errorf("without rights: %+v", m)
	}
	if got := description(t, "/admin history"); !strings.Contains(got, `denied\: rollback`) {
		t.Errorf("history: %s", got)
	}
	if m := final(t, press(t, id, button(t, id, "v1:rollback:cancel"))); m.ID != id || !strings.Contains(m.Embeds[0].Title, "Cancelled") || len(m.Components) > 0 {
		t.Errorf("cancelled: %+v", m)
	}
	if got := description(t, "/admin get MIN_SENT_ABS"); !strings.Contains(got, "Value **0.23**") {
		t.Errorf("rolled back: %s", got)
	}
	apply(t, "MIN_SENT_ABS", "0")
}

func TestRevisionsAreOffered(t *testing.T) {
	apply(t, "MIN_SENT_ABS", "0.24")
	apply(t, "MIN_SENT_ABS", "0")
	var offered struct {
		Choices []struct{ Name, Value string }
	}
	call(t, http.MethodPost, "/api/autocomplete", map[string]string{"text": "/admin rollback 0.24", "focused": "revision"}, &offered)
	if all := fmt.Sprint(offered.Choices); len(offered.Choices) < 2 || !strings.Contains(all, "MIN_SENT_ABS 0.24 → 0") || !strings.Contains(all, " UTC · ") {
		t.Errorf("offered: %s", all)
	}
}
