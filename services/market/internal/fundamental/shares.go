package fundamental

import (
	"slices"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/intake"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

// jump is a change of the number of shares that is taken for a split, or for a
// merger as large: from there back, shares are not those of today.
const jump = 1.4

// Today puts figures per share and numbers of shares on the shares of today: by
// the splits that are known, each after the report of a year. The years are
// newest first and are not changed. Where the number of shares still jumps from
// one year to the next, or from now to the newest one, the figures of the years
// before are left out. now is the newest number of shares, nil when not known.
func Today(years []provider.FiscalYear, splits []intake.Split, now *float64) []provider.FiscalYear {
	today := slices.Clone(years)
	later, comparable := now, true
	for i := range today {
		year := &today[i]
		for _, split := range splits {
			if split.Day.After(reported(*year)) {
				apply(year, split.Ratio)
			}
		}
		comparable = comparable && !jumps(later, year.Shares)
		if !comparable {
			year.DilutedEPS, year.BasicEPS, year.Shares, year.SharesEstimated = nil, nil, nil, false
		}
		if year.Shares != nil {
			later = year.Shares
		}
	}
	return today
}

// reported is the day whose shares a year counts in.
func reported(year provider.FiscalYear) time.Time {
	if year.Filed.IsZero() {
		return year.End
	}
	return year.Filed
}

func apply(year *provider.FiscalYear, ratio float64) {
	year.DilutedEPS, year.BasicEPS = times(year.DilutedEPS, 1/ratio), times(year.BasicEPS, 1/ratio)
	year.Shares = times(year.Shares, ratio)
}

func times(value *float64, factor float64) *float64 {
	if value == nil {
		return nil
	}
	product := *value * factor
	return &product
}

func jumps(later, earlier *float64) bool {
	return later != nil && earlier != nil && max(*later / *earlier, *earlier / *later) >= jump
}
