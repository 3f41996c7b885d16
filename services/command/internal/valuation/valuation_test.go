package valuation

import (
	"errors"
	"math"
	"testing"
	"time"
)

func day(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func number(v float64) *float64 { return &v }

// company reported twice; when it filed the older report is not known.
func company() Company {
	return Company{Currency: "USD", Years: []Year{
		{Number: 2017, End: day(2017, 9, 30), Filed: day(2017, 11, 3), Revenue: number(200), DilutedEPS: number(10), BasicEPS: number(11), Shares: number(8)},
		{Number: 2016, End: day(2016, 9, 24), Revenue: number(100), BasicEPS: number(5), Shares: number(10)},
	}}
}

func TestOf(t *testing.T) {
	for name, c := range map[string]struct {
		on     time.Time
		year   int
		pe, ps float64
		basic  bool
	}{
		"the newest":          {day(2018, 5, 11), 2017, 10, 4, false},
		"the day it is filed": {day(2017, 11, 3), 2017, 10, 4, false},
		"not filed yet":       {day(2017, 11, 2), 2016, 20, 10, true},
		"the day it ends":     {day(2016, 9, 24), 2016, 20, 10, true},
	} {
		got, err := company().Of(100, "USD", c.on)
		if err != nil || got.Year.Number != c.year || math.Abs(*got.PriceEarnings-c.pe) > 1e-9 || math.Abs(*got.PriceSales-c.ps) > 1e-9 || got.Basic != c.basic {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestWhatIsNotKnown(t *testing.T) {
	for name, on := range map[string]time.Time{"before all": day(2016, 9, 23), "too old": day(2019, 10, 1)} {
		if got, err := company().Of(100, "USD", on); !errors.Is(err, ErrNoYear) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if got, err := company().Of(100, "EUR", day(2018, 1, 1)); err == nil {
		t.Errorf("another currency: %+v", got)
	}
	c := company()
	c.Years[0].DilutedEPS, c.Years[0].Shares = number(0), nil
	if got, err := c.Of(100, "USD", day(2018, 1, 1)); err != nil || got.PriceEarnings != nil || got.PriceSales != nil {
		t.Errorf("%+v, %v", got, err)
	}
	c.Years[0].DilutedEPS = number(-4)
	if got, _ := c.Of(100, "USD", day(2018, 1, 1)); *got.PriceEarnings != -25 {
		t.Errorf("after a loss: %v", *got.PriceEarnings)
	}
}

func TestTheYearBefore(t *testing.T) {
	c := company()
	if _, before, err := c.On(day(2018, 1, 1)); err != nil || before == nil || before.Number != 2016 {
		t.Errorf("%+v, %v", before, err)
	}
	if growth := c.Growth(day(2018, 1, 1)); growth == nil || *growth != 1 {
		t.Errorf("growth %v", growth)
	}
	if growth := c.Growth(day(2017, 1, 1)); growth != nil {
		t.Errorf("growth over nothing %v", *growth)
	}
	c.Years[1].Number = 2015 // a year is missing
	if _, before, err := c.On(day(2018, 1, 1)); err != nil || before != nil {
		t.Errorf("%+v, %v", before, err)
	}
}
