package server

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/catalyst-bot/mesh/services/command/internal/author"
	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/command/internal/llm"
	"github.com/catalyst-bot/mesh/services/command/internal/question"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// tools are all a model may call. Each only reads, and answers with facts.
var tools = []llm.Tool{
	{Name: "quote", Description: "Latest price and change, name and sector of each symbol."},
	{Name: "bars", Description: "Returns, volume, volatility and drawdown of each symbol, from daily bars."},
	{Name: "indicators", Description: "Averages, RSI, MACD, ADX, support and resistance of each symbol."},
	{Name: "fundamentals", Description: "Revenue, net income, earnings per share and P/E of each symbol's newest fiscal year."},
	{Name: "catalysts", Description: "Filings, news, dividends and unusual moves of each symbol."},
	{Name: "compare", Description: "Two to six symbols over the days all of them traded on, with correlations."},
}

// shelves are the facts each tool reads.
var shelves = map[string][]fact.Group{
	"quote": {fact.Price, fact.Company}, "bars": {fact.Price, fact.Volume, fact.Volatility},
	"indicators": {fact.Trend, fact.Momentum, fact.Levels}, "catalysts": {fact.Events, fact.Dividends},
	"fundamentals": {fact.Fundamentals, fact.Company},
}

// call runs a tool for a model. Its faults are told to the model.
func (l *library) call(ctx context.Context, tool string, arguments json.RawMessage) (string, error) {
	symbols, err := parseArguments(arguments)
	if err != nil {
		return "", err
	}
	groups, reads := shelves[tool]
	if !reads && tool != "compare" {
		return "", errors.New("there is no such tool")
	}
	var told []fact.Fact
	for _, s := range symbols {
		if !reads {
			if err := l.fetch(ctx, s); err != nil {
				return "", errors.New(fault.From(err).Public())
			}
			continue
		}
		facts, err := l.read(ctx, s, groups...)
		if err != nil {
			return "", errors.New(fault.From(err).Public())
		}
		told = append(told, facts...)
	}
	if !reads {
		told = l.compare(symbols)
	}
	return author.List(told), nil
}

func parseArguments(arguments json.RawMessage) ([]symbol.Symbol, error) {
	var wanted struct {
		Symbols []string `json:"symbols"`
	}
	if err := json.Unmarshal(arguments, &wanted); err != nil || len(wanted.Symbols) == 0 || len(wanted.Symbols) > question.MaxSymbols {
		return nil, errors.New("give symbols, a list of 1 to 6")
	}
	var symbols []symbol.Symbol
	for _, text := range wanted.Symbols {
		s, err := symbol.Parse(text)
		if err != nil {
			return nil, err
		}
		symbols = append(symbols, s)
	}
	return symbols, nil
}
