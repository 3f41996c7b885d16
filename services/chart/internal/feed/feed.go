// Package feed keeps the bars of the market service until newer ones can
// exist, and gives old ones with their age when newer ones do not come in time.
package feed

import (
	"context"
	"sync"
	"time"

	"github.com/maypok86/otter/v2"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc/codes"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

const (
	// maxSeries bounds the cache; a series takes about 40 kB.
	maxSeries = 512
	// keep is how old bars may get that are still better than none.
	keep = time.Hour
	// patience is how long a caller waits for newer bars when old ones are there.
	patience = 400 * time.Millisecond
	// fetchTime bounds a call that goes on after its callers left.
	fetchTime = 10 * time.Second
)

// Ask says which bars.
type Ask struct {
	Symbol    symbol.Symbol
	Timeframe timeframe.Timeframe
	// WarmUp is how many bars before the span are wanted.
	WarmUp int
}

// Series is what the market service answered.
type Series struct {
	*marketv1.ListBarsResponse
	// Age is how long ago it was, when it should have been asked again; else 0.
	Age time.Duration
}

// Feed asks the market service. Make one with New, Close it in the end.
type Feed struct {
	market  marketv1.MarketServiceClient
	life    func() time.Duration
	now     func() time.Time
	cache   *otter.Cache[Ask, entry]
	mu      sync.Mutex
	fetches map[Ask]*fetch
	under   sync.WaitGroup
}

// entry is a kept answer.
type entry struct {
	reply *marketv1.ListBarsResponse
	at    time.Time
	until time.Time
}

// fetch is a call under way; what came of it is there once done is closed.
type fetch struct {
	done  chan struct{}
	reply *marketv1.ListBarsResponse
	err   error
}

// New makes a feed. Life bounds how long bars are kept while the exchange
// trades; 0 keeps none.
func New(market marketv1.MarketServiceClient, life func() time.Duration) *Feed {
	return &Feed{
		market: market, life: life, now: time.Now, fetches: map[Ask]*fetch{},
		cache: otter.Must(&otter.Options[Ask, entry]{
			MaximumSize: maxSeries, ExpiryCalculator: otter.ExpiryWriting[Ask, entry](keep),
		}),
	}
}

// Close waits for the calls under way and ends the upkeep of the cache.
func (f *Feed) Close() {
	f.under.Wait()
	f.cache.StopAllGoroutines()
}

// Bars answers kept bars while no newer ones can exist, and newer ones after
// that. Its errors are those of the market service, passed on, or that of a
// caller who left.
func (f *Feed) Bars(ctx context.Context, ask Ask) (Series, error) {
	known, ok := f.known(ask)
	if ok && f.now().Before(known.until) {
		trace.SpanFromContext(ctx).SetAttributes(attribute.Bool("catalyst.bars.cached", true))
		return Series{ListBarsResponse: known.reply}, nil
	}
	under := f.begin(ctx, ask)
	late := never
	if ok {
		timer := time.NewTimer(patience)
		defer timer.Stop()
		late = timer.C
	}
	select {
	case <-under.done:
		if under.err != nil && ok && passing(under.err) {
			return f.old(known), nil
		}
		return Series{ListBarsResponse: under.reply}, under.err
	case <-late:
		return f.old(known), nil
	case <-ctx.Done():
		return Series{}, context.Cause(ctx)
	}
}

// never is for those who have nothing else.
var never <-chan time.Time

func (f *Feed) old(e entry) Series {
	return Series{ListBarsResponse: e.reply, Age: f.now().Sub(e.at).Truncate(time.Minute) + time.Minute}
}

// passing reports whether the market service may answer later.
func passing(err error) bool {
	switch fault.From(err).Code() {
	case codes.Unavailable, codes.DeadlineExceeded, codes.ResourceExhausted, codes.Internal:
		return true
	default:
		return false
	}
}

func (f *Feed) known(ask Ask) (entry, bool) {
	if f.life() <= 0 {
		return entry{}, false
	}
	return f.cache.GetIfPresent(ask)
}

// begin asks the market service, unless the same is asked already. The call
// outlives its caller, so that what it brings can be kept.
func (f *Feed) begin(ctx context.Context, ask Ask) *fetch {
	f.mu.Lock()
	defer f.mu.Unlock()
	if under, ok := f.fetches[ask]; ok {
		return under
	}
	under := &fetch{done: make(chan struct{})}
	f.fetches[ask] = under
	f.under.Go(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fetchTime)
		defer cancel()
		under.reply, under.err = f.market.ListBars(ctx, &marketv1.ListBarsRequest{
			Symbol: ask.Symbol.String(), Timeframe: marketv1.Timeframe(ask.Timeframe), WarmUp: int32(ask.WarmUp),
		})
		f.end(ask, under)
	})
	return under
}

func (f *Feed) end(ask Ask, under *fetch) {
	if life := f.life(); under.err == nil && life > 0 {
		now := f.now()
		f.cache.Set(ask, entry{reply: under.reply, at: now, until: freshUntil(now, ask.Timeframe.Interval(), life)})
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.fetches, ask)
	close(under.done)
}

// ListCatalysts answers what the market service does. It is not kept here: the
// market service keeps it, and knows when it changes.
func (f *Feed) ListCatalysts(ctx context.Context, req *marketv1.ListCatalystsRequest) (*marketv1.ListCatalystsResponse, error) {
	return f.market.ListCatalysts(ctx, req)
}
