package server_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func policy(t *testing.T) *permission.Policy {
	t.Helper()
	p, err := permission.Config{
		Guilds: []string{"home"}, Permissions: 32,
		Owners: []string{"user:olga", "user:omar"}, Operators: []string{"role:ops"}, Viewers: []string{"user:vera"},
	}.Policy()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// who is an actor of the policy, by command.
func who(user string, roles ...string) *adminv1.Actor {
	return &adminv1.Actor{
		UserId: user, UserName: "The " + user, GuildId: "home", RoleIds: roles, Permissions: 32,
		EntryPoint: adminv1.EntryPoint_ENTRY_POINT_COMMAND,
	}
}

var requests atomic.Int64

// propose asks for changes, given as NAME=value, at the newest revision.
func (r replica) propose(t *testing.T, actor *adminv1.Actor, changes ...string) (*adminv1.Proposal, error) {
	t.Helper()
	req := &adminv1.ProposeChangeRequest{Actor: actor, Revision: r.revision(t), Reason: "to try", RequestId: fmt.Sprint(requests.Add(1))}
	for _, c := range changes {
		name, value, _ := strings.Cut(c, "=")
		req.Changes = append(req.Changes, &adminv1.Change{Name: name, Value: value})
	}
	reply, err := r.client.ProposeChange(t.Context(), req, grpc.WaitForReady(true))
	return reply.GetProposal(), err
}

func (r replica) decide(t *testing.T, actor *adminv1.Actor, id string, decision adminv1.Decision) (*adminv1.DecideChangeResponse, error) {
	t.Helper()
	return r.client.DecideChange(t.Context(), &adminv1.DecideChangeRequest{Actor: actor, ProposalId: id, Decision: decision})
}

const (
	approve = adminv1.Decision_DECISION_APPROVE
	reject  = adminv1.Decision_DECISION_REJECT
)

// set proposes and approves.
func (r replica) set(t *testing.T, change string) *adminv1.Proposal {
	t.Helper()
	p, err := r.propose(t, who("olga"), change)
	if err != nil {
		t.Fatal(err)
	}
	done, err := r.decide(t, who("olga"), p.GetId(), approve)
	if err != nil || !done.GetDecided() {
		t.Fatalf("%v, %v", done, err)
	}
	return done.GetProposal()
}

func (r replica) revision(t *testing.T) int64 {
	t.Helper()
	revision, err := r.store.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return revision
}

func (r replica) number(t *testing.T, name string) float64 {
	t.Helper()
	reply, err := r.client.ListParameters(t.Context(), &adminv1.ListParametersRequest{}, grpc.WaitForReady(true))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range reply.GetParameters() {
		if p.GetName() == name {
			return p.GetValue().GetNumber() + float64(p.GetValue().GetInteger())
		}
	}
	t.Fatalf("there is no %s", name)
	return 0
}

// history is the newest entries, newest first, each as "action who allowed".
func (r replica) history(t *testing.T, count int32) []string {
	t.Helper()
	reply, err := r.client.ListHistory(t.Context(), &adminv1.ListHistoryRequest{Actor: who("vera"), PageSize: count})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range reply.GetEntries() {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s %t %d", e.GetAction(), e.GetUserId(), e.GetAllowed(), len(e.GetChanges()))))
	}
	return list
}

func wantFault(t *testing.T, what string, err error, code codes.Code, reason string) {
	t.Helper()
	f := fault.From(err)
	if err == nil || f.Code() != code || reason != "" && f.Reason() != reason {
		t.Errorf("%s: %v, want %s %s", what, err, code, reason)
	}
}

func TestApprove(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		before := r.revision(t)
		p, err := r.propose(t, who("oleg", "ops"), "min_score=0.25", "PRICE_CEILING= 20 ")
		if err != nil {
			t.Fatal(err)
		}
		if p.GetState() != adminv1.State_STATE_OPEN || len(p.GetChanges()) != 2 || p.GetChanges()[1].GetOldValue().GetNumber() != 10 ||
			p.GetChanges()[1].GetUnit() != "USD" || p.GetProposerName() != "The oleg" || r.number(t, "MIN_SCORE") != 0 {
			t.Errorf("proposal %v", p)
		}
		first, err := r.decide(t, who("oleg", "ops"), p.GetId(), approve)
		if err != nil || !first.GetDecided() || first.GetProposal().GetAppliedRevision() != before+1 {
			t.Fatalf("first: %v, %v", first, err)
		}
		if r.number(t, "MIN_SCORE") != 0.25 || r.number(t, "PRICE_CEILING") != 20 {
			t.Error("not applied")
		}
		again, err := r.decide(t, who("olga"), p.GetId(), approve)
		if err != nil || again.GetDecided() || again.GetProposal().GetDeciderId() != "oleg" || r.revision(t) != before+1 {
			t.Errorf("again: %v, %v", again, err)
		}
		_, err = r.decide(t, who("olga"), p.GetId(), reject)
		wantFault(t, "reject after approve", err, codes.FailedPrecondition, "PROPOSAL_DECIDED")
		if got := strings.Join(r.history(t, 2), ", "); got != "approve oleg true 2, propose oleg true 2" {
			t.Errorf("history %s", got)
		}
	})
}

