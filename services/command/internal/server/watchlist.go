package server

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/user"
	"github.com/catalyst-bot/mesh/services/command/internal/watchlist"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// ListWatchlist lists the symbols a user watches.
func (c *Command) ListWatchlist(ctx context.Context, req *commandv1.ListWatchlistRequest) (*commandv1.ListWatchlistResponse, error) {
	id, err := parseUser(req.GetUserId())
	if err != nil {
		return nil, err
	}
	list, err := c.watchlists.List(ctx, id)
	if err != nil {
		return nil, unreachable("Watchlists", err)
	}
	reply := &commandv1.ListWatchlistResponse{Limit: int32(c.limit())}
	for _, entry := range list {
		reply.Entries = append(reply.Entries, convert(entry))
	}
	if req.GetIncludeQuotes() {
		c.addQuotes(ctx, reply.GetEntries())
	}
	return reply, nil
}

// AddToWatchlist adds a listed symbol to a user's watchlist.
func (c *Command) AddToWatchlist(ctx context.Context, req *commandv1.AddToWatchlistRequest) (*commandv1.AddToWatchlistResponse, error) {
	id, s, err := parseEdit(req)
	if err != nil {
		return nil, err
	}
	listed, err := c.find(ctx, s)
	if err != nil {
		return nil, err
	}
	limit := c.limit()
	addition, err := c.watchlists.Add(ctx, id, s, listed.GetName(), limit)
	switch {
	case errors.Is(err, watchlist.ErrFull):
		return nil, full(limit)
	case err != nil:
		return nil, unreachable("Watchlists", err)
	}
	return &commandv1.AddToWatchlistResponse{
		Entry: convert(addition.Entry), Added: addition.Added, Size: int32(addition.Size), Limit: int32(limit),
	}, nil
}

// RemoveFromWatchlist takes a symbol off a user's watchlist.
func (c *Command) RemoveFromWatchlist(ctx context.Context, req *commandv1.RemoveFromWatchlistRequest) (*commandv1.RemoveFromWatchlistResponse, error) {
	id, s, err := parseEdit(req)
	if err != nil {
		return nil, err
	}
	removal, err := c.watchlists.Remove(ctx, id, s)
	if err != nil {
		return nil, unreachable("Watchlists", err)
	}
	return &commandv1.RemoveFromWatchlistResponse{Symbol: s.String(), Removed: removal.Removed, Size: int32(removal.Size)}, nil
}

// ClearWatchlist takes every symbol off a user's watchlist.
func (c *Command) ClearWatchlist(ctx context.Context, req *commandv1.ClearWatchlistRequest) (*commandv1.ClearWatchlistResponse, error) {
	id, err := parseUser(req.GetUserId())
	if err != nil {
		return nil, err
	}
	removed, err := c.watchlists.Clear(ctx, id)
	if err != nil {
		return nil, unreachable("Watchlists", err)
	}
	return &commandv1.ClearWatchlistResponse{Removed: int32(removed)}, nil
}

// find asks the directory of names for a symbol.
func (c *Command) find(ctx context.Context, s symbol.Symbol) (*marketv1.SymbolInfo, error) {
	found, err := c.market.SearchSymbols(ctx, &marketv1.SearchSymbolsRequest{Query: s.String(), Limit: 1})
	if err != nil {
		return nil, err
	}
	for _, info := range found.GetSymbols() {
		if info.GetSymbol() == s.String() {
			return info, nil
		}
	}
	// The fault of its quote says what may have been meant.
	quote, err := c.market.GetQuote(ctx, &marketv1.GetQuoteRequest{Symbol: s.String()})
	return quote.GetQuote().GetInfo(), err
}

func parseUser(text string) (user.ID, error) {
	id, err := user.Parse(text)
	if err != nil {
		return "", fault.Invalid("user_id", "That is no user: "+err.Error()+".")
	}
	return id, nil
}

// parseEdit reads what both edits of one symbol are given.
func parseEdit(req interface {
	GetUserId() string
	GetSymbol() string
},
) (user.ID, symbol.Symbol, error) {
	id, err := parseUser(req.GetUserId())
	if err != nil {
		return "", "", err
	}
	s, err := parseSymbol(req.GetSymbol())
	return id, s, err
}

func convert(entry watchlist.Entry) *commandv1.WatchlistEntry {
	return &commandv1.WatchlistEntry{Symbol: entry.Symbol.String(), Name: entry.Name, AddedAt: timestamppb.New(entry.AddedAt)}
}

func full(limit int) error {
	return fault.New(codes.FailedPrecondition, fmt.Sprintf("The watchlist is full; its limit is %d. Remove a symbol first.", limit),
		fault.Reason("WATCHLIST_FULL", map[string]string{"limit": strconv.Itoa(limit)}))
}

// unreachable says that what is kept cannot be had.
func unreachable(what string, err error) error {
	return fault.New(codes.Unavailable, what+" cannot be reached right now. Try again in a moment.",
		fault.Cause(err), fault.RetryAfter(time.Second))
}
