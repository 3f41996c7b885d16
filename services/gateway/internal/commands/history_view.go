package commands

import (
	"fmt"
	"strconv"
	"strings"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// Discord takes 4096 characters in a description and 1024 in a field. All
// entries have room there; sizes are in bytes, of which a text has at least as
// many.
const (
	// historyPage is how many entries of the history are shown at a time.
	historyPage = 8
	historyRoom = 500
	// statsChanges is how many entries /admin stats shows.
	statsChanges = 3
	statsRoom    = 340
	// clippedText is how much of a reason or a value is shown.
	clippedText = 100
	// moreRoom is for telling how much is not shown.
	moreRoom = 24
	// shortTrace is how many digits of a trace id are shown: enough to find it.
	shortTrace = 8
)

// historyView shows a page; later says that it is not the newest one.
func historyView(reply *adminv1.ListHistoryResponse, later bool) message.Message {
	var rows []string
	for _, entry := range reply.GetEntries() {
		rows = append(rows, entryText(entry, historyRoom))
	}
	if len(rows) == 0 {
		rows = []string{"Nothing was done yet."}
	}
	m := embed("📜 History", lines(rows), message.Grey)
	var pages message.Buttons
	if later {
		pages = append(pages, message.Button{Label: "Newest", Style: message.Secondary, CustomID: historyPrefix},
			message.Button{Label: "Newer", Style: message.Secondary, CustomID: historyPrefix + newerPage(reply)})
	}
	if next := reply.GetNextPageToken(); next != "" {
		pages = append(pages, message.Button{Label: "Older", Style: message.Secondary, CustomID: historyPrefix + next})
	}
	if len(pages) > 0 {
		m.Rows = []message.Row{pages}
	}
	return m
}

// newerPage is the token of the page before one: entries are numbered without a
// gap, and a page ends before the number that is its token.
func newerPage(reply *adminv1.ListHistoryResponse) string {
	var newest int64
	if entries := reply.GetEntries(); len(entries) > 0 {
		newest = entries[0].GetSequence()
	}
	return strconv.FormatInt(newest+historyPage+1, 10)
}

// entryText tells of an entry in at most room bytes: what there is no room for
// is counted.
func entryText(entry *adminv1.AuditEntry, room int) string {
	text := entryHead(entry)
	details := entryDetails(entry)
	for i, line := range details {
		if len(text)+len(line)+moreRoom > room {
			return text + fmt.Sprintf("\n-# … %d more", len(details)-i)
		}
		text += line
	}
	return text
}

// entryHead is what, when, who, and by which ids more of it is found.
func entryHead(entry *adminv1.AuditEntry) string {
	what := entry.GetAction()
	if !entry.GetAllowed() {
		what = "denied: " + what
	}
	text := fmt.Sprintf("%s **%s**", stamp(entry.GetAt(), "R"), message.Escape(what))
	if entry.GetRevision() > 0 {
		text += fmt.Sprintf(" · revision %d", entry.GetRevision())
	}
	if entry.GetUserId() != "" {
		text += " · <@" + entry.GetUserId() + ">"
	}
	var ids []string
	if id := entry.GetProposalId(); id != "" {
		ids = append(ids, "proposal `"+id+"`")
	}
	if id := entry.GetTraceId(); id != "" {
		ids = append(ids, "trace `"+id[:min(shortTrace, len(id))]+"`")
	}
	if len(ids) > 0 {
		text += "\n-# " + strings.Join(ids, " · ")
	}
	return text
}

// entryDetails are the lines of why, and of each change.
func entryDetails(entry *adminv1.AuditEntry) []string {
	var details []string
	if entry.GetReason() != "" {
		details = append(details, "\n-# "+clipped(entry.GetReason()))
	}
	for _, c := range entry.GetChanges() {
		details = append(details, fmt.Sprintf("\n-# `%s` %s → %s", c.GetName(), clipped(c.GetOldValue()), clipped(c.GetNewValue())))
	}
	return details
}

// clipped is the beginning of a text, as it is.
func clipped(text string) string {
	if len(text) > clippedText {
		text = strings.ToValidUTF8(text[:clippedText], "") + "…"
	}
	return message.Escape(text)
}
