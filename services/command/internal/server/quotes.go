package server

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
)

const (
	// maxParallelQuotes bounds the quotes one list asks for at the same time.
	maxParallelQuotes = 8
	// replyShare is withheld from the time for quotes, so that a market that
	// does not answer costs the list its quotes and nothing else.
	replyShare = 100 * time.Millisecond
)

// addQuotes fills in the quotes that can be had in time.
func (c *Command) addQuotes(ctx context.Context, entries []*commandv1.WatchlistEntry) {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, deadline.Add(-replyShare))
		defer cancel()
	}
	var group errgroup.Group
	group.SetLimit(maxParallelQuotes)
	for _, entry := range entries {
		group.Go(func() error {
			// What failed is in the trace; the entry shows that it has no quote.
			reply, _ := c.market.GetQuote(ctx, &marketv1.GetQuoteRequest{Symbol: entry.GetSymbol()})
			entry.Quote = reply.GetQuote()
			return nil
		})
	}
	_ = group.Wait() // no call returns an error
}
