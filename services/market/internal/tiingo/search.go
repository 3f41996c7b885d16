package tiingo

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/live"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

var _ live.NameSource = (*Feed)(nil)

// asset is a row of the search.
type asset struct {
	Ticker      string `json:"ticker"`
	Name        string `json:"name"`
	AssetType   string `json:"assetType"`
	IsActive    bool   `json:"isActive"`
	CountryCode string `json:"countryCode"`
}

// Search finds shares and funds that are traded in the United States, best
// match first.
func (f *Feed) Search(ctx context.Context, query string) ([]directory.Listing, error) {
	var rows []asset
	if err := f.search.JSON(ctx, "/tiingo/utilities/search", url.Values{"query": {query}}, &rows); err != nil {
		return nil, err
	}
	var found []directory.Listing
	for _, row := range rows {
		if one, ok := row.listing(); ok && !slices.ContainsFunc(found, func(l directory.Listing) bool { return l.Symbol == one.Symbol }) {
			found = append(found, one)
		}
	}
	return found, nil
}

// listing is the row as the directory has it, and whether it belongs there.
func (a asset) listing() (directory.Listing, bool) {
	s, err := symbol.Parse(strings.ToUpper(a.Ticker))
	name := provider.OneLine(a.Name)
	if err != nil || s.IsIndex() || name == "" || !a.IsActive || a.CountryCode != "US" || a.AssetType != "Stock" && a.AssetType != "ETF" {
		return directory.Listing{}, false
	}
	return directory.Listing{Symbol: s, Name: name}, true
}
