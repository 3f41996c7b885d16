package server

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// marked are the catalysts that charts show, as what they show them. Filings
// are those that move prices; insiders and the rest would cover the bars.
var marked = map[marketv1.CatalystKind]figure.EventKind{
	marketv1.CatalystKind_CATALYST_KIND_DIVIDEND:      figure.Dividend,
	marketv1.CatalystKind_CATALYST_KIND_SPLIT:         figure.Split,
	marketv1.CatalystKind_CATALYST_KIND_RESULTS:       figure.Filing,
	marketv1.CatalystKind_CATALYST_KIND_REPORT:        figure.Filing,
	marketv1.CatalystKind_CATALYST_KIND_RESTRUCTURING: figure.Filing,
	marketv1.CatalystKind_CATALYST_KIND_RESTATEMENT:   figure.Filing,
	marketv1.CatalystKind_CATALYST_KIND_OFFERING:      figure.Filing,
	marketv1.CatalystKind_CATALYST_KIND_STAKE:         figure.Filing,
}

const (
	// mostCatalysts are looked at; those outside the span are not shown.
	mostCatalysts = 100
	// catalystPatience is how long a chart waits for its events, from the moment
	// its bars are asked for.
	catalystPatience = 500 * time.Millisecond
)

// events asks for the catalysts of a symbol while its bars are fetched. The
// function that is returned waits for them; they are none when they did not
// come in time, which is no reason to have no chart.
func (c *Chart) events(ctx context.Context, a ask) func() []figure.Event {
	if len(a.others) > 0 || !slices.ContainsFunc(a.options.Studies, func(s study.Study) bool { return s.Events }) {
		return func() []figure.Event { return nil }
	}
	found := make(chan []figure.Event, 1)
	go func() { found <- c.catalysts(ctx, a.symbol) }()
	return func() []figure.Event { return <-found }
}

func (c *Chart) catalysts(ctx context.Context, s symbol.Symbol) []figure.Event {
	ctx, cancel := context.WithTimeout(ctx, catalystPatience)
	defer cancel()
	req := &marketv1.ListCatalystsRequest{Symbol: s.String(), Limit: mostCatalysts}
	for kind := range marked {
		req.Kinds = append(req.Kinds, kind)
	}
	slices.Sort(req.Kinds)
	reply, err := c.market.ListCatalysts(ctx, req)
	if err != nil {
		slog.InfoContext(ctx, "events of a chart not listed", "error", err)
		return nil
	}
	var events []figure.Event
	for _, catalyst := range reply.GetCatalysts() {
		if kind, ok := marked[catalyst.GetKind()]; ok && catalyst.GetTime().IsValid() {
			events = append(events, figure.Event{Time: moment(catalyst.GetTime()), Kind: kind})
		}
	}
	return events
}

// moment is when a catalyst happened; those of a whole day, at 00:00 UTC, are
// put at noon, so that they keep their date in every time zone of exchanges.
func moment(t *timestamppb.Timestamp) time.Time {
	at := t.AsTime()
	if at.Equal(at.Truncate(24 * time.Hour)) {
		return at.Add(12 * time.Hour)
	}
	return at
}

// within keeps the events of a span, the newest first, as many as there is room
// for beside those that were asked for. What happened on its first day before
// its first bar is put there.
func within(events []figure.Event, from, until time.Time, room int) []figure.Event {
	var kept []figure.Event
	for _, e := range events {
		if e.Time.Before(from) && e.Time.Truncate(24*time.Hour).Equal(from.Truncate(24*time.Hour)) {
			e.Time = from
		}
		if !e.Time.Before(from) && !e.Time.After(until) && len(kept) < room {
			kept = append(kept, e)
		}
	}
	return kept
}
