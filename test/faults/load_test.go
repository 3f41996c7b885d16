package faults

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// number reads a setting of the load from the environment.
func number(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is a whole number, not %q", name, text)
	}
	return n
}

const (
	// answerLimit is how long Discord waits for a first answer.
	answerLimit = 3 * time.Second
	// promiseLimit is how long users may wait for what was promised while
	// nothing is broken.
	promiseLimit = 20 * time.Second
)

// TestLoad sends LOAD_RATE interactions a second for LOAD_SECONDS, whether they
// are answered or not. It runs alone. Its figures go to the log.
func TestLoad(t *testing.T) {
	rate, seconds := number(t, "LOAD_RATE", 50), number(t, "LOAD_SECONDS", 3)
	d := newDiscord(t)
	w := describe(t, mesh.Options{Discord: d.application(), Env: []string{"DISCORD_API_URL=" + d.url}})
	if _, err := w.StartJaeger(mesh.Builder{}); err != nil {
		t.Fatal(err)
	}
	w.start()
	d.endpoint = "http://" + w.Addresses().Public + "/interactions"

	begin := time.Now()
	var sending sync.WaitGroup
	for i := range rate * seconds {
		due := begin.Add(time.Duration(i) * time.Second / time.Duration(rate))
		time.Sleep(time.Until(due))
		sending.Go(func() { d.send(i, due) })
	}
	sending.Wait()
	for deadline := time.Now().Add(limit); !d.kept() && time.Now().Before(deadline); {
		time.Sleep(100 * time.Millisecond)
	}
	time.Sleep(time.Second) // for what must not come
	report(t, rate, seconds, d)
}

// report judges what became of the load.
func report(t *testing.T, rate, seconds int, d *discord) {
	t.Helper()
	var firsts, suggestions, finals []time.Duration
	late, again, problems := 0, 0, map[string]int{}
	r := row{Fault: fmt.Sprintf("none, %d interactions a second for %d s", rate, seconds)}
	for _, trip := range d.trips {
		r.add(trip.end())
		again += max(trip.edits-1, 0)
		if trip.problem != "" {
			problems[trip.problem]++
		}
		if trip.first > answerLimit || trip.final > promiseLimit {
			late++
		}
		if trip.kind == typing {
			suggestions = append(suggestions, trip.first)
			continue
		}
		firsts = append(firsts, trip.first)
		if trip.deferred {
			finals = append(finals, trip.final)
		}
	}
	matrix.add(t, r)
	if late > 0 || len(problems) > 0 {
		t.Errorf("%d answers came too late; problems: %v", late, problems)
	}
	t.Logf("deferred %.1f %% of all but suggestions, edited %d times more than needed", 100*float64(len(finals))/float64(len(firsts)), again)
	t.Logf("first answers  %s", percentiles(firsts))
	t.Logf("final edits    %s", percentiles(finals))
	t.Logf("suggestions    %s", percentiles(suggestions))
}

// percentiles describes durations in milliseconds.
func percentiles(all []time.Duration) string {
	if len(all) == 0 {
		return "none"
	}
	slices.Sort(all)
	var b strings.Builder
	for _, p := range []int{50, 90, 99, 100} {
		at := all[min(len(all)*p/100, len(all)-1)]
		fmt.Fprintf(&b, "p%d %.1f ms  ", p, float64(at.Microseconds())/1000)
	}
	return b.String() + fmt.Sprintf("of %d", len(all))
}
