package alpaca

import (
	"context"
	"time"

	"cloud.google.com/go/civil"
	"github.com/alpacahq/alpaca-trade-api-go/v3/marketdata"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/tone"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

const (
	maxNews = 50
	// eventYears is how far back dividends and splits are told; those that were
	// announced are told too, up to eventMonths ahead.
	eventYears, eventMonths = 2, 3
)

// Catalysts answers news, dividends and splits.
func (f *Feed) Catalysts(ctx context.Context, s symbol.Symbol) ([]provider.Catalyst, error) {
	news, err := call(ctx, f, s, func(client *marketdata.Client) ([]marketdata.News, error) {
		return client.GetNews(marketdata.GetNewsRequest{Symbols: []string{spell(s)}, TotalLimit: maxNews})
	})
	if err != nil {
		return nil, err
	}
	now := f.clock()
	actions, err := call(ctx, f, s, func(client *marketdata.Client) (marketdata.CorporateActions, error) {
		return client.GetCorporateActions(marketdata.GetCorporateActionsRequest{
			Symbols: []string{spell(s)}, Types: []string{"cash_dividend", "forward_split", "reverse_split"},
			Start: civil.DateOf(now.AddDate(-eventYears, 0, 0)), End: civil.DateOf(now.AddDate(0, eventMonths, 0)),
		})
	})
	if err != nil {
		return nil, err
	}
	found := eventsOf(actions)
	for _, article := range news {
		found = append(found, provider.Catalyst{
			Kind: provider.News, Time: article.CreatedAt.UTC(), Headline: provider.OneLine(article.Headline),
			URL: provider.WebAddress(article.URL), Sentiment: tone.Of(article.Headline),
			Provenance: provider.Provenance{Source: "news", AsOf: article.UpdatedAt.UTC()},
		})
	}
	return found, nil
}

func eventsOf(actions marketdata.CorporateActions) []provider.Catalyst {
	var found []provider.Catalyst
	from := func(day time.Time) provider.Provenance {
		return provider.Provenance{Source: "corporate actions", AsOf: day}
	}
	split := func(date civil.Date, newRate, oldRate float64) {
		if day := date.In(time.UTC); newRate > 0 && oldRate > 0 {
			found = append(found, provider.SplitOf(day, newRate/oldRate, from(day)))
		}
	}
	for _, dividend := range actions.CashDividends {
		day := dividend.ExDate.In(time.UTC)
		found = append(found, provider.DividendOf(day, dividend.Rate, "USD", from(day)))
	}
	for _, forward := range actions.ForwardSplits {
		split(forward.ExDate, forward.NewRate, forward.OldRate)
	}
	for _, reverse := range actions.ReverseSplits {
		split(reverse.ExDate, reverse.NewRate, reverse.OldRate)
	}
	return found
}
