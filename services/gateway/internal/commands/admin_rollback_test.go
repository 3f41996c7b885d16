package commands

import (
	"context"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// past is an admin service at revision 7, which keeps what it was asked.
type past struct {
	adminv1.AdminServiceClient
	previewed *adminv1.PreviewChangeRequest
	back      *adminv1.RollbackRequest
	fault     error
	// first makes it the first revision.
	first bool
}

func (p *past) ListParameters(context.Context, *adminv1.ListParametersRequest, ...grpc.CallOption) (*adminv1.ListParametersResponse, error) {
	if p.first {
		return &adminv1.ListParametersResponse{Revision: 1}, nil
	}
	return &adminv1.ListParametersResponse{Revision: 7}, nil
}

func (p *past) PreviewChange(_ context.Context, req *adminv1.PreviewChangeRequest, _ ...grpc.CallOption) (*adminv1.PreviewChangeResponse, error) {
	p.previewed = req
	return &adminv1.PreviewChangeResponse{Changes: []*adminv1.ParameterChange{{Name: "MIN_SCORE"}}, Summary: "No alerts recorded."}, nil
}

func (p *past) Rollback(_ context.Context, req *adminv1.RollbackRequest, _ ...grpc.CallOption) (*adminv1.RollbackResponse, error) {
	p.back = req
	return &adminv1.RollbackResponse{Revision: 8, ToRevision: req.GetToRevision(), Changes: []*adminv1.ParameterChange{{Name: "MIN_SCORE"}}}, p.fault
}

func (p *past) ListHistory(context.Context, *adminv1.ListHistoryRequest, ...grpc.CallOption) (*adminv1.ListHistoryResponse, error) {
	at := timestamppb.New(time.Date(2026, 1, 31, 14, 5, 0, 0, time.UTC))
	return &adminv1.ListHistoryResponse{Entries: []*adminv1.AuditEntry{
		{Revision: 2, At: at, UserName: "olga", Action: "approve", Changes: []*adminv1.AuditChange{{Name: "MIN_SCORE", OldValue: "0", NewValue: "0.2"}}},
		{Revision: 1, At: at, Action: "seed", Changes: []*adminv1.AuditChange{{Name: "MIN_SCORE", NewValue: "0"}}},
	}}, nil
}

func (p *past) catalog(t *testing.T) *Catalog {
	t.Helper()
	catalog, err := NewCatalog(NewAdmin(p, nil, nil, ReportMessages{}))
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

func (p *past) do(t *testing.T, in interaction.Interaction) (title, text string, err error) {
	t.Helper()
	route, err := p.catalog(t).Route(in)
	if err != nil {
		t.Fatal(err)
	}
	m, err := route.Do(t.Context(), Unseen)
	if err != nil {
		return "", "", err
	}
	return m.Embeds[0].Title, m.Embeds[0].Description, nil
}

func typed(options interaction.Options) interaction.Interaction {
	return interaction.Interaction{ID: "1", Kind: interaction.Command, Name: "admin rollback", Options: options}
}

func TestRollbackIsPreviewed(t *testing.T) {
	for name, c := range map[string]struct {
		options interaction.Options
		to      int64
	}{
		"the one before": {nil, 6}, "a revision": {interaction.Options{"revision": " 3 ", "reason": "worse: much"}, 3},
		"no number": {interaction.Options{"revision": "x"}, 0}, "zero": {interaction.Options{"revision": "0"}, 0},
		"long reason": {interaction.Options{"reason": strings.Repeat("😀", 41)}, 0},
	} {
		p := &past{}
		title, _, err := p.do(t, typed(c.options))
		if p.back != nil || p.previewed.GetToRevision() != c.to || (err == nil) != (c.to > 0) || (err == nil && title != "↩️ Roll back?") {
			t.Errorf("%s: %q, %v, previewed %v", name, title, err, p.previewed)
		}
	}
}

func TestNothingIsBeforeTheFirstRevision(t *testing.T) {
	p := &past{first: true}
	_, err := admin{client: p}.previewRollback(t.Context(), interaction.Interaction{})
	if f := fault.From(err); f.Code() != codes.InvalidArgument || !strings.Contains(f.Public(), "no earlier revision") || p.previewed != nil {
		t.Errorf("%v, previewed %v", err, p.previewed)
	}
}

func TestRollbackButton(t *testing.T) {
	press := func(p *past, id string) (string, string, error) {
		return p.do(t, interaction.Interaction{
			ID: "9", Kind: interaction.Component, CustomID: id, Message: &interaction.Message{ID: "5"},
		})
	}
	p := &past{}
	if title, _, err := press(p, rollback{7, 3, "worse: much"}.customID()); err != nil || title != "↩️ Rolled back" ||
		p.back.GetRevision() != 7 || p.back.GetToRevision() != 3 || p.back.GetReason() != "worse: much" || p.back.GetRequestId() != "rollback/5" {
		t.Errorf("%q, %v, asked for %v", title, err, p.back)
	}
	p = &past{fault: fault.New(codes.Aborted, "No.", fault.Reason("REVISION_CONFLICT", nil))}
	if title, text, err := press(p, rollback{seen: 7, to: 3}.customID()); err != nil || title != "⌛ Not rolled back" || !strings.Contains(text, "at revision 7") {
		t.Errorf("overtaken: %q %q, %v", title, text, err)
	}
	p = &past{fault: fault.New(codes.PermissionDenied, "No.")}
	if title, _, err := press(p, rollback{seen: 7, to: 3}.customID()); err == nil {
		t.Errorf("denied: %q", title)
	}
	for _, id := range []string{"", "7", "7:3", "7:x:", "x:3:"} {
		p := &past{}
		if title, _, err := press(p, rollbackPrefix+id); err == nil || p.back != nil {
			t.Errorf("%q: %q, asked for %v", id, title, p.back)
		}
	}
	if title, _, err := press(p, cancelRollback); err != nil || title != "↩️ Cancelled" {
		t.Errorf("cancelled: %q, %v", title, err)
	}
}

func TestRevisionsAreOffered(t *testing.T) {
	for text, want := range map[string]string{
		"":     "2 · 2026-01-31 14:05 UTC · olga · MIN_SCORE 0 → 0.2|1 · 2026-01-31 14:05 UTC · seed · MIN_SCORE → 0",
		"OLGA": "2 · 2026-01-31 14:05 UTC · olga · MIN_SCORE 0 → 0.2", "nobody": "",
	} {
		in := typed(interaction.Options{"revision": " " + text})
		in.Kind, in.Focused = interaction.Autocomplete, "revision"
		choices, err := (&past{}).catalog(t).Suggest(t.Context(), in)
		var names []string
		for _, c := range choices {
			names = append(names, c.Name)
		}
		if got := strings.Join(names, "|"); err != nil || got != want {
			t.Errorf("%q offers %q, %v", text, got, err)
		}
	}
}