func TestReject(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		p, err := r.propose(t, who("olga"), "MIN_SCORE=0.25")
		if err != nil {
			t.Fatal(err)
		}
		for i := range 2 {
			done, err := r.decide(t, who("olga"), p.GetId(), reject)
			if err != nil || done.GetDecided() != (i == 0) || done.GetProposal().GetState() != adminv1.State_STATE_REJECTED {
				t.Errorf("%v, %v", done, err)
			}
		}
		_, err = r.decide(t, who("olga"), p.GetId(), approve)
		wantFault(t, "approve after reject", err, codes.FailedPrecondition, "PROPOSAL_DECIDED")
		if r.number(t, "MIN_SCORE") != 0 {
			t.Error("applied all the same")
		}
	})
}

func TestBadWishes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		for name, changes := range map[string][]string{
			"none": nil, "unknown": {"DISCORD_BOT_TOKEN=x"}, "out of bounds": {"MIN_SCORE=2"}, "no number": {"MIN_SCORE=NaN"},
			"two lines": {"MIN_SCORE=0.1\nX=1"}, "rule": {"PRICE_FLOOR=11"}, "weights": {"SENTIMENT_WEIGHT_LOCAL=0.9"},
			"twice": {"MIN_SCORE=0.1", "min_score=0.2"}, "the same": {"PRICE_CEILING=10.0"},
		} {
			_, err := r.propose(t, who("olga"), changes...)
			wantFault(t, name, err, codes.InvalidArgument, "")
		}
		for name, call := range map[string]func() error{
			"proposal": func() error { _, err := r.decide(t, who("olga"), "a\x00", approve); return err },
			"reason": func() error {
				_, err := r.client.DecideChange(t.Context(), &adminv1.DecideChangeRequest{Actor: who("olga"), Reason: "\x00", Decision: approve})
				return err
			},
			"report": func() error {
				_, err := r.client.GetReport(t.Context(), &adminv1.GetReportRequest{Actor: who("olga"), ReportId: "\x00"})
				return err
			},
			"request": func() error {
				_, err := r.client.Rollback(t.Context(), &adminv1.RollbackRequest{Actor: who("olga"), RequestId: "a b"})
				return err
			},
			"user":     func() error { _, err := r.decide(t, who("ol\nga"), "a", approve); return err },
			"decision": func() error { _, err := r.decide(t, who("olga"), "a", 0); return err },
		} {
			wantFault(t, name, call(), codes.InvalidArgument, "")
		}
		_, err := r.decide(t, who("olga"), "0123456789abcdef", approve)
		wantFault(t, "unknown proposal", err, codes.NotFound, "")
	})
}

func TestSecondPerson(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		p, err := r.propose(t, who("olga"), "DEFER_BUDGET=900")
		if err != nil || !p.GetNeedsSecondPerson() {
			t.Fatalf("%v, %v", p, err)
		}
		_, err = r.decide(t, who("olga"), p.GetId(), approve)
		wantFault(t, "the proposer", err, codes.FailedPrecondition, "SECOND_PERSON_NEEDED")
		if done, err := r.decide(t, who("omar"), p.GetId(), approve); err != nil || !done.GetDecided() {
			t.Errorf("the second: %v, %v", done, err)
		}
		if r.number(t, "DEFER_BUDGET") != 900 {
			t.Error("not applied")
		}
	})
}

