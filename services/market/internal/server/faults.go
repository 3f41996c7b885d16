package server

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// maxSuggestions is how many other symbols a fault names.
const maxSuggestions = 3

// unknown is the fault for a symbol no listed name has.
func (m *Market) unknown(s symbol.Symbol) error {
	near := join(m.Directory.Near(s, maxSuggestions))
	text := fmt.Sprintf("No listed name has the symbol %s.", s)
	if near != "" {
		text += " Did you mean " + near + "?"
	}
	return fault.New(codes.NotFound, text,
		fault.Reason("SYMBOL_NOT_FOUND", map[string]string{"symbol": s.String(), "suggestions": near}))
}

// providerFault is the fault for what providers could not answer.
func (m *Market) providerFault(entry directory.Entry, err error) error {
	var limit *provider.LimitError
	switch {
	case errors.Is(err, provider.ErrNoData):
		return m.noData(entry)
	case errors.As(err, &limit):
		return fault.New(codes.ResourceExhausted, "The providers of market data allow no more calls for now. Try again later.",
			fault.Cause(err), fault.RetryAfter(limit.RetryAfter))
	case errors.Is(err, provider.ErrKey):
		return fault.New(codes.FailedPrecondition, "The provider of market data refuses the key of this bot, or its plan. Tell the operator.",
			fault.Cause(err))
	default:
		return fault.New(codes.Unavailable, "Market data cannot be reached right now. Try again in a moment.",
			fault.Cause(err), fault.RetryAfter(time.Second))
	}
}

// noData is the fault for a listed symbol that no provider has prices of.
func (m *Market) noData(entry directory.Entry) error {
	text := fmt.Sprintf("No provider has prices of %s (%s).", entry.Symbol, entry.Name)
	if have := join(m.Prices.Symbols()); have != "" {
		text = fmt.Sprintf("There are no prices of %s (%s) in the %s. It has %s.", entry.Symbol, entry.Name, m.Prices.Name(), have)
	}
	return fault.New(codes.NotFound, text, fault.Reason("NO_DATA", map[string]string{"symbol": entry.Symbol.String()}))
}

func join(symbols []symbol.Symbol) string {
	texts := make([]string, len(symbols))
	for i, s := range symbols {
		texts[i] = s.String()
	}
	return strings.Join(texts, ", ")
}
