package tone

import (
	"math"
	"testing"
)

func TestOf(t *testing.T) {
	for headline, want := range map[string]float64{
		"Tesla shares plunge as deliveries miss":                 -1,
		"Analyst downgrades to sell":                             -1,
		"Apple beats estimates and raises its dividend":          1,
		"Company files for bankruptcy protection":                -1,
		"Board approves a $10 billion buyback":                   1,
		"Regulator opens a probe into accounting":                -1,
		"Shares surge after upgrade":                             1,
		"Annual meeting of stockholders to be held in Cupertino": 0,
	} {
		got := Of(headline)
		switch {
		case want == 0 && got != nil:
			t.Errorf("%q has the tone %v", headline, *got)
		case want != 0 && (got == nil || math.Signbit(*got) != math.Signbit(want)):
			t.Errorf("%q has not the sign of %v", headline, want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("Shares surge!!! NOT good :)")
	f.Fuzz(func(t *testing.T, headline string) {
		if got := Of(headline); got != nil && !(*got >= -1 && *got <= 1) {
			t.Fatalf("%q: %v", headline, *got)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	for b.Loop() {
		Of("Apple beats estimates and raises its dividend")
	}
}
