package sample

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/fundamental"
	"github.com/catalyst-bot/mesh/services/market/internal/intake"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

const (
	companiesFile   = "fundamentals.csv"
	companiesHeader = "symbol,period_end,fiscal_year,revenue,net_income,basic_eps,shares,assets,equity"
)

// Fundamentals serves the fiscal years of a company.
func (p *Provider) Fundamentals(_ context.Context, s symbol.Symbol) (provider.Fundamentals, error) {
	years := p.companies[s]
	if len(years) == 0 {
		return provider.Fundamentals{}, provider.ErrNoData
	}
	return provider.Fundamentals{Currency: currency, Years: years, Provenance: provider.Provenance{
		Provider: name, Source: companiesFile, AsOf: years[0].End,
	}}, nil
}

// readCompanies reads the fiscal years, newest first, in the shares of today.
func readCompanies(splits map[symbol.Symbol][]intake.Split) (map[symbol.Symbol][]provider.FiscalYear, error) {
	raw, err := data.ReadFile("data/" + companiesFile)
	if err != nil {
		return nil, fmt.Errorf("read companies: %w", err)
	}
	companies, err := parseCompanies(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	for s, years := range companies {
		companies[s] = fundamental.Today(years, splits[s], nil)
	}
	return companies, nil
}

func parseCompanies(r io.Reader) (map[symbol.Symbol][]provider.FiscalYear, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = strings.Count(companiesHeader, ",") + 1
	rows, err := lines.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read companies: %w", err)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != companiesHeader {
		return nil, fmt.Errorf("read companies: the first line is not %q", companiesHeader)
	}
	companies := map[symbol.Symbol][]provider.FiscalYear{}
	for i, row := range rows[1:] {
		s, err := symbol.Parse(row[0])
		if err != nil {
			return nil, fmt.Errorf("read companies: line %d: %w", i+2, err)
		}
		year, err := parseYear(row[1:])
		if err != nil {
			return nil, fmt.Errorf("read companies: line %d: %w", i+2, err)
		}
		companies[s] = append(companies[s], year)
	}
	for _, years := range companies {
		slices.SortFunc(years, func(a, b provider.FiscalYear) int { return b.End.Compare(a.End) })
	}
	return companies, nil
}

// parseYear reads a row after its symbol; an empty field is not known.
func parseYear(row []string) (provider.FiscalYear, error) {
	end, err := time.Parse(time.DateOnly, row[0])
	if err != nil {
		return provider.FiscalYear{}, err
	}
	number, err := strconv.Atoi(row[1])
	if err != nil {
		return provider.FiscalYear{}, err
	}
	year := provider.FiscalYear{Year: number, End: end, SharesEstimated: row[5] != ""}
	for i, figure := range []**float64{&year.Revenue, &year.NetIncome, &year.BasicEPS, &year.Shares, &year.Assets, &year.Equity} {
		text := row[i+2]
		if text == "" {
			continue
		}
		value, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
			return provider.FiscalYear{}, fmt.Errorf("%q is no figure", text)
		}
		*figure = &value
	}
	if year.Shares != nil && *year.Shares <= 0 {
		return provider.FiscalYear{}, fmt.Errorf("%v is no number of shares", *year.Shares)
	}
	return year, nil
}
