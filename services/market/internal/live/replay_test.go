package live

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// TestReplayedHour asks as 1,200 commands of an hour do, some symbols much more
// than others, and compares questions with calls to the provider.
func TestReplayedHour(t *testing.T) {
	var mu sync.Mutex
	at := now
	moving := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		return at
	}
	way, err := line.New("fake", nil, nil, moving)
	if err != nil {
		t.Fatal(err)
	}
	f := &feed{tick: sound()}
	p, err := New(f, way, moving)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	popular := rand.NewZipf(random, 1.3, 1, 59)
	const commands = 1200
	asked := 0
	for range commands {
		mu.Lock()
		at = at.Add(time.Hour / commands)
		mu.Unlock()
		s := symbol.Symbol("S" + string(rune('A'+popular.Uint64())))
		quote, bars := random.IntN(10) < 6, timeframe.All[random.IntN(len(timeframe.All))]
		if quote { // a check: its numbers and its indicators
			bars = timeframe.Year
			asked++
			if _, err := p.Quote(t.Context(), s); err != nil {
				t.Fatal(err)
			}
		}
		asked++
		if _, err := p.Bars(t.Context(), s, bars, 50); err != nil {
			t.Fatal(err)
		}
	}
	p.Close()
	share := 1 - float64(f.calls.Load())/float64(asked)
	t.Logf("%d commands, %d questions, %d calls: %.0f %% from the cache", commands, asked, f.calls.Load(), share*100)
	if share < 0.5 {
		t.Errorf("only %.0f %% came from the cache", share*100)
	}
}

// TestStampede lets a hundred people ask for the same at once.
func TestStampede(t *testing.T) {
	f := &feed{tick: sound()}
	p := newProvider(t, f)
	var asking sync.WaitGroup
	for range 100 {
		asking.Go(func() {
			if _, err := p.Bars(t.Context(), "AAPL", timeframe.Year, 200); err != nil {
				t.Error(err)
			}
		})
	}
	asking.Wait()
	if f.calls.Load() != 1 {
		t.Errorf("%d calls", f.calls.Load())
	}
}
