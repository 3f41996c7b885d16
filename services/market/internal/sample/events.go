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

	"github.com/catalyst-bot/mesh/services/market/internal/intake"
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

// events are what happened to symbols.
type events struct {
	catalysts map[symbol.Symbol][]provider.Catalyst
	splits    map[symbol.Symbol][]intake.Split
}

func readEvents() (events, error) {
	raw, err := data.ReadFile("data/" + eventsFile)
	if err != nil {
		return events{}, fmt.Errorf("read events: %w", err)
	}
	return parseEvents(bytes.NewReader(raw))
}

func parseEvents(r io.Reader) (events, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = strings.Count(eventsHeader, ",") + 1
	rows, err := lines.ReadAll()
	if err != nil {
		return events{}, fmt.Errorf("read events: %w", err)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != eventsHeader {
		return events{}, fmt.Errorf("read events: the first line is not %q", eventsHeader)
	}
	read := events{catalysts: map[symbol.Symbol][]provider.Catalyst{}, splits: map[symbol.Symbol][]intake.Split{}}
	for i, row := range rows[1:] {
		if err := read.add(row); err != nil {
			return events{}, fmt.Errorf("read events: line %d: %w", i+2, err)
		}
	}
	return read, nil
}

func (e events) add(row []string) error {
	s, err := symbol.Parse(row[0])
	if err != nil {
		return err
	}
	day, err := time.Parse(time.DateOnly, row[1])
	if err != nil {
		return err
	}
	amount, err := strconv.ParseFloat(row[3], 64)
	if err != nil {
		return err
	}
	from := provider.Provenance{Provider: name, Source: eventsFile, AsOf: day}
	switch row[2] {
	case "dividend":
		e.catalysts[s] = append(e.catalysts[s], provider.DividendOf(day, amount, currency, from))
	case "split":
		e.catalysts[s] = append(e.catalysts[s], provider.SplitOf(day, amount, from))
		e.splits[s] = append(e.splits[s], intake.Split{Day: day, Ratio: amount})
	default:
		return fmt.Errorf("%q is no kind of event", row[2])
	}
	return nil
}
