package statistics

import (
	"strconv"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

func TestInvalidRequestsAreCountedForTenMinutes(t *testing.T) {
	now := time.Unix(1700000000, 0)
	s := New(func() time.Time { return now })
	for _, c := range []Call{
		{Status: 401}, {Status: 403}, {Status: 429}, {Status: 429, Shared: true}, {Status: 404}, {Status: 200}, {},
	} {
		s.Called(c)
	}
	if n := s.Report().InvalidRequests; n != 3 {
		t.Errorf("%d invalid requests", n)
	}
	now = now.Add(invalidWindow + time.Second)
	if n := s.Report().InvalidRequests; n != 0 {
		t.Errorf("%d invalid requests after ten minutes", n)
	}
}

func TestViolationsAndFinals(t *testing.T) {
	s := New(time.Now)
	s.Violated([]rules.Violation{{Code: rules.CodeMentionsMissing, Note: true}})
	s.Violated([]rules.Violation{{Code: rules.CodeFlags}, {Code: rules.CodeFlags}})
	s.Asked("1", rules.Command)
	s.Answered("1", "9", rules.DeferMessage)
	s.Answered("1", "9", rules.DeferMessage)
	s.Edited("1", "9")
	s.Added("1", "9")
	r := s.Report()
	if r.RefusedCalls != 1 || r.Violations[rules.CodeFlags] != 2 || r.Violations[rules.CodeMentionsMissing] != 1 {
		t.Errorf("report %+v", r)
	}
	if in := r.Interactions[0]; in.Asked != 1 || *in.FirstAnswer != rules.DeferMessage || in.Finals != 2 || in.MessageID != "9" {
		t.Errorf("interaction %+v", in)
	}
	if m := r.Messages["9"]; m.Edits != 1 || m.Messages != 1 {
		t.Errorf("message %+v", m)
	}
	s.Reset()
	if r := s.Report(); len(r.Interactions)+len(r.Messages)+len(r.Violations)+r.RefusedCalls != 0 {
		t.Errorf("after a reset %+v", r)
	}
}

func TestOnlyTheNewestAreKept(t *testing.T) {
	s := New(time.Now)
	for i := range maxKept + 5 {
		s.Asked(strconv.Itoa(i), rules.Command)
	}
	if all := s.Report().Interactions; len(all) != maxKept || all[0].ID != "5" {
		t.Errorf("%d are kept, the first is %s", len(all), all[0].ID)
	}
}
