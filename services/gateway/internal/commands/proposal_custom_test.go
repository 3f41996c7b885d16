package commands

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

func number(n float64) *adminv1.Value {
	return &adminv1.Value{Value: &adminv1.Value_Number{Number: n}}
}

// six is an open proposal of six parameters, A to F, from 0 to 0.5 each.
func six() *adminv1.Proposal {
	p := &adminv1.Proposal{Id: "0123456789abcdef", State: adminv1.State_STATE_OPEN}
	for _, name := range strings.Split("ABCDEF", "") {
		p.Changes = append(p.Changes, &adminv1.ParameterChange{Name: name, Unit: "USD", OldValue: number(0), NewValue: number(0.5)})
	}
	return p
}

func TestCustomForm(t *testing.T) {
	d := &desk{proposal: six()}
	catalog, err := NewCatalog(NewAdmin(d, nil, nil, ReportMessages{}))
	if err != nil {
		t.Fatal(err)
	}
	route, err := catalog.Route(interaction.Interaction{ID: "1", Kind: interaction.Component, CustomID: customPrefix + d.proposal.GetId()})
	if err != nil || route.Modal == nil {
		t.Fatalf("%+v, %v", route, err)
	}
	m, err := route.Open(t.Context())
	if err != nil || len(m.Inputs) != 5 || m.Inputs[0].Value != "0.5" || m.Inputs[4].CustomID != reasonName ||
		m.Inputs[0].Description != "Now 0 USD. Leave empty to leave it out." {
		t.Errorf("form %+v, %v", m, err)
	}
	d.proposal.State = adminv1.State_STATE_REJECTED
	if m, err := route.Open(t.Context()); err == nil {
		t.Errorf("of a closed proposal: %+v", m)
	}
}

func TestCustomised(t *testing.T) {
	entered := func(values ...string) interaction.Inputs {
		in := interaction.Inputs{}
		for i, value := range values {
			in[string(rune('A'+i))] = []string{value}
		}
		return in
	}
	for name, c := range map[string]struct {
		in   interaction.Inputs
		want string
	}{
		"one changed":  {entered("0.7", "0.5", "0.5", "0.5"), "A=0.7 B=0.5 C=0.5 D=0.5 E=0.5 F=0.5"},
		"one left out": {entered("0.5", " ", "0.5", "0.5"), "A=0.5 C=0.5 D=0.5 E=0.5 F=0.5"},
		"all left out": {nil, "E=0.5 F=0.5"},
		"unchanged":    {entered("0.5", "0.5", "0.5", "0.5"), ""},
	} {
		changes, err := customised(six(), c.in)
		var got []string
		for _, change := range changes {
			got = append(got, fmt.Sprintf("%s=%s", change.GetName(), change.GetValue()))
		}
		if strings.Join(got, " ") != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	one := six()
	one.Changes = one.Changes[:1]
	if changes, err := customised(one, entered("")); err == nil {
		t.Errorf("of nothing: %v", changes)
	}
}

func TestDetails(t *testing.T) {
	p := six()
	p.Revision, p.Reason, p.ProposerId = 7, "to_try", "42"
	rate, mean := 0.5, -1.25
	preview := &adminv1.PreviewChangeResponse{
		Alerts: 9, Summary: "Fewer.", Unmeasured: []string{"F"}, Since: timestamppb.New(time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)),
		Before: &adminv1.Effect{Kept: 9, Sample: 4, Wins: 2, Losses: 1, WinRate: &rate, AverageReturn: &mean}, After: &adminv1.Effect{Kept: 3},
	}
	e := proposalDetails(p, preview).Embeds[0]
	text := e.Title + e.Description + e.Footer.Text
	for _, f := range e.Fields {
		text += "\n" + f.Name + ": " + f.Value
	}
	for _, want := range []string{
		"0123456789abcdef", "By <@42>", "Revision seen: 7", `to\_try`, "9 alerts kept\n4 with outcome: 2 won, 1 lost\nWin rate 50",
		"3 alerts kept\n0 with outcome", "9 alerts since 2026-01-31", "tell nothing about: F",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("without %q:\n%s", want, text)
		}
	}
	p.State, p.DeciderId = adminv1.State_STATE_REJECTED, "43"
	if closed := proposalDetails(p, nil).Embeds[0]; len(closed.Fields) != 3 || closed.Fields[2].Value != "❌ Rejected by <@43>" {
		t.Errorf("closed: %+v", closed.Fields)
	}
}
