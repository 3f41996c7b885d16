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

// Custom ids of what is under a watchlist. After watchPrefix, the button under a
// check, a symbol follows.
const (
	refreshPrefix     = "v1:watchlist:refresh"
	checkWatched      = "v1:watchlist:check"
	removePrefix      = "v1:watchlist:remove"
	askClearPrefix    = "v1:watchlist:ask-clear"
	clearPrefix       = "v1:watchlist:clear"
	askWatchedPrefix  = "v1:watchlist:ask-add"
	watchedDialog     = "v1:watchlist:added"
	watchPrefix       = "v1:watchlist:add:"
	shownInWatchMenus = 25
)

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
		Components: w.components(),
		Dialogs: []Dialog{{Prefix: watchedDialog, Parse: func(in interaction.Interaction) (ModalStep, error) {
			task, err := w.edit(in, in.Inputs.Text(tickerName), w.addAndList)
			return Change{task}, err
		}}},
	}
}

// components are the buttons and menus under a list, and the one under a check.
func (w watchlist) components() []Component {
	change := func(prefix string, run action) Component {
		return Component{Prefix: prefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
			return Change{w.task(in, run)}, nil
		}}
	}
	return []Component{
		change(refreshPrefix, w.list), change(askClearPrefix, w.askClear), change(clearPrefix, w.clear),
		{Prefix: removePrefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
			task, err := w.edit(in, first(in.Values), w.removeAndList)
			return Change{task}, err
		}},
		{Prefix: checkWatched, Parse: func(in interaction.Interaction) (ComponentStep, error) {
			task, err := check(w).parse(first(in.Values))
			task.Ephemeral = true
			return task, err
		}},
		{Prefix: askWatchedPrefix, Parse: func(interaction.Interaction) (ComponentStep, error) { return watchedModal(), nil }},
		{Prefix: watchPrefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
			return w.edit(in, in.CustomID[len(watchPrefix):], w.add)
		}},
	}
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
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
	return w.edit(in, in.Options.String(tickerName), run)
}

// edit does something with one symbol.
func (w watchlist) edit(in interaction.Interaction, ticker string, run action) (Task, error) {
	s, err := parseSymbol(ticker)
	if err != nil {
		return Task{}, err
	}
	task := w.task(in, run)
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

// addAndList shows the list with the symbol on it, removeAndList without.
func (w watchlist) addAndList(ctx context.Context, user string, s symbol.Symbol) (message.Message, error) {
	if _, err := w.add(ctx, user, s); err != nil {
		return message.Message{}, err
	}
	return w.list(ctx, user, s)
}

func (w watchlist) removeAndList(ctx context.Context, user string, s symbol.Symbol) (message.Message, error) {
	if _, err := w.remove(ctx, user, s); err != nil {
		return message.Message{}, err
	}
	return w.list(ctx, user, s)
}

// askClear shows how much would be gone.
func (w watchlist) askClear(ctx context.Context, user string, _ symbol.Symbol) (message.Message, error) {
	reply, err := w.client.ListWatchlist(ctx, &commandv1.ListWatchlistRequest{UserId: user})
	if err != nil {
		return message.Message{}, err
	}
	return askClearView(len(reply.GetEntries())), nil
}

// lines joins what is one below the other.
func lines(list []string) string { return strings.Join(list, "\n") }
