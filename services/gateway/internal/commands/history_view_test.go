package commands

import (
	"fmt"
	"strings"
	"testing"

	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
)

// long is an entry with as much in it as can be.
func long() *adminv1.AuditEntry {
	entry := &adminv1.AuditEntry{
		Sequence: 1 << 40, At: timestamppb.Now(), Action: "view-parameters", UserId: strings.Repeat("9", 20), Revision: 1 << 40,
		ProposalId: "0123456789abcdef", TraceId: strings.Repeat("ab", 16), Reason: strings.Repeat("*😀", 250),
	}
	for i := range 32 {
		entry.Changes = append(entry.Changes, &adminv1.AuditChange{
			Name: fmt.Sprintf("ANALYZER_HIT_DOWN_THRESHOLD_PCT%d", i), OldValue: strings.Repeat("_", 64), NewValue: strings.Repeat("_", 64),
		})
	}
	return entry
}

func TestHistoryFits(t *testing.T) {
	page := &adminv1.ListHistoryResponse{}
	for range historyPage {
		page.Entries = append(page.Entries, long())
	}
	text := historyView(page, true).Embeds[0].Description
	if len([]rune(text)) > 4096 || strings.Count(text, "-# … 32 more") != historyPage {
		t.Errorf("%d characters: %s", len([]rune(text)), text)
	}
	page.Entries = page.Entries[:statsChanges]
	fields := statsView(&adminv1.ListParametersResponse{Revision: 7}, page).Embeds[0].Fields
	if value := fields[len(fields)-1].Value; len([]rune(value)) > 1024 || strings.Count(value, "more") != statsChanges {
		t.Errorf("%d characters: %s", len([]rune(value)), value)
	}
}

func TestEntry(t *testing.T) {
	entry := &adminv1.AuditEntry{
		At: &timestamppb.Timestamp{Seconds: 5}, Action: "approve", Allowed: true, UserId: "7", Revision: 3, Reason: "why",
		ProposalId: "0123456789abcdef", TraceId: strings.Repeat("ab", 16),
		Changes: []*adminv1.AuditChange{{Name: "MIN_SCORE", OldValue: "0", NewValue: "0.2"}},
	}
	want := "<t:5:R> **approve** · revision 3 · <@7>\n-# proposal `0123456789abcdef` · trace `abababab`\n-# why\n-# `MIN_SCORE` 0 → 0.2"
	if got := entryText(entry, historyRoom); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := entryText(&adminv1.AuditEntry{At: &timestamppb.Timestamp{Seconds: 5}, Action: "expire"}, historyRoom); got != `<t:5:R> **denied\: expire**` {
		t.Errorf("without ids: %s", got)
	}
}
