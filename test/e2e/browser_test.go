//go:build browser

package e2e

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// screenshot, when set, is the file the last picture is written to; the README
// shows it.
var screenshot = os.Getenv("E2E_SCREENSHOT")

// browser opens a headless Chromium of a window size.
func browser(t *testing.T, width, height int) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.WindowSize(width, height), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir()))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, expire := context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(expire)
	return ctx
}

// Parts of the page.
const (
	command   = `#command`
	newest    = `.message:last-of-type`
	picture   = newest + ` img.embed-image`
	yearPress = newest + ` button[data-custom-id="chart_AAPL_1Y"]`
	tracePart = newest + ` .trace .span[data-service="chart"]`
)

// loaded is true once the newest picture shows the file.
func loaded(file string) string {
	return `(() => { const i = document.querySelector('` + picture + `');
		return Boolean(i && i.complete && i.naturalWidth === 1200 && i.src.includes('` + file + `')); })()`
}

// do runs one step in the browser and returns what it gives.
func do[T any](t *testing.T, ctx context.Context, step chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(ctx, step)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// look evaluates an expression in the page.
func look[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	return do(t, ctx, chromedp.Evaluate[T](expression))
}

// await looks until the expression is true.
func await(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for range 300 {
		if look[bool](t, ctx, expression) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("never true: %s", expression)
}

func TestPage(t *testing.T) {
	ctx := browser(t, 1280, 1060)
	do(t, ctx, chromedp.Navigate("http://"+running.Addresses().Simulator+"/"))
	do(t, ctx, chromedp.WaitVisible(command))
	if text := look[string](t, ctx, `document.body.innerText`); !strings.Contains(text, "simulator, not Discord") {
		t.Error("the page does not say that it is a simulator")
	}
	do(t, ctx, chromedp.SendKeys(command, "/chart AAPL 1M\r"))
	await(t, ctx, loaded("aapl-1m.png"))
	do(t, ctx, chromedp.Click(yearPress))
	await(t, ctx, loaded("aapl-1y.png"))
	await(t, ctx, `document.querySelectorAll('`+tracePart+`').length > 0`)
	if alt := look[string](t, ctx, `document.querySelector('`+picture+`').alt`); !strings.Contains(alt, "1 year") {
		t.Errorf("alt text %q", alt)
	}
	if state := look[string](t, ctx, `document.querySelector('`+newest+`').dataset.state`); state != "done" {
		t.Errorf("state %q", state)
	}
	if n := look[int](t, ctx, `document.querySelectorAll('.violations li').length`); n > 0 {
		t.Errorf("%d violations", n)
	}
	keep(t, ctx)
}

// keep writes the screenshot where it was asked for.
func keep(t *testing.T, ctx context.Context) {
	t.Helper()
	if screenshot == "" {
		return
	}
	time.Sleep(500 * time.Millisecond) // until the picture has faded in
	png := do(t, ctx, chromedp.CaptureScreenshot())
	if err := os.WriteFile(screenshot, png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPageOnAPhone wants nothing to stick out at the width of a phone.
func TestPageOnAPhone(t *testing.T) {
	ctx := browser(t, 390, 844)
	do(t, ctx, chromedp.EmulateViewport(390, 844))
	do(t, ctx, chromedp.Navigate("http://"+running.Addresses().Simulator+"/"))
	do(t, ctx, chromedp.WaitVisible(command))
	do(t, ctx, chromedp.SendKeys(command, "/check AAPL\r"))
	do(t, ctx, chromedp.WaitVisible(newest+` .embed`))
	if look[bool](t, ctx, `document.documentElement.scrollWidth > window.innerWidth`) {
		t.Error("the page is wider than a phone")
	}
}
