package e2e

import (
	"net/http"
	"strings"
	"testing"
)

// TestProposalDetails reads all that is known of a proposal, without a word in
// the channel.
func TestProposalDetails(t *testing.T) {
	id := final(t, send(t, "/admin set MIN_SENT_ABS 0.31 calmer nights")).ID
	shown := final(t, press(t, id, button(t, id, "v1:proposal:details:")))
	text := said(t, shown)
	if shown.ID == id || !shown.Ephemeral {
		t.Errorf("shown to everyone: %+v", shown)
	}
	for _, want := range []string{"MIN_SENT_ABS", "0.31", "calmer nights", "Revision seen: ", "By <@", "What it would have done"} {
		if !strings.Contains(text, want) {
			t.Errorf("without %q: %s", want, text)
		}
	}
	final(t, press(t, id, button(t, id, "v1:proposal:reject:")))
}

// TestCustomProposal fills in other values: there is a new proposal in the place
// of the old one, which can never be approved any more.
func TestCustomProposal(t *testing.T) {
	id := final(t, send(t, "/admin set MIN_SENT_ABS 0.32")).ID
	old := button(t, id, "v1:proposal:approve:")
	custom := button(t, id, "v1:proposal:custom:")
	if m := fill(t, id, custom, map[string]string{"MIN_SENT_ABS": "7"}); m.ID == id || !m.Ephemeral || !strings.Contains(m.Content, "between 0 and 1") {
		t.Errorf("out of bounds: %+v", m)
	}
	m := fill(t, id, custom, map[string]string{"MIN_SENT_ABS": "0.33", "reason": "a little more"})
	if text := said(t, m); m.ID != id || !strings.Contains(text, "0.33") || !strings.Contains(text, "a little more") {
		t.Fatalf("custom: %s", text)
	}
	next := button(t, id, "v1:proposal:approve:")
	if next == old {
		t.Fatal("the proposal is still the old one")
	}
	if m := final(t, press(t, id, next)); !strings.Contains(m.Embeds[0].Title, "In force") {
		t.Errorf("approved: %+v", m)
	}
	if got := description(t, "/admin history"); !strings.Contains(got, "took its place") || !strings.Contains(got, "proposal `"+strings.TrimPrefix(next, "v1:proposal:approve:")+"`") {
		t.Errorf("history: %s", got)
	}
	if got := description(t, "/admin get MIN_SENT_ABS"); !strings.Contains(got, "Value **0.33**") {
		t.Errorf("after: %s", got)
	}
	apply(t, "MIN_SENT_ABS", "0")
}

// TestFormsAreForAdmins sends a form that an admin opened, without rights.
func TestFormsAreForAdmins(t *testing.T) {
	id := final(t, send(t, "/admin set MIN_SENT_ABS 0.34")).ID
	var opened, sent message
	call(t, http.MethodPost, "/api/messages/"+id+"/components", map[string]string{"custom_id": button(t, id, "v1:proposal:custom:")}, &opened)
	if opened.Modal == nil {
		t.Fatalf("no form: %+v", opened)
	}
	status := call(t, http.MethodPost, "/api/modals/"+opened.Modal.ID,
		map[string]any{"values": map[string]string{"MIN_SENT_ABS": "0.35"}, "permissions": "0"}, &sent)
	if m := final(t, sent.ID); status != http.StatusOK || sent.ID == id || !m.Ephemeral || !strings.Contains(m.Content, "not an admin") {
		t.Errorf("status %d: %+v", status, m)
	}
	_, trace, _ := strings.Cut(final(t, sent.ID).Content, "trace `")
	if got := description(t, "/admin history"); len(trace) < 8 || !strings.Contains(got, `denied\: view`) || !strings.Contains(got, "trace `"+trace[:8]+"`") {
		t.Errorf("history without trace %s: %s", trace, got)
	}
	if m := final(t, press(t, id, button(t, id, "v1:proposal:reject:"))); !strings.Contains(m.Embeds[0].Title, "Rejected") {
		t.Errorf("the proposal was closed by the form: %+v", m)
	}
}
