package server

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

const (
	usualPage = 20
	mostPage  = 100
)

// ListHistory pages through what was done and denied, newest first.
func (a *Admin) ListHistory(ctx context.Context, req *adminv1.ListHistoryRequest) (*adminv1.ListHistoryResponse, error) {
	size, err := pageSize("page_size", req.GetPageSize())
	if err != nil {
		return nil, err
	}
	before, err := pageToken(req.GetPageToken())
	if err != nil {
		return nil, err
	}
	if err := a.mayView(ctx, req.GetActor()); err != nil {
		return nil, err
	}
	list, err := a.records.History(ctx, before, size+1, req.GetRevisionsOnly())
	if err != nil {
		return nil, faultOf(err)
	}
	reply := &adminv1.ListHistoryResponse{}
	for _, sealed := range list[:min(size, len(list))] {
		entry, err := auditEntry(sealed)
		if err != nil {
			return nil, faultOf(err)
		}
		reply.Entries = append(reply.Entries, entry)
	}
	if len(list) > size {
		reply.NextPageToken = strconv.FormatInt(reply.GetEntries()[size-1].GetSequence(), 10)
	}
	return reply, nil
}

func pageSize(field string, size int32) (int, error) {
	if size < 0 || size > mostPage {
		return 0, fault.Invalid(field, fmt.Sprintf("A page has 1 to %d entries.", mostPage))
	}
	if size == 0 {
		return usualPage, nil
	}
	return int(size), nil
}

// pageToken is the number of the entry a page ends before; 0 is the newest page.
func pageToken(token string) (int64, error) {
	if token == "" {
		return 0, nil
	}
	before, err := strconv.ParseInt(token, 10, 64)
	if err != nil || before < 1 {
		return 0, fault.Invalid("page_token", "This is no token of a page.")
	}
	return before, nil
}

func auditEntry(sealed audit.Sealed) (*adminv1.AuditEntry, error) {
	e, err := sealed.Open()
	if err != nil {
		return nil, err
	}
	entry := &adminv1.AuditEntry{
		Sequence: e.Sequence, At: timestamppb.New(time.UnixMilli(e.At)), Action: e.Action, Allowed: e.Allowed,
		UserId: e.UserID, UserName: e.UserName, GuildId: e.GuildID,
		EntryPoint: adminv1.EntryPoint(e.Entry), Role: adminv1.Role(e.Role),
		Reason: e.Reason, ProposalId: e.ProposalID, ReportId: e.ReportID, Revision: e.Revision, TraceId: e.TraceID,
		PreviousHash: e.Previous, Hash: sealed.Hash,
	}
	for _, c := range e.Changes {
		entry.Changes = append(entry.Changes, &adminv1.AuditChange{Name: c.Name, OldValue: c.Old, NewValue: c.New})
	}
	return entry, nil
}
