package allowance

import (
	"errors"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/llm"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/command/internal/user"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

// TestSpend has one who used the model, one whose call goes on, and one whose
// call came to nothing.
func TestSpend(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url, "command", schema.Migrations)
		s := NewStore(db, Config{User: 1000, Total: 1500, Prices: Prices{Input: new(3.0), Output: new(15.0)}})
		for _, call := range []struct {
			id   user.ID
			used *llm.Usage
		}{{"ann", &llm.Usage{Input: 400, Output: 100}}, {"ann", &llm.Usage{Input: 100}}, {"bob", nil}, {"cat", &llm.Usage{}}} {
			if err := s.Take(t.Context(), call.id, today, 300); err != nil {
				t.Fatal(err)
			}
			if call.used == nil {
				continue
			}
			if err := s.Settle(t.Context(), call.id, today, 300, *call.used); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.Spend(t.Context(), today.AddDate(0, 0, -1), today)
		want := []Spend{
			{Day: midnight(today).AddDate(0, 0, -1), Left: 1500, Dollars: new(0.0)},
			{Day: midnight(today), Used: 600, Input: 500, Output: 100, Aside: 300, Left: 600, Users: 1, Dollars: new(0.003)},
		}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
		if again, err := NewStore(db, Config{Total: 10}).Spend(t.Context(), today, today); err != nil || again[0].Left != 0 || again[0].Dollars != nil {
			t.Errorf("with less and no prices: %+v, %v", again, err)
		}
	})
}

// TestSpendOfBefore has tokens whose kind was not kept.
func TestSpendOfBefore(t *testing.T) {
	s := Spend{Used: 100, Input: 40, Output: 10}
	if cost := (Prices{Input: new(1.0), Output: new(1.0)}).of(s); cost != nil {
		t.Errorf("half of it costs %v", *cost)
	}
}

func TestPrices(t *testing.T) {
	for name, c := range map[string]struct {
		prices Prices
		want   error
	}{
		"none":        {},
		"both":        {Prices{new(0.0), new(15.0)}, nil},
		"one":         {Prices{Input: new(3.0)}, ErrPrices},
		"negative":    {Prices{new(-1.0), new(15.0)}, ErrPrices},
		"infinite":    {Prices{new(1.0), new(math.Inf(1))}, ErrPrices},
		"none at all": {Prices{new(math.NaN()), new(15.0)}, ErrPrices},
	} {
		if err := c.prices.Check(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestMidnight(t *testing.T) {
	if got := midnight(time.Date(2018, 5, 11, 23, 30, 0, 0, time.FixedZone("", -3600))); got.Format(time.DateTime) != "2018-05-12 00:00:00" {
		t.Errorf("%s", got)
	}
}
