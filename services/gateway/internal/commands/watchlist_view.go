package commands

import (
	"fmt"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

const watchlistTitle = "★ Your watchlist"

func watchlistView(reply *commandv1.ListWatchlistResponse) message.Message {
	if len(reply.GetEntries()) == 0 {
		return note(message.Grey, "It is empty. Add a symbol with `/watchlist add`.")
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
	m.Rows = refreshRow()
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
