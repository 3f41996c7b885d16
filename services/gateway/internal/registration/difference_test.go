package registration

import (
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzDifference: a normal form is its own normal form and survives the way over
// the wire, no difference goes unseen, and anything can be validated.
func FuzzDifference(f *testing.F) {
	seeds := append(rich(), Definition{Name: "x", Options: []Option{
		{Name: "a", Choices: []Choice{{Name: "n", Value: true}, {Name: "n", Value: nil}}}, {Name: "a"}, {Name: "b", ChannelTypes: []int{}},
	}})
	for i := range seeds {
		a, _ := json.Marshal(seeds[i])
		b, _ := json.Marshal(seeds[(i+1)%len(seeds)])
		f.Add(a, b, i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, first, second []byte, inGuild bool) {
		var a, b Definition
		if json.Unmarshal(first, &a) != nil || json.Unmarshal(second, &b) != nil {
			return
		}
		a, b = Normalise(a, inGuild), Normalise(b, inGuild)
		if again := Normalise(a, inGuild); !reflect.DeepEqual(a, again) {
			t.Errorf("normalised twice %+v, once %+v", again, a)
		}
		_ = Validate([]Definition{a, b}) // whatever it is, it does not panic
		wire, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var back Definition
		if err := json.Unmarshal(wire, &back); err != nil {
			t.Fatal(err)
		}
		if lines := difference(Normalise(back, inGuild), a); lines != nil {
			t.Errorf("after the way over the wire: %q", lines)
		}
		b.Type, b.Name = a.Type, a.Name
		b = Normalise(b, inGuild)
		if lines := difference(a, b); (len(lines) == 0) != reflect.DeepEqual(a, b) {
			t.Errorf("differences %q of\n%+v\n%+v", lines, a, b)
		}
		plan, err := NewPlan([]Registered{{ID: "1", Definition: a}}, []Definition{a}, inGuild)
		if err != nil || !plan.Empty() && a.Type != EntryPoint {
			t.Errorf("plan of no change:\n%s%v", plan, err)
		}
	})
}
