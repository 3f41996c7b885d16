package server

import (
	"context"

	"google.golang.org/protobuf/types/known/timestamppb"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

// Bounds of ListCatalysts, as the proto promises them.
const (
	maxCatalysts     = 100
	defaultCatalysts = 20
)

// ListCatalysts answers what may have moved one symbol.
func (m *Market) ListCatalysts(ctx context.Context, req *marketv1.ListCatalystsRequest) (*marketv1.ListCatalystsResponse, error) {
	entry, err := m.find(ctx, req.GetSymbol())
	if err != nil {
		return nil, err
	}
	limit := int(req.GetLimit())
	switch {
	case limit < 0 || limit > maxCatalysts:
		return nil, fault.Invalid("limit", "Give a limit of 1 to 100.")
	case limit == 0:
		limit = defaultCatalysts
	}
	kinds := make([]provider.Kind, len(req.GetKinds()))
	for i, kind := range req.GetKinds() {
		if kinds[i] = provider.Kind(kind); !kinds[i].Valid() {
			return nil, fault.Invalid("kinds", "Give kinds of catalysts there are, or none.")
		}
	}
	list, err := m.Desk.List(ctx, entry.Symbol, kinds, limit)
	if err != nil {
		return nil, m.providerFault(entry, err)
	}
	reply := &marketv1.ListCatalystsResponse{Info: info(entry), Missing: list.Missing}
	for _, c := range list.Catalysts {
		reply.Catalysts = append(reply.Catalysts, catalystOf(c))
	}
	return reply, nil
}

func catalystOf(c provider.Catalyst) *marketv1.Catalyst {
	return &marketv1.Catalyst{
		Kind: marketv1.CatalystKind(c.Kind), Time: timestamppb.New(c.Time), Headline: c.Headline, Url: c.URL,
		Form: c.Form, Sentiment: c.Sentiment, Provenance: provenance(c.Provenance),
	}
}
