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
	near := join(m.directory.Near(s, maxSuggestions))
	text := fmt.Sprintf("No listed name has the symbol %s.", s)
	if near != "" {
		text += " Did you mean " + near + "?"
	}
	return fault.New(codes.NotFound, text,
		fault.Reason("SYMBOL_NOT_FOUND", map[string]string{"symbol": s.String(), "suggestions": near}))
}

func (m *Market) providerFault(entry directory.Entry, err error) error {
	if errors.Is(err, provider.ErrNoData) {
		text := fmt.Sprintf("There are no prices of %s (%s) in the %s.", entry.Symbol, entry.Name, m.provider.Name())
		if have := join(m.provider.Symbols()); have != "" {
			text += " It has " + have + "."
		}
		return fault.New(codes.NotFound, text, fault.Reason("NO_DATA", map[string]string{"symbol": entry.Symbol.String()}))
	}
	return fault.New(codes.Unavailable, "Market data cannot be reached right now. Try again in a moment.",
		fault.Cause(err), fault.RetryAfter(time.Second))
}

func join(symbols []symbol.Symbol) string {
	texts := make([]string, len(symbols))
	for i, s := range symbols {
		texts[i] = s.String()
	}
	return strings.Join(texts, ", ")
}
