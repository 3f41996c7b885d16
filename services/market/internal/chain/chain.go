// Package chain asks providers in order until one answers.
package chain

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// callLimit bounds all providers together when the caller set no deadline.
const callLimit = 3 * time.Second

// Link is a provider under the name orders use.
type Link struct {
	Name     string
	Provider provider.Provider
}

// Order names the links to ask for one kind of data, first to last. Names that
// are off are left out.
type Order func() []string

// Orders are read at each call.
type Orders struct{ Quotes, Intraday, Daily Order }

// Chain is a provider made of others.
type Chain struct {
	links  []Link
	orders Orders
}

var _ provider.Provider = (*Chain)(nil)

// New makes a chain of at least one link.
func New(orders Orders, links ...Link) *Chain { return &Chain{links: links, orders: orders} }

// Name lists the names of the providers.
func (c *Chain) Name() string {
	names := make([]string, len(c.links))
	for i, link := range c.links {
		names[i] = link.Provider.Name()
	}
	return strings.Join(names, ", ")
}

// Symbols lists those of all providers; nil when one has too many to list.
func (c *Chain) Symbols() []symbol.Symbol {
	var all []symbol.Symbol
	for _, link := range c.links {
		symbols := link.Provider.Symbols()
		if symbols == nil {
			return nil
		}
		all = append(all, symbols...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Health reports whether one of the providers can answer.
func (c *Chain) Health(ctx context.Context) error {
	faults := make([]error, len(c.links))
	for i, link := range c.links {
		if faults[i] = link.Provider.Health(ctx); faults[i] == nil {
			return nil
		}
	}
	return errors.Join(faults...)
}

// Quote answers from the first provider that can.
func (c *Chain) Quote(ctx context.Context, s symbol.Symbol) (provider.Quote, error) {
	quote, passed, err := ask(ctx, c.ordered(c.orders.Quotes), func(ctx context.Context, p provider.Provider) (provider.Quote, error) {
		return p.Quote(ctx, s)
	})
	quote.Provenance.PassedOver = passed
	return quote, err
}

// Bars answers from the first provider that can.
func (c *Chain) Bars(ctx context.Context, s symbol.Symbol, tf timeframe.Timeframe, warmUp int) (provider.Series, error) {
	order := c.orders.Daily
	if tf.Intraday() {
		order = c.orders.Intraday
	}
	series, passed, err := ask(ctx, c.ordered(order), func(ctx context.Context, p provider.Provider) (provider.Series, error) {
		return p.Bars(ctx, s, tf, warmUp)
	})
	series.Provenance.PassedOver = passed
	return series, err
}

// ordered lists the providers of an order that are on.
func (c *Chain) ordered(order Order) []provider.Provider {
	var providers []provider.Provider
	for _, name := range order() {
		for _, link := range c.links {
			if link.Name == name {
				providers = append(providers, link.Provider)
			}
		}
	}
	return providers
}

// ask returns the first answer and the names of those that had none. When
// nobody has one, a fault counts more than the absence of data.
func ask[T any](ctx context.Context, providers []provider.Provider, call func(context.Context, provider.Provider) (T, error)) (T, []string, error) {
	var none T
	var passed []string
	err := provider.ErrNoData
	for i, p := range providers {
		value, fault := within(ctx, len(providers)-i, p, call)
		if fault == nil {
			return value, passed, nil
		}
		if ctx.Err() != nil {
			return none, nil, ctx.Err()
		}
		passed = append(passed, p.Name())
		if !errors.Is(fault, provider.ErrNoData) && errors.Is(err, provider.ErrNoData) {
			err = fault
		}
	}
	return none, nil, err
}

// within leaves half of the time to those who come after, if there are any.
func within[T any](ctx context.Context, left int, p provider.Provider, call func(context.Context, provider.Provider) (T, error)) (T, error) {
	limit := callLimit
	if deadline, ok := ctx.Deadline(); ok {
		limit = time.Until(deadline)
	}
	if left > 1 {
		limit /= 2
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return call(ctx, p)
}
