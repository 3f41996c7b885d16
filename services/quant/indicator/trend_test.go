package indicator

import "testing"

func TestTrendOf(t *testing.T) {
	for name, c := range map[string]struct {
		price, short, long float64
		want               Trend
	}{
		"up":            {12, 11, 10, Up},
		"down":          {8, 9, 10, Down},
		"crossing":      {12, 9, 10, Sideways},
		"all the same":  {10, 10, 10, Sideways},
		"below in rise": {10, 11, 10, Sideways},
	} {
		if got := TrendOf(c.price, c.short, c.long); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
