// Package sample is the provider inside the program: real daily bars of some
// years, and sessions expanded from them. It needs no key and no network.
package sample

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"slices"

	"github.com/catalyst-bot/mesh/services/market/internal/history"
	"github.com/catalyst-bot/mesh/services/market/internal/intraday"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

//go:embed data
var data embed.FS

// name is what users should know about these numbers.
const name = "sample data"

// currency of every sample series.
const currency = "USD"

// run is the newest run of daily bars of one symbol.
type run struct {
	file string
	bars []bar.Bar
}

// Provider serves the sample data.
type Provider struct {
	histories map[symbol.Symbol]run
	catalysts map[symbol.Symbol][]provider.Catalyst
	companies map[symbol.Symbol][]provider.FiscalYear
}

var (
	_ provider.Provider           = (*Provider)(nil)
	_ provider.FundamentalsSource = (*Provider)(nil)
)

// Load reads and checks the embedded files. Where a symbol has two separate
// runs, the newer one is served: indicators must not cross the gap.
func Load() (*Provider, error) {
	entries, err := readManifest()
	if err != nil {
		return nil, err
	}
	happened, err := readEvents()
	if err != nil {
		return nil, err
	}
	companies, err := readCompanies(happened.splits)
	if err != nil {
		return nil, err
	}
	p := &Provider{histories: make(map[symbol.Symbol]run, len(entries)), catalysts: happened.catalysts, companies: companies}
	for _, e := range entries {
		if e.Symbol == "" {
			continue
		}
		s, err := symbol.Parse(e.Symbol)
		if err != nil {
			return nil, fmt.Errorf("manifest: %s: %w", e.File, err)
		}
		raw, err := data.ReadFile("data/" + e.File)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", e.File, err)
		}
		bars, err := parse(bytes.NewReader(raw))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.File, err)
		}
		if known, ok := p.histories[s]; !ok || newest(bars).Time.After(newest(known.bars).Time) {
			p.histories[s] = run{file: e.File, bars: bars}
		}
	}
	return p, nil
}

func newest(bars []bar.Bar) bar.Bar { return bars[len(bars)-1] }

// Name says what users should know about these numbers.
func (p *Provider) Name() string { return name }

// Symbols lists the symbols with bars.
func (p *Provider) Symbols() []symbol.Symbol {
	symbols := make([]symbol.Symbol, 0, len(p.histories))
	for s := range p.histories {
		symbols = append(symbols, s)
	}
	slices.Sort(symbols)
	return symbols
}

// Health reports whether there is anything to serve.
func (p *Provider) Health(context.Context) error {
	if len(p.histories) == 0 {
		return provider.ErrNoData
	}
	return nil
}

// Bars serves daily bars as they were, longer ones gathered and intraday ones
// expanded from them.
func (p *Provider) Bars(_ context.Context, s symbol.Symbol, tf timeframe.Timeframe, warmUp int) (provider.Series, error) {
	h, ok := p.histories[s]
	if !ok {
		return provider.Series{}, provider.ErrNoData
	}
	series := provider.Series{Currency: currency, Interval: tf.Interval(), Provenance: h.provenance()}
	if tf.Intraday() {
		series.Bars, series.SpanStart = expand(s, h.bars, tf, warmUp)
		series.Provenance.Synthetic = true
		return series, nil
	}
	series.Bars, series.SpanStart, series.Interval = history.Cut(h.bars, tf, warmUp)
	return series, nil
}

// expand makes the sessions of a timeframe and as many before it as the
// warm-up takes.
func expand(s symbol.Symbol, days []bar.Bar, tf timeframe.Timeframe, warmUp int) ([]bar.Bar, int) {
	span := max(0, len(days)-tf.Sessions())
	var bars []bar.Bar
	for _, day := range days[span:] {
		bars = append(bars, intraday.Expand(s, day, tf.Step())...)
	}
	var before []bar.Bar
	for i := span - 1; i >= 0 && len(before) < warmUp; i-- {
		before = append(intraday.Expand(s, days[i], tf.Step()), before...)
	}
	before = before[max(0, len(before)-warmUp):]
	return append(before, bars...), len(before)
}

func (h run) provenance() provider.Provenance {
	return provider.Provenance{
		Provider: name, Source: h.file, AsOf: calendar.Close(newest(h.bars).Time).UTC(), Timeliness: provider.EndOfDay,
	}
}
