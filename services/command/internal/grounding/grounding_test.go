package grounding

import (
	"errors"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
)

func sheet() *fact.Sheet {
	s := &fact.Sheet{Subject: "AAPL", Currency: "USD"}
	for _, f := range []struct {
		label  string
		unit   fact.Unit
		value  float64
		change bool
	}{
		{"Price", fact.Money, 188.59, false}, {"21-session return", fact.Percent, 3.46, true}, {"5-session return", fact.Percent, -2.04, true},
		{"RSI (14)", fact.Number, 69.24, false}, {"Volume", fact.Shares, 25_806_600, false}, {"Relative volume", fact.Times, 1.5, false},
		{"52-week high", fact.Money, 190.37, false},
	} {
		s.Add(fact.Fact{Subject: "AAPL", Label: f.label, Unit: f.unit, Value: &f.value, Change: f.change, At: time.Date(2018, 5, 11, 0, 0, 0, 0, time.UTC)})
	}
	s.Add(fact.Fact{Subject: "MSFT", Label: "News article", Words: "Price target 900", Document: true})
	return s
}

func TestCheck(t *testing.T) {
	for text, want := range map[string]error{
		"The price is $188.59 [F1].":                               nil,
		"It closed at USD 188.6 on May 11, 2018 [F1].":             nil,
		"It closed at 189 on 2018-05-11 [F1].":                     nil,
		"It gained 3.5% by its 21-session return [F2].":            nil,
		"It fell 2% this week [F3].":                               nil,
		"The return of -2.0% is small [F3].":                       nil,
		"RSI (14) stands at 69.2 [F4].":                            nil,
		"The 14-day RSI is 69 [F4].":                               ErrNumber,
		"25.8M shares traded, 1.5x the mean [F5, F6].":             nil,
		"25.8 million shares traded [F5].":                         nil,
		"25,806,600 shares traded [F5].":                           nil,
		"It stands near its 52-week high of $190.37 [F7].":         nil,
		"Momentum is strong [F4].":                                 nil,
		"The price is $188.59.":                                    ErrUncited,
		"The price is $188.59 [F99].":                              ErrUncited,
		"The price is $188.59 [F1][F99].":                          ErrUncited,
		"The price is $190.37 [F1].":                               ErrNumber,
		"The price is 188.59% [F1].":                               ErrNumber,
		"It gained $3.46 [F2].":                                    ErrNumber,
		"It gained 5% [F2].":                                       ErrNumber,
		"The return is -3.5% [F2].":                                ErrNumber,
		"It fell 3.5% [F2].":                                       ErrDirection,
		"It rose 2.0% [F3].":                                       ErrDirection,
		"The target is 900 [F8].":                                  ErrNumber,
		"The target is nine hundred [F8].":                         ErrSpelled,
		"MSFT trades at 188.59 [F1].":                              ErrSubject,
		"AAPL and MSFT moved [F1, F8].":                            nil,
		"It doubled [F2].":                                         ErrSpelled,
		"It may gain one percent [F2].":                            ErrSpelled,
		"The price is ９００ [F1].":                                   ErrSpelled,
		"The price is ½ of that [F1].":                             ErrSpelled,
		"The price is 9\u200b00 [F1].":                             ErrForm,
		"The price is 9e2 [F1].":                                   ErrNumber,
		"The price is .9 [F1].":                                    ErrNumber,
		"See https://example.com [F1].":                            ErrForm,
		"@everyone buy [F1].":                                      ErrForm,
		"The 52-week high of 200 is near [F7].":                    ErrNumber,
		"188.59% of people agree [F1].":                            ErrNumber,
		"A close of 188.59 was 2018's best [F1].":                  ErrNumber,
		"The price is 1,88.59 [F1] and its target is 1,000,000,0.": ErrNumber,
	} {
		s, err := Check(text, sheet())
		if !errors.Is(err, want) || want == nil && err != nil {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
		if err == nil && (s.Text == text || len(s.FactIDs) == 0) {
			t.Errorf("%q keeps its citations: %+v", text, s)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, text := range []string{"It is 188.59 [F1].", "[F1, F2]", "1e999% [F1]", "$$-5x [F3]", "\xff[F1]", "5 [F1[F2]]", "- 2.0 % [F3]"} {
		f.Add(text)
	}
	s := sheet()
	f.Fuzz(func(t *testing.T, text string) {
		passed, err := Check(text, s)
		if err != nil {
			return
		}
		if len(passed.FactIDs) == 0 {
			t.Errorf("%q passed without a citation", text)
		}
		for _, n := range numbers(strip(passed.Text, s, s.Facts)) {
			if _, ok := n.in(s.Facts); !ok {
				t.Errorf("%q passed with %v", text, n.value)
			}
		}
	})
}
