package commands

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// rollback is a wish to go back, as the button of its preview carries it.
type rollback struct {
	seen, to int64
	reason   string
}

func (r rollback) customID() string {
	return fmt.Sprintf("%s%d:%d:%s", rollbackPrefix, r.seen, r.to, r.reason)
}

func parseRollback(id string) (rollback, error) {
	seen, rest, _ := strings.Cut(id, ":")
	to, reason, found := strings.Cut(rest, ":")
	r := rollback{reason: reason}
	var wrong [2]error
	r.seen, wrong[0] = strconv.ParseInt(seen, 10, 64)
	r.to, wrong[1] = strconv.ParseInt(to, 10, 64)
	if !found || wrong[0] != nil || wrong[1] != nil {
		return rollback{}, fault.Invalid("custom_id", "I cannot read this button. Type `/admin rollback` again.")
	}
	return r, nil
}

// view shows what going back would change, with a button that does it.
func (r rollback) view(preview *adminv1.PreviewChangeResponse) message.Message {
	if len(preview.GetChanges()) == 0 {
		return nothingBack(r.to)
	}
	text := fmt.Sprintf("Revision %d is in force; this goes back to the values of revision %d.\n%s", r.seen, r.to, changeLines(preview.GetChanges()))
	if r.reason != "" {
		text += "\n> " + message.Escape(r.reason)
	}
	m := embed("↩️ Roll back?", text, warning)
	m.Embeds[0].Fields = []message.Field{{Name: "What it would have done", Value: previewText(preview)}}
	m.Rows = []message.Row{message.Buttons{
		{Label: "Roll back", Style: message.Danger, CustomID: r.customID()},
		{Label: "Cancel", Style: message.Secondary, CustomID: cancelRollback},
	}}
	return m
}

// overtaken says that the parameters are no longer those of the preview.
func (r rollback) overtaken() message.Message {
	return embed("⌛ Not rolled back", fmt.Sprintf("Someone changed the parameters since this preview, which was made at revision %d. "+
		"Nothing was rolled back. Type `/admin rollback` again to see what it would change now.", r.seen), message.Grey)
}

func nothingBack(to int64) message.Message {
	return embed("↩️ Nothing to roll back", fmt.Sprintf("Revision %d has the same values as those in force.", to), message.Grey)
}

func rollbackView(reply *adminv1.RollbackResponse) message.Message {
	if len(reply.GetChanges()) == 0 {
		return nothingBack(reply.GetToRevision())
	}
	return embed("↩️ Rolled back", fmt.Sprintf("Revision %d has the values of revision %d again.\n%s", reply.GetRevision(),
		reply.GetToRevision(), changeLines(reply.GetChanges())), message.Bullish)
}

// suggestedRevisions is how many of the newest revisions are looked through.
const suggestedRevisions = 100

// revisionLine is a revision on one line: number, when, who, and what changed.
func revisionLine(entry *adminv1.AuditEntry) string {
	parts := []string{strconv.FormatInt(entry.GetRevision(), 10), entry.GetAt().AsTime().Format("2006-01-02 15:04 MST")}
	if who := cmp.Or(entry.GetUserName(), entry.GetUserId()); who != "" {
		parts = append(parts, who)
	} else {
		parts = append(parts, entry.GetAction())
	}
	var changes []string
	for _, c := range entry.GetChanges() {
		changes = append(changes, strings.TrimSpace(c.GetName()+" "+c.GetOldValue())+" → "+c.GetNewValue())
	}
	return strings.Join(append(parts, strings.Join(changes, ", ")), " · ")
}