func TestConflict(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		late, err := r.propose(t, who("olga"), "MIN_SCORE=0.25")
		if err != nil {
			t.Fatal(err)
		}
		other, err := r.propose(t, who("olga"), "MIN_SENT_ABS=0.1")
		if err != nil {
			t.Fatal(err)
		}
		seen := r.revision(t)
		r.set(t, "MIN_SCORE=0.3")
		_, err = r.decide(t, who("olga"), late.GetId(), approve)
		wantFault(t, "approve", err, codes.Aborted, "REVISION_CONFLICT")
		_, err = r.decide(t, who("olga"), late.GetId(), approve)
		wantFault(t, "again", err, codes.FailedPrecondition, "PROPOSAL_EXPIRED")
		if _, err := r.decide(t, who("olga"), other.GetId(), approve); err != nil {
			t.Errorf("another parameter: %v", err)
		}
		for _, revision := range []int64{0, seen, r.revision(t) + 1} {
			_, err = r.client.ProposeChange(t.Context(), &adminv1.ProposeChangeRequest{
				Actor: who("olga"), Revision: revision, RequestId: fmt.Sprint("r", revision),
				Changes: []*adminv1.Change{{Name: "MIN_SCORE", Value: "0.4"}},
			})
			wantFault(t, fmt.Sprint("saw ", revision), err, codes.Aborted, "REVISION_CONFLICT")
		}
		if r.number(t, "MIN_SCORE") != 0.3 || r.number(t, "MIN_SENT_ABS") != 0.1 {
			t.Error("values are mixed up")
		}
	})
}

// TestSameRequestIsOneProposal repeats a wish, as a client that tries again does.
func TestSameRequestIsOneProposal(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		req := &adminv1.ProposeChangeRequest{
			Actor: who("olga"), Revision: r.revision(t), RequestId: "mine", Changes: []*adminv1.Change{{Name: "MIN_SCORE", Value: "0.4"}},
		}
		first, err := r.client.ProposeChange(t.Context(), req, grpc.WaitForReady(true))
		if err != nil || !first.GetCreated() {
			t.Fatalf("%v, %v", first, err)
		}
		again, err := r.client.ProposeChange(t.Context(), req)
		if err != nil || again.GetCreated() || again.GetProposal().GetId() != first.GetProposal().GetId() {
			t.Errorf("again: %v, %v", again, err)
		}
		req.Actor = who("omar")
		if others, err := r.client.ProposeChange(t.Context(), req); err != nil || !others.GetCreated() {
			t.Errorf("someone else's: %v, %v", others, err)
		}
	})
}

func TestSilenceExpires(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := startWith(t, url, 50*time.Millisecond)
		p, err := r.propose(t, who("olga"), "MIN_SCORE=0.25")
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(60 * time.Millisecond)
		_, err = r.decide(t, who("olga"), p.GetId(), approve)
		wantFault(t, "too late", err, codes.FailedPrecondition, "PROPOSAL_EXPIRED")
		for range 2 { // the second finds nothing
			if err := r.changes.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		got, err := r.client.GetProposal(t.Context(), &adminv1.GetProposalRequest{Actor: who("vera"), ProposalId: p.GetId()})
		if err != nil || got.GetProposal().GetState() != adminv1.State_STATE_EXPIRED || r.number(t, "MIN_SCORE") != 0 {
			t.Errorf("%v, %v", got, err)
		}
		if got := strings.Join(r.history(t, 2), ", "); got != "expire  true 1, propose olga true 1" {
			t.Errorf("history %s", got)
		}
		open, err := r.client.ListProposals(t.Context(), &adminv1.ListProposalsRequest{Actor: who("vera"), OpenOnly: true})
		all, err2 := r.client.ListProposals(t.Context(), &adminv1.ListProposalsRequest{Actor: who("vera")})
		if err != nil || err2 != nil || len(open.GetProposals()) != 0 || len(all.GetProposals()) != 1 {
			t.Errorf("open %v, %v, all %v, %v", open, err, all, err2)
		}
	})
}

