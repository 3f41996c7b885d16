// Package valuation sets a price against what the company reported.
package valuation

import (
	"errors"
	"fmt"
	"time"
)

// maxAge is how long after its end a fiscal year still says what a price is
// worth.
const maxAge = 2 * 365 * 24 * time.Hour

// ErrNoYear is returned when no fiscal year is known that says anything about
// a day.
var ErrNoYear = errors.New("no fiscal year is known that ended in the two years before")

// Company is what is known of one.
type Company struct {
	// Currency is the ISO 4217 code of every amount.
	Currency string
	// Source names where the figures came from.
	Source string
	// Years are newest first.
	Years []Year
}

// Year is a fiscal year; nil is what is not known.
type Year struct {
	// Number is the year as the company counts it, and End its last day.
	Number int
	End    time.Time
	// Filed is the day it was reported, zero when not known.
	Filed time.Time

	Revenue, NetIncome, DilutedEPS, BasicEPS, Shares *float64
}

// EPS are the diluted earnings per share, or the basic ones when those are all
// there is.
func (y Year) EPS() (eps *float64, basic bool) {
	if y.DilutedEPS != nil {
		return y.DilutedEPS, false
	}
	return y.BasicEPS, y.BasicEPS != nil
}

// On is the newest year that had ended, and as far as is known had been
// reported, by a day, and the one right before it, nil when that is not known.
func (c Company) On(day time.Time) (newest Year, before *Year, err error) {
	for i, y := range c.Years {
		if y.End.After(day) || y.Filed.After(day) {
			continue
		}
		if day.Sub(y.End) > maxAge {
			break
		}
		if i+1 < len(c.Years) && c.Years[i+1].Number == y.Number-1 {
			before = &c.Years[i+1]
		}
		return y, before, nil
	}
	return Year{}, nil, ErrNoYear
}

// Growth is that of revenue in the newest year by a day over the year before, as
// a fraction; nil when it is not known.
func (c Company) Growth(day time.Time) *float64 {
	year, before, err := c.On(day)
	if err != nil || before == nil || year.Revenue == nil || before.Revenue == nil || *before.Revenue <= 0 {
		return nil
	}
	growth := *year.Revenue / *before.Revenue - 1
	return &growth
}

// Ratios are prices over figures of a year; nil is what is not known.
type Ratios struct {
	Year Year
	// PriceEarnings is less than 0 after a loss; Basic says that it rests on
	// basic earnings.
	PriceEarnings *float64
	Basic         bool
	PriceSales    *float64
}

// Of values a price, greater than 0 and in the given currency, of a day.
func (c Company) Of(price float64, currency string, day time.Time) (Ratios, error) {
	if currency != c.Currency {
		return Ratios{}, fmt.Errorf("prices are in %s and reports in %s", currency, c.Currency)
	}
	year, _, err := c.On(day)
	if err != nil {
		return Ratios{}, err
	}
	r := Ratios{Year: year}
	var eps *float64
	if eps, r.Basic = year.EPS(); eps != nil && *eps != 0 {
		r.PriceEarnings = over(price, *eps)
	}
	if year.Shares != nil && year.Revenue != nil && *year.Revenue > 0 {
		r.PriceSales = over(price**year.Shares, *year.Revenue)
	}
	return r, nil
}

func over(a, b float64) *float64 {
	ratio := a / b
	return &ratio
}
