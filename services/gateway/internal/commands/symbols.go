package commands

import (
	"context"
	"log/slog"
	"strings"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

const (
	// suggestions is how many symbols a user is offered at most.
	suggestions = 25
	// longestQuery is the longest text the market service searches for.
	longestQuery = 64
)

// Symbols completes symbols: the user's own first, then the directory's.
type Symbols struct {
	market  marketv1.MarketServiceClient
	command commandv1.CommandServiceClient
}

// NewSymbols makes the completer.
func NewSymbols(market marketv1.MarketServiceClient, command commandv1.CommandServiceClient) *Symbols {
	return &Symbols{market, command}
}

// Suggest is a Suggest for symbol options. A watchlist that cannot be read
// leaves the directory's answer.
func (s *Symbols) Suggest(ctx context.Context, in interaction.Interaction, typed string) ([]message.Choice, error) {
	watched := make(chan []*commandv1.WatchlistEntry, 1)
	go func() { watched <- s.watched(ctx, in) }()
	found, err := s.found(ctx, typed)
	own := <-watched
	if err != nil && len(own) == 0 {
		return nil, err
	}
	var choices []message.Choice
	seen := map[string]bool{}
	add := func(symbol, text string) {
		if !seen[symbol] {
			seen[symbol] = true
			choices = append(choices, message.Choice{Name: text, Value: symbol})
		}
	}
	for _, entry := range own {
		if watches(entry, typed) {
			add(entry.GetSymbol(), "★ "+described(entry.GetSymbol(), entry.GetName(), ""))
		}
	}
	for _, info := range found {
		add(info.GetSymbol(), described(info.GetSymbol(), info.GetName(), info.GetExchange()))
	}
	return choices, nil
}

func (s *Symbols) watched(ctx context.Context, in interaction.Interaction) []*commandv1.WatchlistEntry {
	if in.Invoker.ID == "" {
		return nil
	}
	reply, err := s.command.ListWatchlist(ctx, &commandv1.ListWatchlistRequest{UserId: in.Invoker.ID.String()})
	if err != nil {
		slog.InfoContext(ctx, "watchlist not offered", "error", err)
	}
	return reply.GetEntries()
}

func (s *Symbols) found(ctx context.Context, typed string) ([]*marketv1.SymbolInfo, error) {
	if len(typed) > longestQuery {
		return nil, nil // no name is that long
	}
	reply, err := s.market.SearchSymbols(ctx, &marketv1.SearchSymbolsRequest{Query: typed, Limit: suggestions})
	return reply.GetSymbols(), err
}

// watches reports whether a watched symbol begins with what was typed, or a
// word of its name does.
func watches(entry *commandv1.WatchlistEntry, typed string) bool {
	typed = strings.ToLower(strings.TrimSpace(typed))
	for _, word := range append(strings.Fields(strings.ToLower(entry.GetName())), strings.ToLower(entry.GetSymbol())) {
		if strings.HasPrefix(word, typed) {
			return true
		}
	}
	return strings.HasPrefix(strings.ToLower(entry.GetName()), typed)
}

func described(parts ...string) string {
	var known []string
	for _, part := range parts {
		if part != "" {
			known = append(known, part)
		}
	}
	return strings.Join(known, " · ")
}
