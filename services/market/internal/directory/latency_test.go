package directory

import (
	"slices"
	"testing"
	"time"
)

// TestSearchLatency asks 2,000 times in each way; go test -v prints the median,
// the 99th percentile and the worst.
func TestSearchLatency(t *testing.T) {
	d := load(t)
	for _, c := range []struct{ way, query string }{
		{"prefix of a symbol", "aa"}, {"a single letter", "a"}, {"word of a name", "apple"}, {"words of a name", "international business"},
		{"a slip", "mircosoft"}, {"a slip in one of two words", "intl business"}, {"no match", "zzzzqqqqq"}, {"nothing typed", ""},
	} {
		took := make([]time.Duration, 2000)
		for i := range took {
			start := time.Now()
			d.Search(c.query, 25)
			took[i] = time.Since(start)
		}
		slices.Sort(took)
		median := took[len(took)/2]
		t.Logf("%s: median %s, 99 %% within %s, worst %s", c.way, median, took[len(took)*99/100], took[len(took)-1])
		if median > time.Millisecond {
			t.Errorf("%s takes %s", c.way, median)
		}
	}
}
