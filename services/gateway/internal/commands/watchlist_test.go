package commands

import (
	"context"
	"strings"
	"testing"

	"google.golang.org/grpc"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

// follower keeps one list in memory.
type follower struct {
	commandv1.CommandServiceClient
	entries []*commandv1.WatchlistEntry
	user    string
}

func (f *follower) ListWatchlist(_ context.Context, req *commandv1.ListWatchlistRequest, _ ...grpc.CallOption) (*commandv1.ListWatchlistResponse, error) {
	f.user = req.GetUserId()
	return &commandv1.ListWatchlistResponse{Entries: f.entries, Limit: 25}, nil
}

func (f *follower) AddToWatchlist(_ context.Context, req *commandv1.AddToWatchlistRequest, _ ...grpc.CallOption) (*commandv1.AddToWatchlistResponse, error) {
	entry := &commandv1.WatchlistEntry{Symbol: req.GetSymbol(), Name: "Name *of* it"}
	added := len(f.entries) == 0
	f.user, f.entries = req.GetUserId(), []*commandv1.WatchlistEntry{entry}
	return &commandv1.AddToWatchlistResponse{Entry: entry, Added: added, Size: 1, Limit: 25}, nil
}

func (f *follower) RemoveFromWatchlist(_ context.Context, req *commandv1.RemoveFromWatchlistRequest, _ ...grpc.CallOption) (*commandv1.RemoveFromWatchlistResponse, error) {
	removed := len(f.entries) > 0
	f.user, f.entries = req.GetUserId(), nil
	return &commandv1.RemoveFromWatchlistResponse{Symbol: req.GetSymbol(), Removed: removed}, nil
}

func (f *follower) ClearWatchlist(_ context.Context, req *commandv1.ClearWatchlistRequest, _ ...grpc.CallOption) (*commandv1.ClearWatchlistResponse, error) {
	f.user = req.GetUserId()
	return &commandv1.ClearWatchlistResponse{Removed: 3}, nil
}

func TestWatchlist(t *testing.T) {
	f := &follower{}
	catalog, err := NewCatalog(NewWatchlist(f, nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ action, ticker, says string }{
		{"list", "", "It is empty"},
		{"add", "aapl", "**AAPL** is on your list now: 1 of 25.\n-# Name \\*of\\* it"},
		{"add", "AAPL", "was on your list already"},
		{"list", "", "**AAPL**  no price right now"},
		{"remove", "AAPL", "**AAPL** is off your list; 0 left."},
		{"remove", "AAPL", "was not on your list"},
		{"clear", "", "3 removed"},
	} {
		in := slash("watchlist", interaction.Options{"action": step.action, "ticker": step.ticker})
		in.Invoker.ID = "42"
		route, err := catalog.Route(in)
		if err != nil || !route.Ephemeral {
			t.Fatalf("%s: %+v, %v", step.action, route, err)
		}
		m, err := route.Do(t.Context(), Unseen)
		if err != nil || f.user != "42" || !strings.Contains(m.Embeds[0].Description, step.says) {
			t.Errorf("%s %s for %s: %+v, %v", step.action, step.ticker, f.user, m, err)
		}
	}
	for name, in := range map[string]interaction.Interaction{
		"no action": slash("watchlist", nil), "no symbol": slash("watchlist", interaction.Options{"action": "add"}),
	} {
		if _, err := catalog.Route(in); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestWatchlistShowsPrices(t *testing.T) {
	change, percent := 1.5, 0.8
	f := &follower{entries: []*commandv1.WatchlistEntry{{Symbol: "BRK.B", Name: "Berkshire", Quote: &marketv1.Quote{
		Price: 188.59, Currency: "USD", Change: &change, ChangePercent: &percent, Provenance: provenance(),
	}}, {Symbol: "X"}}}
	catalog, err := NewCatalog(NewWatchlist(f, nil))
	if err != nil {
		t.Fatal(err)
	}
	in := press(refreshPrefix)
	in.Message = &interaction.Message{ID: "7"}
	route, err := catalog.Route(in)
	if err != nil || !route.Update {
		t.Fatalf("%+v, %v", route, err)
	}
	m, err := route.Do(t.Context(), Unseen)
	if err != nil || !strings.Contains(m.Embeds[0].Description, "**BRK.B**  $188.59  ▲ +$1.50 (+0.80%)") ||
		!strings.HasPrefix(m.Embeds[0].Footer.Text, "2 of 25 · Source: sample data") {
		t.Errorf("%+v, %v", m, err)
	}
}

// TestWatchlistControls presses what is under a list, and the button under a
// check.
func TestWatchlistControls(t *testing.T) {
	f := &follower{entries: []*commandv1.WatchlistEntry{{Symbol: "AAPL", Name: "Apple"}}}
	catalog, err := NewCatalog(NewWatchlist(f, nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		customID string
		values   []string
		says     string
		update   bool
	}{
		{askClearPrefix, nil, "Remove all 1 symbols?", true},
		{refreshPrefix, nil, "**AAPL**", true},
		{watchPrefix + "AAPL", nil, "was on your list already", false},
		{removePrefix, []string{"AAPL"}, "It is empty", true},
		{clearPrefix, nil, "3 removed", true},
	} {
		in := press(c.customID)
		in.Values, in.Invoker.ID, in.Message = c.values, "42", &interaction.Message{ID: "7"}
		route, err := catalog.Route(in)
		if err != nil || route.Update != c.update || !route.Ephemeral {
			t.Fatalf("%s: %+v, %v", c.customID, route, err)
		}
		m, err := route.Do(t.Context(), Unseen)
		if err != nil || f.user != "42" || !strings.Contains(m.Embeds[0].Description, c.says) {
			t.Errorf("%s: %+v, %v", c.customID, m, err)
		}
	}
	for _, customID := range []string{removePrefix, checkWatched, watchPrefix + "!!"} {
		if _, err := catalog.Route(press(customID)); err == nil {
			t.Errorf("%s is taken without a symbol", customID)
		}
	}
	if route, err := catalog.Route(press(askWatchedPrefix)); err != nil || route.Modal == nil {
		t.Errorf("add: %+v, %v", route, err)
	}
}