// TestDenialsAreAudited tries every call that takes an actor as someone who may
// not make it.
func TestDenialsAreAudited(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		p, err := r.propose(t, who("olga"), "CHART_THEME=contrast")
		if err != nil {
			t.Fatal(err)
		}
		abroad := who("olga")
		abroad.GuildId = "away"
		direct := who("olga")
		direct.GuildId = ""
		powerless := who("olga")
		powerless.Permissions = 1
		for name, c := range map[string]struct {
			actor *adminv1.Actor
			entry string
			call  func(actor *adminv1.Actor) error
		}{
			"viewer proposes":   {who("vera"), "propose vera false 1", func(a *adminv1.Actor) error { _, err := r.propose(t, a, "MIN_SCORE=0.1"); return err }},
			"operator and mesh": {who("oleg", "ops"), "propose oleg false 1", func(a *adminv1.Actor) error { _, err := r.propose(t, a, "CHART_THEME=contrast"); return err }},
			"operator approves": {who("oleg", "ops"), "approve oleg false 1", func(a *adminv1.Actor) error { _, err := r.decide(t, a, p.GetId(), approve); return err }},
			"operator rejects":  {who("oleg", "ops"), "reject oleg false 1", func(a *adminv1.Actor) error { _, err := r.decide(t, a, p.GetId(), reject); return err }},
			"nobody approves":   {who("nina"), "approve nina false 0", func(a *adminv1.Actor) error { _, err := r.decide(t, a, p.GetId(), approve); return err }},
			"nobody guesses":    {who("nina"), "approve nina false 0", func(a *adminv1.Actor) error { _, err := r.decide(t, a, "none", approve); return err }},
			"another guild":     {abroad, "approve olga false 0", func(a *adminv1.Actor) error { _, err := r.decide(t, a, p.GetId(), approve); return err }},
			"direct message":    {direct, "approve olga false 0", func(a *adminv1.Actor) error { _, err := r.decide(t, a, p.GetId(), approve); return err }},
			"bit is missing":    {powerless, "approve olga false 0", func(a *adminv1.Actor) error { _, err := r.decide(t, a, p.GetId(), approve); return err }},
			"nobody at all":     {nil, "approve  false 0", func(a *adminv1.Actor) error { _, err := r.decide(t, a, p.GetId(), approve); return err }},
			"viewer rolls back": {who("vera"), "rollback vera false 0", func(a *adminv1.Actor) error {
				_, err := r.client.Rollback(t.Context(), &adminv1.RollbackRequest{Actor: a, RequestId: "x", Revision: r.revision(t)})
				return err
			}},
			"nobody lists": {who("nina"), "view nina false 0", func(a *adminv1.Actor) error {
				_, err := r.client.ListParameters(t.Context(), &adminv1.ListParametersRequest{Actor: a})
				return err
			}},
			"nobody reads": {who("nina"), "view nina false 0", func(a *adminv1.Actor) error {
				_, err := r.client.ListHistory(t.Context(), &adminv1.ListHistoryRequest{Actor: a})
				return err
			}},
			"nobody looks": {who("nina"), "view nina false 0", func(a *adminv1.Actor) error {
				_, err := r.client.GetProposal(t.Context(), &adminv1.GetProposalRequest{Actor: a, ProposalId: p.GetId()})
				return err
			}},
			"nobody looks at all": {who("nina"), "view nina false 0", func(a *adminv1.Actor) error {
				_, err := r.client.ListProposals(t.Context(), &adminv1.ListProposalsRequest{Actor: a})
				return err
			}},
		} {
			wantFault(t, name, c.call(c.actor), codes.PermissionDenied, "")
			if got := r.history(t, 1)[0]; got != c.entry {
				t.Errorf("%s: audited as %q, want %q", name, got, c.entry)
			}
		}
		if r.revision(t) != 1 {
			t.Error("something changed")
		}
	})
}

// TestRESTIsAProgram comes with what the gateway adds to REST calls, and claims
// to be a button.
func TestRESTIsAProgram(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		p, err := r.propose(t, who("olga"), "MIN_SCORE=0.25")
		if err != nil {
			t.Fatal(err)
		}
		actor := who("olga")
		actor.EntryPoint = adminv1.EntryPoint_ENTRY_POINT_BUTTON
		ctx := metadata.AppendToOutgoingContext(t.Context(), "x-forwarded-for", "127.0.0.1")
		_, err = r.client.DecideChange(ctx, &adminv1.DecideChangeRequest{Actor: actor, ProposalId: p.GetId(), Decision: approve})
		wantFault(t, "approve by REST", err, codes.PermissionDenied, "")
		if _, err := r.client.ListHistory(ctx, &adminv1.ListHistoryRequest{Actor: actor}); err != nil {
			t.Errorf("read by REST: %v", err)
		}
	})
}
