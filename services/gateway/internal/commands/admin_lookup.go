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

func (a admin) parameters(ctx context.Context, in interaction.Interaction, group string) (*adminv1.ListParametersResponse, error) {
	return a.client.ListParameters(ctx, &adminv1.ListParametersRequest{Actor: actor(in), Group: group})
}

// suggest offers the parameters whose name holds the typed text.
func (a admin) suggest(ctx context.Context, in interaction.Interaction, typed string) ([]message.Choice, error) {
	reply, err := a.parameters(ctx, in, "")
	if err != nil {
		return nil, err
	}
	var found []message.Choice
	for _, p := range reply.GetParameters() {
		if strings.Contains(p.GetName(), strings.ToUpper(strings.TrimSpace(typed))) {
			found = append(found, message.Choice{Name: p.GetName() + " = " + parameterValue(p.GetValue(), p.GetUnit()), Value: p.GetName()})
		}
	}
	return found, nil
}

// suggestValue offers values of the parameter that was chosen: its words, or its
// present, usual and outermost numbers.
func (a admin) suggestValue(ctx context.Context, in interaction.Interaction, typed string) ([]message.Choice, error) {
	reply, err := a.parameters(ctx, in, "")
	if err != nil {
		return nil, err
	}
	for _, p := range reply.GetParameters() {
		if strings.EqualFold(p.GetName(), strings.TrimSpace(in.Options.String(parameterName))) {
			return valueChoices(p, strings.TrimSpace(typed)), nil
		}
	}
	return nil, nil
}

func valueChoices(p *adminv1.Parameter, typed string) []message.Choice {
	var found []message.Choice
	offer := func(value, what string) {
		if strings.HasPrefix(value, typed) {
			found = append(found, message.Choice{Name: strings.TrimSpace(value+" "+p.GetUnit()) + what, Value: value})
		}
	}
	if p.GetBounds() == nil {
		for _, word := range p.GetChoices() {
			offer(word, "")
		}
		return found
	}
	offer(parameterValue(p.GetValue(), ""), " · now")
	offer(parameterValue(p.GetDefaultValue(), ""), " · default")
	if !p.GetBounds().GetMinExclusive() {
		offer(plainNumber(p.GetBounds().GetMin()), " · lowest")
	}
	offer(plainNumber(p.GetBounds().GetMax()), " · highest")
	return found
}

func (a admin) list(ctx context.Context, in interaction.Interaction) (message.Message, error) {
	reply, err := a.parameters(ctx, in, in.Options.String(groupName))
	if err != nil {
		return message.Message{}, err
	}
	return parametersView(reply), nil
}

func (a admin) get(ctx context.Context, in interaction.Interaction) (message.Message, error) {
	reply, err := a.parameters(ctx, in, "")
	if err != nil {
		return message.Message{}, err
	}
	for _, p := range reply.GetParameters() {
		if strings.EqualFold(p.GetName(), strings.TrimSpace(in.Options.String(parameterName))) {
			return parameterView(p), nil
		}
	}
	return message.Message{}, fault.New(codes.NotFound, "There is no such parameter. `/admin list` shows all of them.")
}

func (a admin) history(ctx context.Context, in interaction.Interaction) (message.Message, error) {
	return a.historyPage(ctx, in, "")
}

func (a admin) historyPage(ctx context.Context, in interaction.Interaction, page string) (message.Message, error) {
	reply, err := a.client.ListHistory(ctx, &adminv1.ListHistoryRequest{Actor: actor(in), PageSize: historyPage, PageToken: page})
	if err != nil {
		return message.Message{}, err
	}
	return historyView(reply, page != ""), nil
}

func (a admin) stats(ctx context.Context, in interaction.Interaction) (message.Message, error) {
	values, err := a.parameters(ctx, in, "")
	if err != nil {
		return message.Message{}, err
	}
	changes, err := a.client.ListHistory(ctx, &adminv1.ListHistoryRequest{Actor: actor(in), PageSize: statsChanges, RevisionsOnly: true})
	if err != nil {
		return message.Message{}, err
	}
	return statsView(values, changes), nil
}

func (a admin) report(ctx context.Context, in interaction.Interaction) (message.Message, error) {
	reply, err := a.client.GetReport(ctx, &adminv1.GetReportRequest{Actor: actor(in), Date: in.Options.String(dateName)})
	if err != nil {
		return message.Message{}, err
	}
	return a.reports.Message(ctx, reply.GetReport()), nil
}
