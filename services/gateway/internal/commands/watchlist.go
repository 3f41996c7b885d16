package commands

import (
	"context"
	"strings"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// refreshPrefix is the button under a watchlist.
const refreshPrefix = "v1:watchlist:refresh"

type watchlist struct {
	client commandv1.CommandServiceClient
}

// NewWatchlist is /watchlist, the symbols a user follows. It is seen by nobody
// else.
func NewWatchlist(client commandv1.CommandServiceClient, symbols Suggest) Feature {
	w := watchlist{client}
	ticker := tickerOption(symbols)
	ticker.Required = false
	return Feature{
		Commands: []Command{{
			Name:        "watchlist",
			Description: "The symbols you follow, with their prices",
			Options: []Option{{
				Name: "action", Description: "What to do with your list", Required: true,
				Choices: []Choice{{"Show", "list"}, {"Add a symbol", "add"}, {"Remove a symbol", "remove"}, {"Clear", "clear"}},
			}, ticker},
			Parse: func(in interaction.Interaction) (CommandStep, error) { return w.parse(in) },
		}},
		Components: []Component{{Prefix: refreshPrefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
			return Change{w.task(in, w.list)}, nil
		}}},
	}
}

// action does something to the list of a user.
type action func(ctx context.Context, user string, s symbol.Symbol) (message.Message, error)

func (w watchlist) parse(in interaction.Interaction) (Task, error) {
	name := in.Options.String("action")
	run, found := map[string]action{"list": w.list, "clear": w.clear, "add": w.add, "remove": w.remove}[name]
	if !found {
		return Task{}, fault.Invalid("action", "That is no action. Choose one of list, add, remove and clear.")
	}
	task := w.task(in, run)
	if name == "list" || name == "clear" {
		return task, nil
	}
	s, err := parseSymbol(in.Options.String(tickerName))
	if err != nil {
		return Task{}, err
	}
	task.Run = func(ctx context.Context) (message.Message, error) { return run(ctx, in.Invoker.ID.String(), s) }
	return task, nil
}

func (w watchlist) task(in interaction.Interaction, run action) Task {
	return Task{Name: "watchlist", Ephemeral: true, Run: func(ctx context.Context) (message.Message, error) {
		return run(ctx, in.Invoker.ID.String(), "")
	}}
}

func (w watchlist) list(ctx context.Context, user string, _ symbol.Symbol) (message.Message, error) {
	reply, err := w.client.ListWatchlist(ctx, &commandv1.ListWatchlistRequest{UserId: user, IncludeQuotes: true})
	if err != nil {
		return message.Message{}, err
	}
	return watchlistView(reply), nil
}

func (w watchlist) add(ctx context.Context, user string, s symbol.Symbol) (message.Message, error) {
	reply, err := w.client.AddToWatchlist(ctx, &commandv1.AddToWatchlistRequest{UserId: user, Symbol: s.String()})
	if err != nil {
		return message.Message{}, err
	}
	return addedView(reply), nil
}

func (w watchlist) remove(ctx context.Context, user string, s symbol.Symbol) (message.Message, error) {
	reply, err := w.client.RemoveFromWatchlist(ctx, &commandv1.RemoveFromWatchlistRequest{UserId: user, Symbol: s.String()})
	if err != nil {
		return message.Message{}, err
	}
	return removedView(reply), nil
}

func (w watchlist) clear(ctx context.Context, user string, _ symbol.Symbol) (message.Message, error) {
	reply, err := w.client.ClearWatchlist(ctx, &commandv1.ClearWatchlistRequest{UserId: user})
	if err != nil {
		return message.Message{}, err
	}
	return clearedView(reply), nil
}

func refreshRow() []message.Row {
	return []message.Row{message.Buttons{{Label: "Refresh", Style: message.Secondary, CustomID: refreshPrefix}}}
}

// lines joins what is one below the other.
func lines(list []string) string { return strings.Join(list, "\n") }
