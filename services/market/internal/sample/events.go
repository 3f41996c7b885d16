package sample

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

const (
	eventsFile   = "events.csv"
	eventsHeader = "symbol,date,kind,amount"
)

// Catalysts serves the dividends and splits of the sample's years.
func (p *Provider) Catalysts(_ context.Context, s symbol.Symbol) ([]provider.Catalyst, error) {
	return p.catalysts[s], nil
}

func readEvents() (map[symbol.Symbol][]provider.Catalyst, error) {
	raw, err := data.ReadFile("data/" + eventsFile)
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	return parseEvents(bytes.NewReader(raw))
}

func parseEvents(r io.Reader) (map[symbol.Symbol][]provider.Catalyst, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = strings.Count(eventsHeader, ",") + 1
	rows, err := lines.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != eventsHeader {
		return nil, fmt.Errorf("read events: the first line is not %q", eventsHeader)
	}
	events := map[symbol.Symbol][]provider.Catalyst{}
	for i, row := range rows[1:] {
		s, event, err := parseEvent(row)
		if err != nil {
			return nil, fmt.Errorf("read events: line %d: %w", i+2, err)
		}
		events[s] = append(events[s], event)
	}
	return events, nil
}

func parseEvent(row []string) (symbol.Symbol, provider.Catalyst, error) {
	s, err := symbol.Parse(row[0])
	if err != nil {
		return "", provider.Catalyst{}, err
	}
	day, err := time.Parse(time.DateOnly, row[1])
	if err != nil {
		return "", provider.Catalyst{}, err
	}
	amount, err := strconv.ParseFloat(row[3], 64)
	if err != nil {
		return "", provider.Catalyst{}, err
	}
	from := provider.Provenance{Provider: name, Source: eventsFile, AsOf: day}
	switch row[2] {
	case "dividend":
		return s, provider.DividendOf(day, amount, currency, from), nil
	case "split":
		return s, provider.SplitOf(day, amount, from), nil
	default:
		return "", provider.Catalyst{}, fmt.Errorf("%q is no kind of event", row[2])
	}
}
