package queue

import (
	"testing"
)

// TestNothingOutlivesItsToken asks NATS how long it keeps what is sealed.
func TestNothingOutlivesItsToken(t *testing.T) {
	f := open(t, t.TempDir())
	defer f.close(t)
	if _, err := OpenClicks(t.Context(), f.broker.JetStream()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{stream, "KV_FIRST_ANSWERS", "KV_CLICKS"} {
		s, err := f.broker.JetStream().Stream(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if age := s.CachedInfo().Config.MaxAge; age != TokenLife {
			t.Errorf("%s keeps for %s", name, age)
		}
	}
}
