package feed

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// market counts calls and answers what it is told to.
type market struct {
	marketv1.MarketServiceClient
	calls  atomic.Int32
	answer func(ctx context.Context) (*marketv1.ListBarsResponse, error)
}

func (m *market) ListBars(ctx context.Context, _ *marketv1.ListBarsRequest, _ ...grpc.CallOption) (*marketv1.ListBarsResponse, error) {
	m.calls.Add(1)
	return m.answer(ctx)
}

func at(price float64) func(context.Context) (*marketv1.ListBarsResponse, error) {
	return func(context.Context) (*marketv1.ListBarsResponse, error) {
		return &marketv1.ListBarsResponse{Bars: []*marketv1.Bar{{Close: price}}}, nil
	}
}

func failing(code codes.Code) func(context.Context) (*marketv1.ListBarsResponse, error) {
	return func(context.Context) (*marketv1.ListBarsResponse, error) {
		return nil, fault.New(code, "No.")
	}
}

// world is a feed whose clock the test turns.
type world struct {
	*Feed
	market *market
	clock  time.Time
}

// noon is a trading day's.
var noon = time.Date(2024, time.March, 6, 17, 0, 0, 0, time.UTC)

func newWorld(t *testing.T, life time.Duration) *world {
	t.Helper()
	w := &world{market: &market{answer: at(1)}, clock: noon}
	w.Feed = New(w.market, func() time.Duration { return life })
	w.now = func() time.Time { return w.clock }
	t.Cleanup(w.Close)
	return w
}

var ask = Ask{Symbol: "AAPL", Timeframe: timeframe.Day, WarmUp: 100}

// expect asks for bars and checks price, age and how often the market was asked.
func (w *world) expect(t *testing.T, price float64, age time.Duration, calls int32) {
	t.Helper()
	series, err := w.Bars(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	if got := series.GetBars()[0].GetClose(); got != price || series.Age != age || w.market.calls.Load() != calls {
		t.Errorf("price %v, age %s after %d calls; want %v, %s, %d", got, series.Age, w.market.calls.Load(), price, age, calls)
	}
}

func TestKeptUntilTheNextBar(t *testing.T) {
	w := newWorld(t, time.Hour)
	w.expect(t, 1, 0, 1)
	w.market.answer = at(2)
	w.clock = noon.Add(4*time.Minute + 59*time.Second)
	w.expect(t, 1, 0, 1)
	w.clock = noon.Add(5 * time.Minute)
	w.expect(t, 2, 0, 2)
}

func TestOldBarsAreBetterThanNone(t *testing.T) {
	w := newWorld(t, time.Hour)
	w.expect(t, 1, 0, 1)
	w.clock = noon.Add(7*time.Minute + 10*time.Second)
	w.market.answer = failing(codes.Unavailable)
	w.expect(t, 1, 8*time.Minute, 2)
	w.market.answer = failing(codes.NotFound)
	if _, err := w.Bars(t.Context(), ask); fault.From(err).Code() != codes.NotFound {
		t.Errorf("delisted: %v", err)
	}
}

func TestSlowMarketIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, time.Hour)
		w.expect(t, 1, 0, 1)
		w.clock = noon.Add(6 * time.Minute)
		w.market.answer = func(ctx context.Context) (*marketv1.ListBarsResponse, error) {
			time.Sleep(2 * time.Second)
			return at(2)(ctx)
		}
		w.expect(t, 1, 7*time.Minute, 2)
		time.Sleep(3 * time.Second) // meanwhile the answer came
		w.expect(t, 2, 0, 2)
	})
}

func TestSameAskIsAskedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 0) // keeps nothing
		w.market.answer = func(ctx context.Context) (*marketv1.ListBarsResponse, error) {
			time.Sleep(time.Second)
			return at(3)(ctx)
		}
		var wait sync.WaitGroup
		for range 20 {
			wait.Go(func() {
				if _, err := w.Bars(t.Context(), ask); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if n := w.market.calls.Load(); n != 1 {
			t.Errorf("asked %d times", n)
		}
	})
}

func TestCallerLeaves(t *testing.T) {
	w := newWorld(t, 0)
	release := make(chan struct{})
	w.market.answer = func(ctx context.Context) (*marketv1.ListBarsResponse, error) {
		<-release
		return at(1)(ctx)
	}
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if _, err := w.Bars(ctx, ask); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	close(release)
}

func TestFreshUntil(t *testing.T) {
	day := func(d, hour, minute int) time.Time {
		return time.Date(2024, time.March, d, hour, minute, 0, 0, time.UTC)
	}
	for name, c := range map[string]struct {
		now      time.Time
		interval timeframe.Interval
		want     time.Time
	}{
		"5 minutes":            {day(6, 17, 2), timeframe.FiveMinutes, day(6, 17, 5)},
		"15 minutes, life":     {day(6, 17, 1), timeframe.QuarterHour, day(6, 17, 11)},
		"daily, life":          {day(6, 17, 2), timeframe.Daily, day(6, 17, 12)},
		"night":                {day(6, 5, 0), timeframe.FiveMinutes, day(6, 9, 0)},
		"Friday night":         {day(9, 3, 0), timeframe.Daily, day(11, 8, 0)}, // summer time began
		"Easter, long weekend": {time.Date(2024, 3, 29, 15, 0, 0, 0, time.UTC), timeframe.Daily, time.Date(2024, 4, 1, 8, 0, 0, 0, time.UTC)},
	} {
		if got := freshUntil(c.now, c.interval, 10*time.Minute); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
