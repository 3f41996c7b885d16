package commands

import (
	"fmt"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

const watchlistTitle = "★ Your watchlist"

func watchlistView(reply *commandv1.ListWatchlistResponse) message.Message {
	if len(reply.GetEntries()) == 0 {
		m := note(message.Grey, "It is empty. Add a symbol with `/watchlist add`.")
		m.Rows = []message.Row{message.Buttons{{Label: "Add…", Style: message.Success, CustomID: askWatchedPrefix}}}
		return m
	}
	var rows []string
	footer := ""
	for _, entry := range reply.GetEntries() {
		rows = append(rows, entryLine(entry))
		if entry.GetQuote() != nil && footer == "" {
			footer = provenanceText(entry.GetQuote().GetProvenance())
		}
	}
	m := note(message.Neutral, lines(rows))
	m.Embeds[0].Footer = &message.Footer{Text: fmt.Sprintf("%d of %d", len(rows), reply.GetLimit())}
	if footer != "" {
		m.Embeds[0].Footer.Text += " · " + footer
	}
	m.Rows = watchRows(reply.GetEntries())
	return m
}

// entryLine shows a symbol with its price, or that there is none.
func entryLine(entry *commandv1.WatchlistEntry) string {
	text := "**" + message.Escape(entry.GetSymbol()) + "**"
	if q := entry.GetQuote(); q != nil {
		text += "  " + price(q.GetPrice(), q.GetCurrency()) + "  " + change(q)
	} else {
		text += "  no price right now"
	}
	return text + "\n-# " + message.Escape(entry.GetName())
}

func addedView(reply *commandv1.AddToWatchlistResponse) message.Message {
	what := "is on your list now"
	if !reply.GetAdded() {
		what = "was on your list already"
	}
	entry := reply.GetEntry()
	return note(message.Bullish, fmt.Sprintf("**%s** %s: %d of %d.\n-# %s", message.Escape(entry.GetSymbol()), what,
		reply.GetSize(), reply.GetLimit(), message.Escape(entry.GetName())))
}

func removedView(reply *commandv1.RemoveFromWatchlistResponse) message.Message {
	what := "is off your list"
	if !reply.GetRemoved() {
		what = "was not on your list"
	}
	return note(message.Neutral, fmt.Sprintf("**%s** %s; %d left.", message.Escape(reply.GetSymbol()), what, reply.GetSize()))
}

func clearedView(reply *commandv1.ClearWatchlistResponse) message.Message {
	return note(message.Neutral, fmt.Sprintf("Your list is empty. %d removed.", reply.GetRemoved()))
}

func note(color int, text string) message.Message {
	return message.Message{Embeds: []message.Embed{{Title: watchlistTitle, Description: text, Color: color}}}
}

// watchRows are menus that act on one symbol, and buttons for the whole list.
// Symbols beyond what a menu holds are typed.
func watchRows(entries []*commandv1.WatchlistEntry) []message.Row {
	look := message.Select{CustomID: checkWatched, Hint: "Check…", Min: 1, Max: 1}
	remove := message.Select{CustomID: removePrefix, Hint: "Remove…", Min: 1, Max: 1}
	for _, entry := range entries[:min(len(entries), shownInWatchMenus)] {
		option := message.SelectOption{Label: described(entry.GetSymbol(), entry.GetName()), Value: entry.GetSymbol()}
		look.Options, remove.Options = append(look.Options, option), append(remove.Options, option)
	}
	return []message.Row{look, remove, message.Buttons{
		{Label: "Refresh", Style: message.Secondary, CustomID: refreshPrefix},
		{Label: "Add…", Style: message.Success, CustomID: askWatchedPrefix},
		{Label: "Clear…", Style: message.Danger, CustomID: askClearPrefix},
	}}
}

func askClearView(size int) message.Message {
	m := note(message.Bearish, fmt.Sprintf("Remove all %d symbols? This cannot be undone.", size))
	m.Rows = []message.Row{message.Buttons{
		{Label: "Remove all", Style: message.Danger, CustomID: clearPrefix},
		{Label: "Keep them", Style: message.Secondary, CustomID: refreshPrefix},
	}}
	return m
}

func watchedModal() Modal {
	return Modal{Name: "watchlist", Modal: message.Modal{
		CustomID: watchedDialog, Title: "Add to your watchlist",
		Inputs: []message.TextInput{{
			CustomID: tickerName, Label: "Symbol", Description: "A stock, fund or index", Hint: "MSFT, BRK.B or ^GSPC", MaxLength: symbol.MaxLength,
		}},
	}}
}
