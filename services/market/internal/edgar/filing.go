package edgar

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

// submissions are the filings of one company, newest first, as one array for
// each property.
type submissions struct {
	Filings struct {
		Recent struct {
			AccessionNumber    []string `json:"accessionNumber"`
			FilingDate         []string `json:"filingDate"`
			AcceptanceDateTime []string `json:"acceptanceDateTime"`
			Form               []string `json:"form"`
			Items              []string `json:"items"`
			PrimaryDocument    []string `json:"primaryDocument"`
		} `json:"recent"`
	} `json:"filings"`
}

type filing struct {
	accession, form, items, document string
	at                               time.Time
}

func (s submissions) filings() ([]filing, error) {
	r := s.Filings.Recent
	count := len(r.AccessionNumber)
	for _, column := range [][]string{r.FilingDate, r.AcceptanceDateTime, r.Form, r.Items, r.PrimaryDocument} {
		if len(column) != count {
			return nil, fmt.Errorf("%w: columns of different length", provider.ErrGarbled)
		}
	}
	filings := make([]filing, 0, count)
	for i := range count {
		at, err := time.Parse(time.RFC3339, r.AcceptanceDateTime[i])
		if err != nil {
			if at, err = time.Parse(time.DateOnly, r.FilingDate[i]); err != nil {
				continue // without a time it is not news
			}
		}
		filings = append(filings, filing{r.AccessionNumber[i], r.Form[i], r.Items[i], r.PrimaryDocument[i], at.UTC()})
	}
	return filings, nil
}

// catalyst tells a filing to people, and whether it is one that moves prices.
// The archive is where the company's documents are.
func (f filing) catalyst(archive string) (provider.Catalyst, bool) {
	kind, what, ok := f.meaning()
	if !ok {
		return provider.Catalyst{}, false
	}
	link := archive + "/" + url.PathEscape(strings.ReplaceAll(f.accession, "-", "")) + "/" + escaped(f.document)
	return provider.Catalyst{
		Kind: kind, Time: f.at, Headline: provider.OneLine(f.form + ": " + what), URL: link,
		Form:       provider.OneLine(strings.TrimSpace(f.form + " " + f.items)),
		Provenance: provider.Provenance{Source: "submissions", AsOf: f.at},
	}, true
}

// escaped keeps the slashes of a path.
func escaped(path string) string { return (&url.URL{Path: path}).EscapedPath() }
