package audit

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
)

func chain(tb testing.TB, length int) []Sealed {
	tb.Helper()
	var list []Sealed
	var head Head
	for i := range length {
		sealed, err := Seal(Entry{At: int64(i), Action: "approve", Allowed: true, Reason: fmt.Sprint("why ", i)}.
			By(permission.Actor{UserID: "ann", GuildID: "home", Entry: permission.Button}, permission.Owner), head)
		if err != nil {
			tb.Fatal(err)
		}
		list = append(list, sealed)
		head = Head{Sequence: int64(i + 1), Hash: sealed.Hash}
	}
	return list
}

func verify(list []Sealed) (head Head, err error) {
	for _, sealed := range list {
		if head, err = head.Next(sealed); err != nil {
			return head, err
		}
	}
	return head, nil
}

func TestWhatBreaksAChain(t *testing.T) {
	forged := func(list []Sealed, i int, edit func(body string) string) []Sealed {
		list[i].Body = []byte(edit(string(list[i].Body)))
		return list
	}
	for name, c := range map[string]struct {
		edit func([]Sealed) []Sealed
		want string
	}{
		"nothing": {func(l []Sealed) []Sealed { return l }, ""},
		"an edit": {func(l []Sealed) []Sealed {
			return forged(l, 2, func(b string) string { return strings.Replace(b, "ann", "bob", 1) })
		}, "entry 3 was changed"},
		"an edit with its own hash": {func(l []Sealed) []Sealed {
			l = forged(l, 2, func(b string) string { return strings.Replace(b, "ann", "bob", 1) })
			l[2].Hash = hash(l[2].Body)
			return l
		}, "entry 4 does not follow"},
		"one left out":       {func(l []Sealed) []Sealed { return slices.Delete(l, 1, 2) }, "entry 3 stands where entry 2"},
		"the first left out": {func(l []Sealed) []Sealed { return l[1:] }, "entry 2 stands where entry 1"},
		"two swapped":        {func(l []Sealed) []Sealed { l[1], l[2] = l[2], l[1]; return l }, "entry 3 stands where entry 2"},
		"one put in":         {func(l []Sealed) []Sealed { return slices.Insert(l, 2, l[1]) }, "entry 2 stands where entry 3"},
		"nonsense": {func(l []Sealed) []Sealed {
			l[4].Body = []byte("{")
			l[4].Hash = hash(l[4].Body)
			return l
		}, "entry 5: read audit entry"},
	} {
		head, err := verify(c.edit(chain(t, 5)))
		if c.want == "" {
			if err != nil || head.Sequence != 5 {
				t.Errorf("%s: %s, %v", name, head, err)
			}
			continue
		}
		if !errors.Is(err, ErrBroken) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func FuzzNext(f *testing.F) {
	whole := chain(f, 2)
	f.Add([]byte(whole[1].Body), whole[1].Hash)
	f.Fuzz(func(t *testing.T, body []byte, sum string) {
		head, err := verify(append(chain(t, 1), Sealed{Body: body, Hash: sum}))
		if err == nil && (head.Sequence != 2 || hash(body) != head.Hash) {
			t.Errorf("accepted %s as %s", body, head)
		}
	})
}

// BenchmarkVerify is the time of one entry.
func BenchmarkVerify(b *testing.B) {
	list := chain(b, 1000)
	for b.Loop() {
		if _, err := verify(list); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/entry")
}
