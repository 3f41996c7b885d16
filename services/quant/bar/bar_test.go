package bar

import (
	"errors"
	"math"
	"testing"
	"time"
)

func TestValidate(t *testing.T) {
	good := Bar{Time: time.Unix(0, 0), Open: 10, High: 12, Low: 9, Close: 11, Volume: 5}
	for name, c := range map[string]struct {
		change func(*Bar)
		ok     bool
	}{
		"sound":           {func(*Bar) {}, true},
		"no volume":       {func(b *Bar) { b.Volume = 0 }, true},
		"one price":       {func(b *Bar) { b.Open, b.High, b.Low, b.Close = 3, 3, 3, 3 }, true},
		"NaN":             {func(b *Bar) { b.Close = math.NaN() }, false},
		"infinite":        {func(b *Bar) { b.High = math.Inf(1) }, false},
		"zero price":      {func(b *Bar) { b.Low = 0 }, false},
		"high too low":    {func(b *Bar) { b.High = 10.5 }, false},
		"low too high":    {func(b *Bar) { b.Low = 10.5 }, false},
		"negative volume": {func(b *Bar) { b.Volume = -1 }, false},
	} {
		b := good
		c.change(&b)
		if err := b.Validate(); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestValidateSeries(t *testing.T) {
	b := Bar{Time: time.Unix(60, 0), Open: 1, High: 1, Low: 1, Close: 1}
	later := b
	later.Time = time.Unix(120, 0)
	if err := ValidateSeries(nil); !errors.Is(err, ErrEmpty) {
		t.Errorf("empty: %v", err)
	}
	if err := ValidateSeries([]Bar{b, later}); err != nil {
		t.Errorf("rising: %v", err)
	}
	if err := ValidateSeries([]Bar{b, b}); err == nil {
		t.Error("equal times accepted")
	}
}
