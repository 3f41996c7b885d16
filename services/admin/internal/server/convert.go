package server

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
	"github.com/catalyst-bot/mesh/services/admin/internal/live"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
)

func parameter(s live.Setting) *adminv1.Parameter {
	p := &adminv1.Parameter{
		Name: s.Name, Description: s.Description, Group: s.Group, Unit: s.Unit, Kind: adminv1.Kind(s.Kind),
		Value: value(s.Kind, s.Value), DefaultValue: value(s.Kind, s.Default), Choices: s.Choices,
		Revision: s.Revision, UpdatedAt: timestamppb.New(s.UpdatedAt),
		ChangedBy: adminv1.Role(s.ChangedBy), NeedsSecondPerson: s.SecondPerson, Rules: catalogue.RulesOf(s.Name),
	}
	if s.Kind != catalogue.Choice {
		p.Bounds = &adminv1.Bounds{Min: s.Min, Max: s.Max, MinExclusive: s.MinExclusive}
	}
	return p
}

func value(kind catalogue.Kind, v catalogue.Value) *adminv1.Value {
	switch kind {
	case catalogue.Number:
		return &adminv1.Value{Value: &adminv1.Value_Number{Number: v.Number}}
	case catalogue.Choice:
		return &adminv1.Value{Value: &adminv1.Value_Choice{Choice: v.Word}}
	default:
		return &adminv1.Value{Value: &adminv1.Value_Integer{Integer: int64(v.Number)}}
	}
}

func proposal(p store.Proposal) *adminv1.Proposal {
	return &adminv1.Proposal{
		Id: p.ID, State: adminv1.State(p.State), Changes: parameterChanges(p.Changes), Revision: p.Revision,
		Reason: p.Reason, ProposerId: p.ProposerID, ProposerName: p.ProposerName, ReportId: p.ReportID,
		NeedsSecondPerson: p.SecondPerson, ProposedAt: timestamp(p.ProposedAt), ExpiresAt: timestamp(p.ExpiresAt),
		DeciderId: p.DeciderID, DecidedAt: timestamp(p.DecidedAt), AppliedRevision: p.AppliedRevision,
	}
}

func timestamp(t time.Time) *timestamppb.Timestamp {
	if t.IsZero() {
		return nil
	}
	return timestamppb.New(t)
}

func parameterChanges(list []audit.Change) []*adminv1.ParameterChange {
	var all []*adminv1.ParameterChange
	for _, c := range list {
		p, known := catalogue.Find(c.Name)
		if !known {
			continue // of an older version
		}
		all = append(all, &adminv1.ParameterChange{
			Name: c.Name, Unit: p.Unit, OldValue: stored(p, c.Old), NewValue: stored(p, c.New),
		})
	}
	return all
}

// stored reads a value that was allowed when it was stored. Absent when it is
// not any more.
func stored(p catalogue.Parameter, text string) *adminv1.Value {
	v, err := p.Parse(text)
	if err != nil {
		return nil
	}
	return value(p.Kind, v)
}
