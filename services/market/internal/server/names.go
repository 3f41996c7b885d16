package server

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

const (
	// elsewhereWait is how long people wait for names the directory lacks.
	elsewhereWait = 300 * time.Millisecond
	// leastElsewhere is the shortest query, in bytes, worth a call.
	leastElsewhere = 3
)

// search finds names in the directory, and elsewhere when it has at best what
// was typed with a slip.
func (m *Market) search(ctx context.Context, query string, limit int) []directory.Entry {
	found, good := m.Directory.Search(query, limit)
	asked := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(query), "$"))
	if good || len(found) == limit || len(asked) < leastElsewhere || strings.HasPrefix(asked, "^") {
		return found
	}
	for _, entry := range m.elsewhere(ctx, asked) {
		known := slices.ContainsFunc(found, func(e directory.Entry) bool { return e.Symbol == entry.Symbol })
		if !known && len(found) < limit {
			found = append(found, entry)
		}
	}
	return found
}

// lookup returns the entry of a symbol that the directory or another list has.
func (m *Market) lookup(ctx context.Context, s symbol.Symbol) (directory.Entry, bool) {
	if entry, ok := m.Directory.Lookup(s); ok || s.IsIndex() {
		return entry, ok
	}
	found := m.elsewhere(ctx, strings.ToLower(s.String()))
	i := slices.IndexFunc(found, func(e directory.Entry) bool { return e.Symbol == s })
	if i < 0 {
		return directory.Entry{}, false
	}
	return found[i], true
}

// elsewhere asks a provider for names; whatever keeps it from answering, the
// directory has answered already.
func (m *Market) elsewhere(ctx context.Context, query string) []directory.Entry {
	if m.Names == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, elsewhereWait)
	defer cancel()
	listings, err := m.Names.Search(ctx, query)
	if err != nil {
		slog.InfoContext(ctx, "names not searched elsewhere", "error", err)
	}
	found := make([]directory.Entry, len(listings))
	for i, l := range listings {
		found[i] = directory.Entry{Symbol: l.Symbol, Name: l.Name}
		if known, ok := m.Directory.Lookup(l.Symbol); ok {
			found[i] = known
		}
	}
	return found
}
