package render

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/fixture"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

func TestQueueIsBounded(t *testing.T) {
	s := newSlots(func() int { return 1 })
	if err := s.enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, leave := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	for range maxWaiting {
		wait.Go(func() { _ = s.enter(ctx) })
	}
	for { // until all wait
		s.mu.Lock()
		waiting := s.waiting
		s.mu.Unlock()
		if waiting == maxWaiting {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if err := s.enter(t.Context()); !errors.Is(err, ErrBusy) {
		t.Errorf("one more: %v", err)
	}
	leave()
	wait.Wait()
	if s.waiting != 0 || s.taken != 1 {
		t.Errorf("%d wait and %d are taken", s.waiting, s.taken)
	}
}

func TestSameDrawingIsShared(t *testing.T) {
	f := flights{under: map[key]*flight{}}
	var drawn atomic.Int32
	begun, release := make(chan struct{}), make(chan struct{})
	draw := func() (Picture, error) {
		drawn.Add(1)
		close(begun)
		<-release
		return Picture{AltText: "shared"}, nil
	}
	var wait sync.WaitGroup
	share := func() {
		if p, err := f.share(t.Context(), key{}, draw); err != nil || p.AltText != "shared" {
			t.Errorf("%v, %v", p, err)
		}
	}
	wait.Go(share)
	<-begun
	for range 5 {
		wait.Go(share)
	}
	left, leave := context.WithCancel(t.Context())
	leave()
	if _, err := f.share(left, key{}, draw); !errors.Is(err, context.Canceled) {
		t.Errorf("left: %v", err)
	}
	time.Sleep(5 * time.Millisecond) // let the others join
	close(release)
	wait.Wait()
	if drawn.Load() != 1 || len(f.under) != 0 {
		t.Errorf("drawn %d times, %d under way", drawn.Load(), len(f.under))
	}
}

// TestWhoLeavesTakesNobodyAlong lets the first caller leave while another
// waits for its drawing.
func TestWhoLeavesTakesNobodyAlong(t *testing.T) {
	for name, first := range map[string]func() (Picture, error){
		"left":    func() (Picture, error) { return Picture{}, context.Canceled },
		"no time": func() (Picture, error) { return Picture{lean: true}, nil },
	} {
		f := flights{under: map[key]*flight{}}
		begun, release := make(chan struct{}), make(chan struct{})
		var wait sync.WaitGroup
		wait.Go(func() {
			_, _ = f.share(t.Context(), key{}, func() (Picture, error) {
				close(begun)
				<-release
				return first()
			})
		})
		<-begun
		wait.Go(func() {
			p, err := f.share(t.Context(), key{}, func() (Picture, error) { return Picture{AltText: "mine"}, nil })
			if err != nil || p.AltText != "mine" {
				t.Errorf("%s: %v, %v", name, p, err)
			}
		})
		time.Sleep(5 * time.Millisecond)
		close(release)
		wait.Wait()
	}
}

// TestLittleTimeDropsPanels gives a caller less time than pictures take.
func TestLittleTimeDropsPanels(t *testing.T) {
	r := newRenderer(t, 1)
	in := fixture.AAPL(timeframe.Month)
	r.pace.note(in, 20*time.Second)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	picture, err := r.Render(ctx, in, PNG)
	if err != nil {
		t.Fatal(err)
	}
	if want := []figure.Drop{{Part: "volume", Reason: figure.NoTime}}; !slices.Equal(picture.Drops, want) || !picture.lean {
		t.Errorf("drops %v, want %v", picture.Drops, want)
	}
	if whole, err := r.Render(t.Context(), in, PNG); err != nil || len(whole.Drops) > 0 {
		t.Errorf("without a deadline: %v, %v", whole.Drops, err)
	}
}

func TestKeyCoversEverything(t *testing.T) {
	base := fixture.AAPL(timeframe.Month)
	seen := map[key]string{keyOf(base, PNG): "base", keyOf(base, SVG): "format"}
	if len(seen) != 2 {
		t.Fatal("the format is not part of the key")
	}
	rsi, err := study.Find("rsi")
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*figure.Input){
		"symbol": func(in *figure.Input) { in.Symbol = "B" }, "timeframe": func(in *figure.Input) { in.Timeframe++ },
		"style": func(in *figure.Input) { in.Style = figure.Hollow }, "size": func(in *figure.Input) { in.Size = figure.Phone },
		"log": func(in *figure.Input) { in.Log = true }, "lean": func(in *figure.Input) { in.Lean = true },
		"age":     func(in *figure.Input) { in.Age = time.Minute },
		"studies": func(in *figure.Input) { in.Studies = append(slices.Clone(in.Studies), rsi) },
		"none":    func(in *figure.Input) { in.Studies = nil },
		"other":   func(in *figure.Input) { in.Others = []figure.Other{{Symbol: "B", Bars: in.Bars}} },
		"event":   func(in *figure.Input) { in.Events = []figure.Event{{Kind: figure.Alert}} },
		"line":    func(in *figure.Input) { in.Lines = []figure.PriceLine{{Kind: figure.Stop, Price: 5}} },
		"price":   func(in *figure.Input) { in.Lines = []figure.PriceLine{{Kind: figure.Stop, Price: 6}} },
		"volume":  func(in *figure.Input) { in.Bars = slices.Clone(in.Bars); in.Bars[3].Volume++ },
	} {
		in := fixture.AAPL(timeframe.Month)
		change(&in)
		k := keyOf(in, PNG)
		if other, ok := seen[k]; ok {
			t.Errorf("%s has the key of %s", name, other)
		}
		seen[k] = name
	}
}

func TestSVGIsTheSameTwice(t *testing.T) {
	r := newRenderer(t, 1)
	first, err := r.Render(t.Context(), fixture.AAPL(timeframe.Quarter), SVG)
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.Render(t.Context(), fixture.AAPL(timeframe.Quarter), SVG)
	if err != nil || !bytes.Equal(first.Data, again.Data) || !bytes.HasPrefix(first.Data, []byte("<svg")) {
		t.Errorf("%v", err)
	}
}

func BenchmarkKey(b *testing.B) {
	in := fixture.AAPL(timeframe.Year)
	b.ReportAllocs()
	for b.Loop() {
		keyOf(in, PNG)
	}
}
