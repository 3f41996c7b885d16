package server_test

import (
	"fmt"
	"testing"

	"google.golang.org/grpc/codes"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func TestRollback(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		r.set(t, "MIN_SCORE=0.1")    // revision 2
		r.set(t, "MIN_SCORE=0.2")    // revision 3
		r.set(t, "PRICE_CEILING=20") // revision 4
		req := &adminv1.RollbackRequest{Actor: who("oleg", "ops"), ToRevision: 2, Revision: 4, Reason: "worse", RequestId: "back"}
		for range 2 { // asked again, nothing more happens
			done, err := r.client.Rollback(t.Context(), req)
			if err != nil || done.GetRevision() != 5 || done.GetToRevision() != 2 || len(done.GetChanges()) != 2 {
				t.Fatalf("%v, %v", done, err)
			}
		}
		if r.number(t, "MIN_SCORE") != 0.1 || r.number(t, "PRICE_CEILING") != 10 || r.revision(t) != 5 {
			t.Error("not rolled back")
		}
		undo, err := r.client.Rollback(t.Context(), &adminv1.RollbackRequest{Actor: who("olga"), Revision: 5, RequestId: "undo"})
		if err != nil || undo.GetToRevision() != 4 || r.number(t, "MIN_SCORE") != 0.2 || r.number(t, "PRICE_CEILING") != 20 {
			t.Errorf("undone: %v, %v", undo, err)
		}
		for name, c := range map[string]struct {
			to, seen int64
			code     codes.Code
		}{"unknown": {99, 6, codes.NotFound}, "before the first": {-1, 6, codes.NotFound}, "old news": {1, 5, codes.Aborted}} {
			_, err := r.client.Rollback(t.Context(), &adminv1.RollbackRequest{Actor: who("olga"), ToRevision: c.to, Revision: c.seen, RequestId: fmt.Sprint(c.to, "/", c.seen)})
			wantFault(t, name, err, c.code, "")
		}
		same, err := r.client.Rollback(t.Context(), &adminv1.RollbackRequest{Actor: who("olga"), ToRevision: 6, Revision: 6, RequestId: "same"})
		if err != nil || same.GetRevision() != 6 || len(same.GetChanges()) != 0 {
			t.Errorf("the same: %v, %v", same, err)
		}
	})
}

func TestOperatorsDoNotRollTheMeshBack(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		r.set(t, "CHART_THEME=contrast")
		_, err := r.client.Rollback(t.Context(), &adminv1.RollbackRequest{Actor: who("oleg", "ops"), Revision: 2, RequestId: "x"})
		wantFault(t, "operator", err, codes.PermissionDenied, "")
		if got := r.history(t, 1)[0]; got != "rollback oleg false 1" || r.revision(t) != 2 {
			t.Errorf("history %s", got)
		}
	})
}

func TestHistoryPages(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		for i := range 5 {
			r.set(t, fmt.Sprintf("MIN_SCORE=0.%d", i+1))
		}
		req := &adminv1.ListHistoryRequest{Actor: who("vera"), PageSize: 4}
		next := int64(11) // the defaults, and two for each change
		for {
			page, err := r.client.ListHistory(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range page.GetEntries() {
				if e.GetSequence() != next || len(e.GetHash()) != 64 {
					t.Errorf("entry %v, want number %d", e, next)
				}
				next--
			}
			if req.PageToken = page.GetNextPageToken(); req.GetPageToken() == "" {
				break
			}
		}
		if next != 0 {
			t.Errorf("ended before %d", next)
		}
		only, err := r.client.ListHistory(t.Context(), &adminv1.ListHistoryRequest{Actor: who("vera"), RevisionsOnly: true, PageSize: 5})
		if err != nil || len(only.GetEntries()) != 5 || only.GetEntries()[4].GetRevision() != 2 || only.GetNextPageToken() == "" {
			t.Errorf("revisions %v, %v", only, err)
		}
		for _, bad := range []*adminv1.ListHistoryRequest{{PageSize: 101}, {PageSize: -1}, {PageToken: "x"}, {PageToken: "0"}} {
			_, err := r.client.ListHistory(t.Context(), bad)
			wantFault(t, bad.String(), err, codes.InvalidArgument, "")
		}
	})
}
