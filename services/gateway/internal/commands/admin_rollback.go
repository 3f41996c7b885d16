package commands

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Custom ids under the preview of a rollback. The first goes on with the
// revision seen, the one to go back to, and why: {seen}:{to}:{reason}.
const (
	rollbackPrefix = "v1:rollback:do:"
	cancelRollback = "v1:rollback:cancel"
	// maxCustomID is Discord's limit, in characters.
	maxCustomID = 100
)

// previewRollback shows what going back would change, and does not go back.
func (a admin) previewRollback(ctx context.Context, in interaction.Interaction) (message.Message, error) {
	to, err := revisionOption(in)
	if err != nil {
		return message.Message{}, err
	}
	now, err := a.parameters(ctx, in, "")
	if err != nil {
		return message.Message{}, err
	}
	r := rollback{seen: now.GetRevision(), to: cmp.Or(to, now.GetRevision()-1), reason: strings.TrimSpace(in.Options.String(reasonName))}
	if r.to < 1 {
		return message.Message{}, fault.Invalid(revisionName, "There is no earlier revision to go back to.")
	}
	if over := len(utf16.Encode([]rune(r.customID()))) - maxCustomID; over > 0 {
		return message.Message{}, fault.Invalid(reasonName, fmt.Sprintf("Make the reason of the rollback shorter by %d characters.", over))
	}
	preview, err := a.client.PreviewChange(ctx, &adminv1.PreviewChangeRequest{Actor: actor(in), ToRevision: &r.to})
	if err != nil {
		return message.Message{}, err
	}
	return r.view(preview), nil
}

// revisionOption is the revision that was typed; 0 when none was.
func revisionOption(in interaction.Interaction) (int64, error) {
	text := strings.TrimSpace(in.Options.String(revisionName))
	if text == "" {
		return 0, nil
	}
	to, err := strconv.ParseInt(text, 10, 64)
	if err != nil || to < 1 {
		return 0, fault.Invalid(revisionName, "A revision is a whole number, as `/admin history` shows it.")
	}
	return to, nil
}

// rollBack goes back when the revision in force is still the one of the preview.
// The message is the name of the wish, so that a second press does nothing more.
func (a admin) rollBack(ctx context.Context, in interaction.Interaction, id string) (message.Message, error) {
	r, err := parseRollback(id)
	if err != nil {
		return message.Message{}, err
	}
	request := in.ID
	if in.Message != nil {
		request = in.Message.ID
	}
	reply, err := a.client.Rollback(ctx, &adminv1.RollbackRequest{
		Actor: actor(in), ToRevision: r.to, Revision: r.seen, Reason: r.reason, RequestId: "rollback/" + request.String(),
	})
	if err != nil && fault.From(err).Reason() == "REVISION_CONFLICT" {
		return r.overtaken(), nil
	}
	if err != nil {
		return message.Message{}, err
	}
	return rollbackView(reply), nil
}

func cancelledRollback(context.Context, interaction.Interaction, string) (message.Message, error) {
	return embed("↩️ Cancelled", "This preview is closed. `/admin stats` shows what is in force.", message.Grey), nil
}

// suggestRevision offers the revisions in which the typed text stands, newest
// first.
func (a admin) suggestRevision(ctx context.Context, in interaction.Interaction, typed string) ([]message.Choice, error) {
	reply, err := a.client.ListHistory(ctx, &adminv1.ListHistoryRequest{Actor: actor(in), RevisionsOnly: true, PageSize: suggestedRevisions})
	if err != nil {
		return nil, err
	}
	var found []message.Choice
	for _, entry := range reply.GetEntries() {
		if name := revisionLine(entry); strings.Contains(strings.ToUpper(name), strings.ToUpper(strings.TrimSpace(typed))) {
			found = append(found, message.Choice{Name: name, Value: strconv.FormatInt(entry.GetRevision(), 10)})
		}
	}
	return found, nil
}
