package server_test

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

// entries are the ways in, as what comes that way says of itself. A menu comes
// as a button does.
var entries = []struct {
	name  string
	point adminv1.EntryPoint
	rest  bool
}{
	{"command", adminv1.EntryPoint_ENTRY_POINT_COMMAND, false},
	{"button", adminv1.EntryPoint_ENTRY_POINT_BUTTON, false},
	{"form", adminv1.EntryPoint_ENTRY_POINT_FORM, false},
	{"REST", adminv1.EntryPoint_ENTRY_POINT_BUTTON, true},
	{"gRPC", adminv1.EntryPoint_ENTRY_POINT_UNSPECIFIED, false},
}

// deeds are everything an actor can ask for. Those that change something are of
// a parameter.
var deeds = []struct {
	name, parameter string
	do              func(t *testing.T, r replica, ctx context.Context, who *adminv1.Actor, parameter string) error
}{
	{"see parameters", "", func(_ *testing.T, r replica, ctx context.Context, who *adminv1.Actor, _ string) error {
		_, err := r.client.ListParameters(ctx, &adminv1.ListParametersRequest{Actor: who})
		return err
	}},
	{"see history", "", func(_ *testing.T, r replica, ctx context.Context, who *adminv1.Actor, _ string) error {
		_, err := r.client.ListHistory(ctx, &adminv1.ListHistoryRequest{Actor: who})
		return err
	}},
	{"see proposals", "", func(_ *testing.T, r replica, ctx context.Context, who *adminv1.Actor, _ string) error {
		_, err := r.client.ListProposals(ctx, &adminv1.ListProposalsRequest{Actor: who})
		return err
	}},
	{"see a report", "", func(_ *testing.T, r replica, ctx context.Context, who *adminv1.Actor, _ string) error {
		_, err := r.client.GetReport(ctx, &adminv1.GetReportRequest{Actor: who})
		return err
	}},
	{"see usage", "", func(_ *testing.T, r replica, ctx context.Context, who *adminv1.Actor, _ string) error {
		_, err := r.client.GetUsage(ctx, &adminv1.GetUsageRequest{Actor: who})
		return err
	}},
	{"preview", "", func(_ *testing.T, r replica, ctx context.Context, who *adminv1.Actor, _ string) error {
		_, err := r.client.PreviewChange(ctx, &adminv1.PreviewChangeRequest{
			Actor: who, Changes: []*adminv1.Change{{Name: "MIN_SCORE", Value: "0.9"}},
		})
		return err
	}},
	{"propose", "MIN_SENT_ABS", wish}, {"propose", "WATCHLIST_LIMIT", wish},
	{"approve", "MIN_SENT_ABS", decision(approve)}, {"approve", "WATCHLIST_LIMIT", decision(approve)},
	{"reject", "MIN_SENT_ABS", decision(reject)}, {"reject", "WATCHLIST_LIMIT", decision(reject)},
	{"roll back", "MIN_SENT_ABS", back}, {"roll back", "WATCHLIST_LIMIT", back},
}

// values are two of each parameter, of which one is not in force.
var values = map[string][2]string{"MIN_SENT_ABS": {"0.1", "0.2"}, "WATCHLIST_LIMIT": {"31", "32"}}

// other is a change of a parameter to a value that is not in force.
func other(t *testing.T, r replica, parameter string) string {
	t.Helper()
	value := values[parameter][0]
	if fmt.Sprint(r.number(t, parameter)) == value {
		value = values[parameter][1]
	}
	return parameter + "=" + value
}

func wish(t *testing.T, r replica, ctx context.Context, who *adminv1.Actor, parameter string) error {
	t.Helper()
	name, value, _ := strings.Cut(other(t, r, parameter), "=")
	_, err := r.client.ProposeChange(ctx, &adminv1.ProposeChangeRequest{
		Actor: who, Revision: r.revision(t), RequestId: fmt.Sprint(requests.Add(1)), Changes: []*adminv1.Change{{Name: name, Value: value}},
	})
	return err
}

func decision(d adminv1.Decision) func(*testing.T, replica, context.Context, *adminv1.Actor, string) error {
	return func(t *testing.T, r replica, ctx context.Context, by *adminv1.Actor, parameter string) error {
		t.Helper()
		p, err := r.propose(t, who("olga"), other(t, r, parameter))
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.client.DecideChange(ctx, &adminv1.DecideChangeRequest{Actor: by, ProposalId: p.GetId(), Decision: d})
		return err
	}
}

func back(t *testing.T, r replica, ctx context.Context, by *adminv1.Actor, parameter string) error {
	t.Helper()
	r.set(t, other(t, r, parameter))
	_, err := r.client.Rollback(ctx, &adminv1.RollbackRequest{Actor: by, Revision: r.revision(t), RequestId: fmt.Sprint(requests.Add(1))})
	return err
}

func waysIn(names []string) string {
	switch len(names) {
	case 0:
		return "–"
	case len(entries):
		return "every way"
	default:
		return strings.Join(names, ", ")
	}
}

// TestPermissionMatrix asks for everything as everyone by every way, and wants
// what the documentation says. Each denial is in the audit.
func TestPermissionMatrix(t *testing.T) {
	documentation, err := os.ReadFile("../../../../docs/admin.md")
	if err != nil {
		t.Fatal(err)
	}
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		if _, err := r.client.ListParameters(t.Context(), &adminv1.ListParametersRequest{}, grpc.WaitForReady(true)); err != nil {
			t.Fatal(err)
		}
		table := "| asks to | of | nobody | viewer | operator | owner |\n|---|---|---|---|---|---|\n"
		for _, deed := range deeds {
			table += fmt.Sprintf("| %s | %s", deed.name, cmp.Or(deed.parameter, "–"))
			for _, actor := range []*adminv1.Actor{who("nina"), who("vera"), who("oleg", "ops"), who("olga")} {
				var may []string
				for _, entry := range entries {
					actor.EntryPoint = entry.point
					ctx := t.Context()
					if entry.rest {
						ctx = metadata.AppendToOutgoingContext(ctx, "x-forwarded-for", "127.0.0.1")
					}
					err := deed.do(t, r, ctx, actor, deed.parameter)
					switch {
					case err == nil:
						may = append(may, entry.name)
					case status.Code(err) != codes.PermissionDenied:
						t.Errorf("%s of %s by %s: %v", deed.name, deed.parameter, actor.GetUserId(), err)
					case !strings.Contains(r.history(t, 1)[0], actor.GetUserId()+" false"):
						t.Errorf("%s by %s is not audited: %s", deed.name, actor.GetUserId(), r.history(t, 1)[0])
					}
				}
				table += " | " + waysIn(may)
			}
			table += " |\n"
		}
		t.Log("\n" + table)
		if !strings.Contains(string(documentation), "\n\n"+table+"\n") {
			t.Error("docs/admin.md has another table")
		}
	})
}
