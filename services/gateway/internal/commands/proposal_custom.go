package commands

import (
	"context"
	"strings"

	"google.golang.org/grpc/codes"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Custom ids under proposals; the form that the second opens has the same one.
const (
	detailsPrefix = "v1:proposal:details:"
	customPrefix  = "v1:proposal:custom:"
)

const (
	// mostCustom is how many values a form asks for: it has room for five
	// inputs, and one is for the reason.
	mostCustom = 4
	// Lengths the admin service takes.
	longestValue  = 64
	longestReason = 500
)

func (a admin) parseDetails(in interaction.Interaction) (ComponentStep, error) {
	return adminTask(in, func(ctx context.Context, in interaction.Interaction) (message.Message, error) {
		p, err := a.proposal(ctx, in, in.CustomID[len(detailsPrefix):])
		if err != nil {
			return message.Message{}, err
		}
		if p.GetState() != adminv1.State_STATE_OPEN {
			return proposalDetails(p, nil), nil
		}
		return proposalDetails(p, a.preview(ctx, in, p)), nil
	}, true), nil
}

func (a admin) proposal(ctx context.Context, in interaction.Interaction, id string) (*adminv1.Proposal, error) {
	reply, err := a.client.GetProposal(ctx, &adminv1.GetProposalRequest{Actor: actor(in), ProposalId: id})
	return reply.GetProposal(), err
}

// parseCustomButton opens a form with what is proposed.
func (a admin) parseCustomButton(in interaction.Interaction) (ComponentStep, error) {
	return Modal{
		Name: "admin", Modal: message.Modal{CustomID: in.CustomID, Title: "Custom values"},
		Fill: func(ctx context.Context, m message.Modal) (message.Modal, error) {
			p, err := a.proposal(ctx, in, in.CustomID[len(customPrefix):])
			if err != nil {
				return m, err
			}
			if p.GetState() != adminv1.State_STATE_OPEN {
				return m, fault.New(codes.FailedPrecondition, "This proposal is closed. `/admin set` makes a new one.")
			}
			m.Inputs = customValues(p)
			return m, nil
		},
	}, nil
}

// customValues are the inputs for the first values of a proposal, and for why.
func customValues(p *adminv1.Proposal) []message.TextInput {
	var inputs []message.TextInput
	for _, c := range p.GetChanges()[:min(mostCustom, len(p.GetChanges()))] {
		inputs = append(inputs, message.TextInput{
			CustomID: c.GetName(), Label: c.GetName(), Optional: true, MaxLength: longestValue,
			Description: "Now " + parameterValue(c.GetOldValue(), c.GetUnit()) + ". Leave empty to leave it out.",
			Value:       parameterValue(c.GetNewValue(), ""),
		})
	}
	return append(inputs, message.TextInput{
		CustomID: reasonName, Label: "Why", Hint: "for the others and for the history", Paragraph: true, Optional: true, MaxLength: longestReason,
	})
}

// parseCustomForm proposes what was entered in the place of the proposal the form
// was opened from, whose message it changes.
func (a admin) parseCustomForm(in interaction.Interaction) (ModalStep, error) {
	return Change{adminTask(in, func(ctx context.Context, in interaction.Interaction) (message.Message, error) {
		p, err := a.proposal(ctx, in, in.CustomID[len(customPrefix):])
		if err != nil {
			return message.Message{}, err
		}
		changes, err := customised(p, in.Inputs)
		if err != nil {
			return message.Message{}, err
		}
		m, err := a.propose(ctx, in, &adminv1.ProposeChangeRequest{
			Changes: changes, Reason: strings.TrimSpace(in.Inputs.Text(reasonName)), Supersedes: p.GetId(),
		})
		if err != nil && closedAlready[fault.From(err).Reason()] {
			return a.closed(ctx, in, p.GetId())
		}
		return m, err
	}, false)}, nil
}

// closedAlready are the reasons of faults that mean that a proposal was closed
// before another one could take its place.
var closedAlready = map[string]bool{"PROPOSAL_DECIDED": true, "PROPOSAL_EXPIRED": true}

// customised is what a proposal changes with the values that were entered. What
// the form did not ask for stays as it is proposed.
func customised(p *adminv1.Proposal, entered interaction.Inputs) ([]*adminv1.Change, error) {
	var changes []*adminv1.Change
	differs := false
	for i, c := range p.GetChanges() {
		value := parameterValue(c.GetNewValue(), "")
		if i < mostCustom {
			text := strings.TrimSpace(entered.Text(c.GetName()))
			differs = differs || text != value
			value = text
		}
		if value != "" {
			changes = append(changes, &adminv1.Change{Name: c.GetName(), Value: value})
		}
	}
	switch {
	case len(changes) == 0:
		return nil, fault.Invalid("values", "Nothing was entered, so nothing is proposed. Reject closes the proposal.")
	case !differs:
		return nil, fault.Invalid("values", "These are the values that are proposed already.")
	}
	return changes, nil
}
