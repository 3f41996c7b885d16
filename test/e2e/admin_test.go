package e2e

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// button finds a button of a message by its beginning.
func button(t *testing.T, id, prefix string) string {
	t.Helper()
	found := buttons(t, id, prefix)
	if len(found) == 0 {
		t.Fatalf("message %s has no button %s that can be pressed", id, prefix)
	}
	return found[0]
}

// buttons are all such buttons.
func buttons(t *testing.T, id, prefix string) (found []string) {
	t.Helper()
	var m message
	call(t, http.MethodGet, "/api/messages/"+id, nil, &m)
	for _, row := range m.Components {
		for _, b := range row.Components {
			if strings.HasPrefix(b.CustomID, prefix) && !b.Disabled {
				found = append(found, b.CustomID)
			}
		}
	}
	return found
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
	preview := final(t, send(t, "/admin rollback"))
	if !preview.Ephemeral || len(preview.Embeds) != 1 || !strings.Contains(preview.Embeds[0].Description, "`MIN_SCORE` 0.25 → **0**") {
		t.Fatalf("preview of the rollback: %+v", preview)
	}
	if got := description(t, "/admin get MIN_SCORE"); !strings.Contains(got, "Value **0.25**") {
		t.Errorf("rolled back before it was confirmed: %s", got)
	}
	back := final(t, press(t, preview.ID, button(t, preview.ID, "v1:rollback:do:")))
	if back.ID != preview.ID || !strings.Contains(back.Embeds[0].Description, "`MIN_SCORE` 0.25 → **0**") || len(back.Components) > 0 {
		t.Errorf("rolled back: %+v", back)
	}
	if got := description(t, "/admin get MIN_SCORE"); !strings.Contains(got, "Value **0**") {
		t.Errorf("not rolled back: %s", got)
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

// TestDecidedProposalsAreClosed presses a button of a decided proposal, as
// another message that still shows it open lets people do.
func TestDecidedProposalsAreClosed(t *testing.T) {
	id := final(t, send(t, "/admin set MIN_SENT_ABS 0.2")).ID
	approve, reject := button(t, id, "v1:proposal:approve:"), button(t, id, "v1:proposal:reject:")
	final(t, press(t, id, reject))
	for _, pressed := range []string{approve, reject} {
		var shown message
		call(t, http.MethodPost, "/api/messages/"+id+"/components", map[string]any{"custom_id": pressed, "force": true}, &shown)
		m := final(t, shown.ID)
		if shown.ID != id || len(m.Embeds) != 1 || !strings.Contains(m.Embeds[0].Title, "Rejected") {
			t.Errorf("%s: %+v", pressed, m)
		}
		for _, row := range m.Components {
			for _, b := range row.Components {
				if !b.Disabled {
					t.Errorf("%s can still be pressed", b.CustomID)
				}
			}
		}
	}
	if got := description(t, "/admin get MIN_SENT_ABS"); !strings.Contains(got, "Value **0**") {
		t.Errorf("applied all the same: %s", got)
	}
}

// TestAdminButtonsAreForAdmins presses what an admin left behind, without rights.
func TestAdminButtonsAreForAdmins(t *testing.T) {
	fillHistory(t)
	id := final(t, send(t, "/admin set MIN_SENT_ABS 0.3")).ID
	history := final(t, send(t, "/admin history")).ID
	for message, pressed := range map[string]string{
		id: button(t, id, "v1:proposal:approve:"), history: button(t, history, "v1:history:"),
	} {
		var shown struct{ ID string }
		call(t, http.MethodPost, "/api/messages/"+message+"/components",
			map[string]string{"custom_id": pressed, "permissions": "0"}, &shown)
		if m := final(t, shown.ID); shown.ID == message || !m.Ephemeral || !strings.Contains(m.Content, "not an admin") {
			t.Errorf("%s: %+v", pressed, m)
		}
	}
	if got := description(t, "/admin history"); !strings.Contains(got, `denied\: approve`) || !strings.Contains(got, `denied\: view`) {
		t.Errorf("history: %s", got)
	}
	final(t, press(t, id, button(t, id, "v1:proposal:reject:")))
}

// fillHistory makes more entries than a page has, two with each proposal.
func fillHistory(t *testing.T) {
	t.Helper()
	for range 5 {
		id := final(t, send(t, "/admin set MIN_SENT_ABS 0.4")).ID
		final(t, press(t, id, button(t, id, "v1:proposal:reject:")))
	}
}

func TestHistoryPages(t *testing.T) {
	fillHistory(t)
	first := final(t, send(t, "/admin history"))
	top := first.Embeds[0].Description
	older := final(t, press(t, first.ID, button(t, first.ID, "v1:history:")))
	if older.ID != first.ID || older.Embeds[0].Description == top {
		t.Errorf("older: %+v", older)
	}
	for i := range 2 { // the newest, and the one before
		pages := buttons(t, older.ID, "v1:history:")
		back := final(t, press(t, older.ID, pages[i]))
		if back.ID != first.ID || back.Embeds[0].Description != top {
			t.Errorf("%s leads to %+v", pages[i], back)
		}
		pages = buttons(t, first.ID, "v1:history:")
		final(t, press(t, first.ID, pages[len(pages)-1]))
	}
}

func TestValuesAreOffered(t *testing.T) {
	for text, want := range map[string]string{
		"/admin set CHART_THEME con": "contrast", "/admin set PRICE_CEILING 10": "1000", "/admin set MIN_SCORE ": "0",
	} {
		var offered struct {
			Choices []struct{ Value string }
		}
		call(t, http.MethodPost, "/api/autocomplete", map[string]string{"text": text, "focused": "value"}, &offered)
		if !strings.Contains(fmt.Sprint(offered.Choices), "{"+want+"}") {
			t.Errorf("%q offers %v, without %s", text, offered.Choices, want)
		}
	}
}

func TestUsageTellsQuotas(t *testing.T) {
	m := final(t, send(t, "/admin usage"))
	if all := fmt.Sprint(m.Embeds); !strings.Contains(all, "Providers") || !strings.Contains(all, "Alpaca: off") {
		t.Errorf("usage: %s", all)
	}
}

func TestUsageTellsSpend(t *testing.T) {
	m := final(t, send(t, "/admin usage"))
	if all := fmt.Sprint(m.Embeds); !strings.Contains(all, "Language model none configured") {
		t.Errorf("usage: %s", all)
	}
}

// TestUsageTellsUsers waits until two commands of one user were handed in.
func TestUsageTellsUsers(t *testing.T) {
	for _, text := range []string{"/check AAPL", "/help", "/admin list"} {
		final(t, send(t, text))
	}
	today := regexp.MustCompile(time.Now().UTC().Format(time.DateOnly) + `: (\d+) uses?, 1 user`)
	deadline := time.Now().Add(20 * time.Second)
	for {
		all := fmt.Sprint(final(t, send(t, "/admin usage")).Embeds)
		if strings.Contains(all, "`/check` ") && strings.Contains(all, "`/help` ") && today.MatchString(all) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("usage: %s", all)
		}
		time.Sleep(500 * time.Millisecond)
	}
}

// TestLogSaysWhoIsBelieved reads what an operator of a mesh without certificates
// must know.
func TestLogSaysWhoIsBelieved(t *testing.T) {
	if log := running.Tail(mesh.Admin, 1000); !strings.Contains(log, "no TLS: whoever calls says who acts and is believed") {
		t.Errorf("the log does not say it:\n%s", log)
	}
}
