package server

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
	"github.com/catalyst-bot/mesh/services/admin/internal/live"
)

func parameter(s live.Setting) *adminv1.Parameter {
	p := &adminv1.Parameter{
		Name: s.Name, Description: s.Description, Group: s.Group, Unit: s.Unit, Kind: adminv1.Kind(s.Kind),
		Value: value(s.Kind, s.Value), DefaultValue: value(s.Kind, s.Default), Choices: s.Choices,
		Revision: s.Revision, UpdatedAt: timestamppb.New(s.UpdatedAt),
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
