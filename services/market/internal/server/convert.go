package server

import (
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/bar"
)

func info(e directory.Entry) *marketv1.SymbolInfo {
	return &marketv1.SymbolInfo{
		Symbol: e.Symbol.String(), Name: e.Name, Exchange: e.Exchange, Sector: e.Sector, Industry: e.Industry,
	}
}

func bars(series []bar.Bar) []*marketv1.Bar {
	converted := make([]*marketv1.Bar, len(series))
	for i, b := range series {
		converted[i] = &marketv1.Bar{
			Time: timestamppb.New(b.Time), Open: b.Open, High: b.High, Low: b.Low, Close: b.Close,
			Volume: b.Volume, Synthetic: b.Synthetic,
		}
	}
	return converted
}

func provenance(p provider.Provenance) *marketv1.Provenance {
	converted := &marketv1.Provenance{
		Provider: p.Provider, Source: p.Source, AsOf: timestamppb.New(p.AsOf), Synthetic: p.Synthetic,
		Stale: p.Stale, PassedOver: p.PassedOver, Timeliness: marketv1.Timeliness(p.Timeliness), Venue: p.Venue,
	}
	if p.Timeliness == provider.Delayed {
		converted.Delay = durationpb.New(p.Delay)
	}
	if !p.FetchedAt.IsZero() {
		converted.FetchedAt = timestamppb.New(p.FetchedAt)
	}
	return converted
}

func quote(e directory.Entry, q provider.Quote) *marketv1.Quote {
	converted := &marketv1.Quote{
		Info: info(e), Currency: q.Currency, Price: q.Price, PreviousClose: q.PreviousClose,
		Open: q.Open, DayHigh: q.High, DayLow: q.Low, YearHigh: q.YearHigh, YearLow: q.YearLow,
		Volume: q.Volume, AverageVolume: q.AverageVolume, Session: marketv1.Session(q.Session),
		Provenance: provenance(q.Provenance),
	}
	if q.PreviousClose != nil && *q.PreviousClose != 0 {
		change := q.Price - *q.PreviousClose
		percent := change / *q.PreviousClose * 100
		converted.Change, converted.ChangePercent = &change, &percent
	}
	return converted
}
