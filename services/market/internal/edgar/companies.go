package edgar

import (
	"context"
	"strconv"

	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// companies is the list of those that file.
type companies struct {
	byTicker map[string]int64 // to the number of the company
	listings []directory.Listing
}

// company is a value of the list, which is an object with the keys "0", "1" and
// so on, largest company first.
type company struct {
	CIK    int64  `json:"cik_str"`
	Ticker string `json:"ticker"`
	Title  string `json:"title"`
}

// Listings fetches the list of companies that file, largest first.
func (e *Edgar) Listings(ctx context.Context) ([]directory.Listing, error) {
	renewed, err := e.companies.Renew(ctx, "", e.load)
	return renewed.Value.listings, err
}

func (e *Edgar) list(ctx context.Context) (companies, error) {
	kept, err := e.companies.Get(ctx, "", e.load)
	return kept.Value, err
}

func (e *Edgar) load(ctx context.Context) (companies, error) {
	var answer map[string]company
	if err := e.files.JSON(ctx, "/files/company_tickers.json", nil, &answer); err != nil {
		return companies{}, err
	}
	list := companies{byTicker: make(map[string]int64, len(answer))}
	for i := range len(answer) {
		c, ok := answer[strconv.Itoa(i)]
		s, err := symbol.Parse(c.Ticker)
		if !ok || err != nil || c.CIK <= 0 || c.Title == "" {
			continue
		}
		list.byTicker[spell(s)] = c.CIK
		list.listings = append(list.listings, directory.Listing{Symbol: s, Name: provider.OneLine(c.Title)})
	}
	if len(list.listings) == 0 {
		return companies{}, provider.ErrGarbled
	}
	return list, nil
}
