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
	picture, err := New(1).Render(t.Context(), fixture.AAPL(timeframe.Year))
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := png.Decode(bytes.NewReader(picture.PNG))
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

func TestSameInputSamePicture(t *testing.T) {
	r := New(2)
	first, err := r.Render(t.Context(), fixture.GSPC(timeframe.Year))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Render(t.Context(), fixture.AAPL(timeframe.Day)); err != nil {
		t.Fatal(err)
	}
	again, err := r.Render(t.Context(), fixture.GSPC(timeframe.Year))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.PNG, again.PNG) {
		t.Error("the same bars made two pictures")
	}
}

func TestParallelRenders(t *testing.T) {
	r := New(2)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if _, err := r.Render(t.Context(), fixture.AAPL(timeframe.Month)); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}

func TestBusy(t *testing.T) {
	r := New(1)
	r.slots <- struct{}{} // someone draws
	ctx, cancel := context.WithTimeout(t.Context(), reserve+30*time.Millisecond)
	defer cancel()
	if _, err := r.Render(ctx, fixture.AAPL(timeframe.Month)); !errors.Is(err, ErrBusy) {
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
	if _, err := r.Render(left, fixture.AAPL(timeframe.Month)); !errors.Is(err, context.Canceled) {
		t.Errorf("caller left: %v", err)
	}
	<-r.slots
	if _, err := r.Render(ctx, fixture.AAPL(timeframe.Month)); err != nil {
		t.Errorf("free again: %v", err)
	}
}

func TestUnsoundBars(t *testing.T) {
	in := fixture.AAPL(timeframe.Month)
	in.Bars[5].High = math.NaN()
	r := New(1)
	if _, err := r.Render(t.Context(), in); !errors.Is(err, figure.ErrInput) {
		t.Errorf("NaN: %v", err)
	}
	if len(r.slots) != 0 {
		t.Error("the slot was not given back")
	}
}

func TestSpan(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans))
	before := otel.GetTracerProvider()
	otel.SetTracerProvider(provider)
	defer otel.SetTracerProvider(before)

	picture, err := New(1).Render(t.Context(), fixture.AAPL(timeframe.Month))
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
		"catalyst.png.bytes": int64(len(picture.PNG)),
	} {
		if got[key] != want {
			t.Errorf("%s = %v, want %v", key, got[key], want)
		}
	}
}
