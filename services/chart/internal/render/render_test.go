package render

import (
	"bytes"
	"context"
	"errors"
	"image/color"
	"image/png"
	"math"
	"sync"
	"testing"
	"time"

	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/fixture"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestColoursSurvive looks for the candles' and the volume bars' exact colours
// in the finished file.
func TestColoursSurvive(t *testing.T) {
	picture, err := newRenderer(t, 1).Render(t.Context(), fixture.AAPL(timeframe.Year), PNG)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := png.Decode(bytes.NewReader(picture.Data))
	if err != nil {
		t.Fatal(err)
	}
	counts := map[color.RGBA]int{}
	for y := range figure.Height {
		for x := range figure.Width {
			c, _ := color.RGBAModel.Convert(decoded.At(x, y)).(color.RGBA)
			counts[c]++
		}
	}
	for name, want := range map[string]color.RGBA{
		"ground": {0x13, 0x17, 0x22, 255}, "grid": {0x1f, 0x24, 0x31, 255},
		"up": {0x26, 0xa6, 0x9a, 255}, "down": {0xef, 0x53, 0x50, 255},
		"volume up": {0x1e, 0x65, 0x64, 255}, "volume down": {0x8c, 0x38, 0x3b, 255},
	} {
		if counts[want] < 500 {
			t.Errorf("%s %v covers %d pixels", name, want, counts[want])
		}
	}
}

// newRenderer draws so many at a time and keeps nothing.
func newRenderer(t testing.TB, parallel int) *Renderer {
	t.Helper()
	r := New(Settings{
		Parallel: func() int { return parallel }, CacheTime: func() time.Duration { return 0 },
	})
	t.Cleanup(r.Close)
	return r
}

func TestCache(t *testing.T) {
	r := New(Settings{Parallel: func() int { return 1 }, CacheTime: func() time.Duration { return time.Minute }})
	defer r.Close()
	first, err := r.Render(t.Context(), fixture.AAPL(timeframe.Month), PNG)
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.Render(t.Context(), fixture.AAPL(timeframe.Month), PNG)
	if err != nil || &again.Data[0] != &first.Data[0] {
		t.Errorf("the same bars were drawn again, %v", err)
	}
	for name, change := range map[string]func(*figure.Input){
		"another last price": func(in *figure.Input) { in.Bars[len(in.Bars)-1].Close -= 0.01 },
		"another theme":      func(in *figure.Input) { in.Theme = figure.Contrast },
	} {
		in := fixture.AAPL(timeframe.Month)
		change(&in)
		other, err := r.Render(t.Context(), in, PNG)
		if err != nil || bytes.Equal(other.Data, first.Data) {
			t.Errorf("%s shows the old picture, %v", name, err)
		}
	}
}

func TestLimitMayChange(t *testing.T) {
	limit := 1
	s := newSlots(func() int { return limit })
	if err := s.enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, ok := s.try(); ok {
		t.Fatal("two of one slot taken")
	}
	limit = 2
	if _, ok := s.try(); !ok {
		t.Error("the second slot is not there")
	}
}

func TestSameInputSamePicture(t *testing.T) {
	r := newRenderer(t, 2)
	first, err := r.Render(t.Context(), fixture.GSPC(timeframe.Year), PNG)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Render(t.Context(), fixture.AAPL(timeframe.Day), PNG); err != nil {
		t.Fatal(err)
	}
	again, err := r.Render(t.Context(), fixture.GSPC(timeframe.Year), PNG)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Data, again.Data) {
		t.Error("the same bars made two pictures")
	}
}

func TestParallelRenders(t *testing.T) {
	r := newRenderer(t, 2)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if _, err := r.Render(t.Context(), fixture.AAPL(timeframe.Month), PNG); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}

func TestBusy(t *testing.T) {
	r := newRenderer(t, 1)
	if err := r.slots.enter(t.Context()); err != nil { // someone draws
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), reserve+30*time.Millisecond)
	defer cancel()
	if _, err := r.Render(ctx, fixture.AAPL(timeframe.Month), PNG); !errors.Is(err, ErrBusy) {
		t.Errorf("saturated: %v", err)
	}
	if ctx.Err() != nil {
		t.Error("the caller's time was used up waiting")
	}
	if err := r.Check(t.Context()); err != nil {
		t.Errorf("a busy renderer is not well: %v", err)
	}
	left, leave := context.WithCancel(t.Context())
	leave()
	if _, err := r.Render(left, fixture.AAPL(timeframe.Month), PNG); !errors.Is(err, context.Canceled) {
		t.Errorf("caller left: %v", err)
	}
	r.slots.leave()
	if _, err := r.Render(ctx, fixture.AAPL(timeframe.Month), PNG); err != nil {
		t.Errorf("free again: %v", err)
	}
}

func TestUnsoundBars(t *testing.T) {
	in := fixture.AAPL(timeframe.Month)
	in.Bars[5].High = math.NaN()
	r := newRenderer(t, 1)
	if _, err := r.Render(t.Context(), in, PNG); !errors.Is(err, figure.ErrInput) {
		t.Errorf("NaN: %v", err)
	}
	if r.slots.taken != 0 {
		t.Error("the slot was not given back")
	}
}

func TestSpan(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans))
	before := otel.GetTracerProvider()
	otel.SetTracerProvider(provider)
	defer otel.SetTracerProvider(before)

	picture, err := newRenderer(t, 1).Render(t.Context(), fixture.AAPL(timeframe.Month), PNG)
	if err != nil {
		t.Fatal(err)
	}
	ended := spans.Ended()
	if len(ended) != 1 || ended[0].Name() != "render chart" {
		t.Fatalf("spans %v", ended)
	}
	got := map[string]any{}
	for _, a := range ended[0].Attributes() {
		got[string(a.Key)] = a.Value.AsInterface()
	}
	for key, want := range map[string]any{
		"catalyst.symbol": "AAPL", "catalyst.timeframe": "1M", "catalyst.bars": int64(122),
		"catalyst.picture.bytes": int64(len(picture.Data)),
	} {
		if got[key] != want {
			t.Errorf("%s = %v, want %v", key, got[key], want)
		}
	}
}
