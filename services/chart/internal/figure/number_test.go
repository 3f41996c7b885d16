package figure

import (
	"math"
	"testing"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		value          float64
		decimals       int
		number, signed string
	}{
		{0, 2, "0.00", "0.00"},
		{-0.001, 2, "0.00", "0.00"},
		{0.004, 2, "0.00", "0.00"},
		{188.59, 2, "188.59", "+188.59"},
		{-1.5, 2, "−1.50", "−1.50"},
		{754360, 2, "754,360.00", "+754,360.00"},
		{1e6, 0, "1,000,000", "+1,000,000"},
		{185651811.55, 10, "185,651,811.6", "+185,651,811.6"},
		{0.000694, 6, "0.000694", "+0.000694"},
	} {
		if got := number(c.value, c.decimals); got != c.number {
			t.Errorf("number(%v, %d) = %q, want %q", c.value, c.decimals, got, c.number)
		}
		if got := signed(c.value, c.decimals); got != c.signed {
			t.Errorf("signed(%v, %d) = %q, want %q", c.value, c.decimals, got, c.signed)
		}
	}
}

func TestCompact(t *testing.T) {
	for value, want := range map[float64]string{
		0: "0", 999: "999", 1000: "1K", 1e8: "100M", 45.1e6: "45.1M", 5.8e9: "5.8B", 2e12: "2T",
		999_960: "1M", 999_999_999: "1B", 999_940: "999.9K",
	} {
		if got := compact(value); got != want {
			t.Errorf("compact(%v) = %q, want %q", value, got, want)
		}
	}
}

func TestNiceStep(t *testing.T) {
	for _, c := range []struct {
		span     float64
		parts    int
		step     float64
		decimals int
	}{{10, 5, 2, 0}, {11, 5, 2.5, 1}, {48, 6, 10, 0}, {1, 4, .25, 2}, {3e-5, 5, 1e-5, 5}, {700_000, 7, 100_000, 0}, {9, 0, 10, 0}} {
		step := niceStep(c.span, c.parts)
		if math.Abs(step-c.step) > c.step*1e-9 {
			t.Errorf("niceStep(%v, %d) = %v, want %v", c.span, c.parts, step, c.step)
		}
		if got := stepDecimals(step); got != c.decimals {
			t.Errorf("stepDecimals(%v) = %d, want %d", step, got, c.decimals)
		}
	}
}

func TestDecimalsOf(t *testing.T) {
	for price, want := range map[float64]int{
		188.59: 2, 1: 2, .5: 4, .05: 6, .000694: 6, 1e-5: 7, 2.5e-9: 11,
	} {
		if got := decimalsOf(price); got != want {
			t.Errorf("decimalsOf(%v) = %d, want %d", price, got, want)
		}
	}
}
