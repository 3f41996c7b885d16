package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// button finds a button of a message by its beginning.
func button(t *testing.T, id, prefix string) string {
	t.Helper()
	var m struct {
		Components []struct {
			Components []struct {
				CustomID string `json:"custom_id"`
				Disabled bool   `json:"disabled"`
			} `json:"components"`
		} `json:"components"`
	}
	call(t, http.MethodGet, "/api/messages/"+id, nil, &m)
	for _, row := range m.Components {
		for _, b := range row.Components {
			if strings.HasPrefix(b.CustomID, prefix) && !b.Disabled {
				return b.CustomID
			}
		}
	}
	t.Fatalf("no button %s that can be pressed: %+v", prefix, m)
	return ""
}

func description(t *testing.T, text string) string {
	t.Helper()
	m := final(t, send(t, text))
	if len(m.Embeds) == 0 {
		return m.Content
	}
	return m.Embeds[0].Description
}

func TestAdminChangesAParameter(t *testing.T) {
	if got := description(t, "/admin get MIN_SCORE"); !strings.Contains(got, "Value **0**") {
		t.Fatalf("before: %s", got)
	}
	proposal := final(t, send(t, "/admin set MIN_SCORE 0.25 quieter"))
	if len(proposal.Embeds) != 1 {
		t.Fatalf("no proposal: %s", proposal.Content)
	}
	if text := proposal.Embeds[0].Description; !strings.Contains(text, "`MIN_SCORE` 0 → **0\\.25**") && !strings.Contains(text, "`MIN_SCORE` 0 → **0.25**") {
		t.Errorf("proposed: %s", text)
	}
	approved := final(t, press(t, proposal.ID, button(t, proposal.ID, "v1:proposal:approve:")))
	if approved.ID != proposal.ID || !strings.Contains(approved.Embeds[0].Title, "In force") {
		t.Errorf("approved: %+v", approved)
	}
	if got := description(t, "/admin get MIN_SCORE"); !strings.Contains(got, "Value **0.25**") {
		t.Errorf("after: %s", got)
	}
	if got := description(t, "/admin rollback"); !strings.Contains(got, "`MIN_SCORE` 0.25 → **0**") {
		t.Errorf("rolled back: %s", got)
	}
	if got := description(t, "/admin history"); !strings.Contains(got, "rollback") || !strings.Contains(got, "quieter") {
		t.Errorf("history: %s", got)
	}
}

func TestAdminIsForAdmins(t *testing.T) {
	var sent message
	call(t, http.MethodPost, "/api/commands", map[string]string{"text": "/admin list", "permissions": "0"}, &sent)
	if m := final(t, sent.ID); len(m.Embeds) > 0 || m.Content == "" || !m.Ephemeral {
		t.Errorf("a trader without rights reads %+v", m)
	}
	if m := final(t, from(t, "dm", "/admin set MIN_SCORE 1")); len(m.Embeds) > 0 {
		t.Errorf("in direct messages: %+v", m)
	}
}

// TestLogSaysWhoIsBelieved reads what an operator of a mesh without certificates
// must know.
func TestLogSaysWhoIsBelieved(t *testing.T) {
	if log := running.Tail(mesh.Admin, 1000); !strings.Contains(log, "no TLS: whoever calls says who acts and is believed") {
		t.Errorf("the log does not say it:\n%s", log)
	}
}
