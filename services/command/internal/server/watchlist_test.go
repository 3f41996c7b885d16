package server

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/command/internal/watchlist"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// exchange lists every symbol but those that begin with X. SLOW is never
// quoted, and NONE has no price.
type exchange struct {
	marketv1.MarketServiceClient
}

func (exchange) SearchSymbols(_ context.Context, req *marketv1.SearchSymbolsRequest, _ ...grpc.CallOption) (*marketv1.SearchSymbolsResponse, error) {
	if strings.HasPrefix(req.GetQuery(), "X") {
		return &marketv1.SearchSymbolsResponse{Symbols: []*marketv1.SymbolInfo{{Symbol: req.GetQuery() + "Y"}}}, nil
	}
	return &marketv1.SearchSymbolsResponse{Symbols: []*marketv1.SymbolInfo{{
		Symbol: req.GetQuery(), Name: req.GetQuery() + " Inc.",
	}}}, nil
}

func (exchange) GetQuote(ctx context.Context, req *marketv1.GetQuoteRequest, _ ...grpc.CallOption) (*marketv1.GetQuoteResponse, error) {
	switch {
	case req.GetSymbol() == "SLOW":
		<-ctx.Done()
		return nil, ctx.Err()
	case req.GetSymbol() == "NONE":
		return nil, fault.New(codes.NotFound, "There are no prices of NONE.")
	case strings.HasPrefix(req.GetSymbol(), "X"):
		return nil, fault.New(codes.NotFound, "No listed name has that symbol. Did you mean Y?")
	}
	return &marketv1.GetQuoteResponse{Quote: &marketv1.Quote{Info: &marketv1.SymbolInfo{Symbol: req.GetSymbol()}, Price: 10}}, nil
}

// watch makes a service whose watchlists take three symbols.
func watch(t *testing.T, url string) *Command {
	t.Helper()
	db := databasetest.Open(t, url, "command", schema.Migrations)
	return New(Parts{Market: exchange{}, Watchlists: watchlist.NewStore(db), WatchlistLimit: func() int { return 3 }})
}

func added(t *testing.T, c *Command, symbols ...string) *commandv1.AddToWatchlistResponse {
	t.Helper()
	var reply *commandv1.AddToWatchlistResponse
	for _, s := range symbols {
		var err error
		if reply, err = c.AddToWatchlist(t.Context(), &commandv1.AddToWatchlistRequest{UserId: "ann", Symbol: s}); err != nil {
			t.Fatal(err)
		}
	}
	return reply
}

func TestWatchlist(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		c := watch(t, url)
		reply := added(t, c, "NVDA", " $aapl")
		if e := reply.GetEntry(); !reply.GetAdded() || reply.GetSize() != 2 || reply.GetLimit() != 3 ||
			e.GetSymbol() != "AAPL" || e.GetName() != "AAPL Inc." || time.Since(e.GetAddedAt().AsTime()) > time.Minute {
			t.Errorf("added %v", reply)
		}
		if again := added(t, c, "NVDA"); again.GetAdded() || again.GetSize() != 2 {
			t.Errorf("added again %v", again)
		}
		list, err := c.ListWatchlist(t.Context(), &commandv1.ListWatchlistRequest{UserId: "ann"})
		if err != nil || len(list.GetEntries()) != 2 || list.GetLimit() != 3 ||
			list.GetEntries()[0].GetSymbol() != "NVDA" || list.GetEntries()[0].GetQuote() != nil {
			t.Errorf("list %v, %v", list, err)
		}
		removal, err := c.RemoveFromWatchlist(t.Context(), &commandv1.RemoveFromWatchlistRequest{UserId: "ann", Symbol: "nvda"})
		if err != nil || !removal.GetRemoved() || removal.GetSymbol() != "NVDA" || removal.GetSize() != 1 {
			t.Errorf("removal %v, %v", removal, err)
		}
		cleared, err := c.ClearWatchlist(t.Context(), &commandv1.ClearWatchlistRequest{UserId: "ann"})
		if err != nil || cleared.GetRemoved() != 1 {
			t.Errorf("cleared %v, %v", cleared, err)
		}
	})
}

func TestListWithQuotes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		c := watch(t, url)
		added(t, c, "SLOW", "NONE", "AAPL")
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		defer cancel()
		list, err := c.ListWatchlist(ctx, &commandv1.ListWatchlistRequest{UserId: "ann", IncludeQuotes: true})
		if err != nil || ctx.Err() != nil || len(list.GetEntries()) != 3 {
			t.Fatalf("list %v, %v, %v", list, err, ctx.Err())
		}
		for _, e := range list.GetEntries() {
			if e.GetSymbol() == "AAPL" && e.GetQuote().GetPrice() != 10 || e.GetSymbol() != "AAPL" && e.GetQuote() != nil {
				t.Errorf("entry %v", e)
			}
		}
	})
}

func TestWatchlistFaults(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		c := watch(t, url)
		added(t, c, "AAPL", "NVDA", "TSLA")
		add := func(user, s string) error {
			_, err := c.AddToWatchlist(t.Context(), &commandv1.AddToWatchlistRequest{UserId: user, Symbol: s})
			return err
		}
		_, list := c.ListWatchlist(t.Context(), &commandv1.ListWatchlistRequest{})
		_, remove := c.RemoveFromWatchlist(t.Context(), &commandv1.RemoveFromWatchlistRequest{UserId: "ann", Symbol: "no symbol"})
		_, clearing := c.ClearWatchlist(t.Context(), &commandv1.ClearWatchlistRequest{UserId: "a b"})
		for name, want := range map[string]struct {
			err    error
			code   codes.Code
			public string
		}{
			"full":             {add("ann", "MSFT"), codes.FailedPrecondition, "its limit is 3"},
			"unknown symbol":   {add("ann", "XX"), codes.NotFound, "Did you mean"},
			"malformed symbol": {add("ann", ""), codes.InvalidArgument, "That is no symbol"},
			"long user":        {add(strings.Repeat("x", 65), "AAPL"), codes.InvalidArgument, "1 to 64"},
			"list for nobody":  {list, codes.InvalidArgument, "1 to 64"},
			"remove malformed": {remove, codes.InvalidArgument, "That is no symbol"},
			"clear for spaces": {clearing, codes.InvalidArgument, "1 to 64"},
		} {
			if f := fault.From(want.err); f.Code() != want.code || !strings.Contains(f.Public(), want.public) {
				t.Errorf("%s: %s %q", name, f.Code(), f.Public())
			}
		}
	})
}

func TestDatabaseAway(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url, "command", schema.Migrations)
		c := New(Parts{Market: exchange{}, Watchlists: watchlist.NewStore(db), WatchlistLimit: func() int { return 3 }})
		db.Close()
		_, list := c.ListWatchlist(t.Context(), &commandv1.ListWatchlistRequest{UserId: "ann"})
		_, add := c.AddToWatchlist(t.Context(), &commandv1.AddToWatchlistRequest{UserId: "ann", Symbol: "AAPL"})
		_, remove := c.RemoveFromWatchlist(t.Context(), &commandv1.RemoveFromWatchlistRequest{UserId: "ann", Symbol: "AAPL"})
		_, clearing := c.ClearWatchlist(t.Context(), &commandv1.ClearWatchlistRequest{UserId: "ann"})
		for i, err := range []error{list, add, remove, clearing} {
			f := fault.From(err)
			if f.Code() != codes.Unavailable || f.RetryAfter() == 0 || strings.Contains(f.Public(), "sql") {
				t.Errorf("call %d: %s", i, fmt.Sprint(f))
			}
		}
	})
}
