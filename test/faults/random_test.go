package faults

import (
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// seed is that of the random kills; FAULTS_SEED repeats a run.
func seed(t *testing.T) uint64 {
	t.Helper()
	text := os.Getenv("FAULTS_SEED")
	if text == "" {
		return rand.Uint64()
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("FAULTS_SEED is a number, not %q", text)
	}
	return n
}

// TestRandomKills kills whatever comes while commands, buttons and duplicates
// are sent.
func TestRandomKills(t *testing.T) {
	t.Parallel()
	number := seed(t)
	t.Logf("FAULTS_SEED=%d", number)
	random := rand.New(rand.NewPCG(number, 0))
	w := newWorld(t)
	r := row{Fault: "random kills, with duplicates"}
	for range rounds(t) {
		w.disorder(random, &r)
	}
	matrix.add(t, r)
	if refused := w.statistics().RefusedCalls; refused > 0 {
		t.Errorf("Discord refused %d calls", refused)
	}
}

// disorder sends a mix for a while, during which services die.
func (w *world) disorder(random *rand.Rand, r *row) {
	w.t.Helper()
	c := &crowd{w: w}
	mix := w.mix(random)
	var sending sync.WaitGroup
	sending.Go(func() {
		for _, in := range mix {
			c.send(in)
			time.Sleep(pace)
		}
	})
	done := make(chan struct{})
	go func() { sending.Wait(); close(done) }()
	for alive := true; alive; {
		select {
		case <-done:
			alive = false
		case <-time.After(upTo(random, 2*time.Second)):
			w.strike(random)
		}
	}
	c.settle()
	c.judge(r)
	w.tell("/api/reset", nil)
}

// strike kills one or two services and brings them back after a while.
func (w *world) strike(random *rand.Rand) {
	w.t.Helper()
	names := []string{mesh.Gateway, mesh.Command, mesh.Chart, mesh.Market, mesh.Admin}
	random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	names = names[:1+random.IntN(2)]
	for _, name := range names {
		w.Kill(name)
	}
	time.Sleep(upTo(random, time.Second))
	w.start(names...)
}

// mix is what the users of one round do, in random order.
func (w *world) mix(random *rand.Rand) []interaction {
	w.t.Helper()
	under := w.shown(check("CSCO"))
	symbols, timeframes := []string{"AAPL", "MSFT", "IBM", "GOOG", "ORCL"}, []string{"1D", "5D", "1M", "3M", "1Y"}
	var all []interaction
	for i := range 3 * perRound {
		symbol, timeframe := symbols[random.IntN(len(symbols))], timeframes[random.IntN(len(timeframes))]
		in := check(symbol)
		switch i % 4 {
		case 1:
			in = chart(symbol, timeframe)
		case 2:
			in = press(under.ID, "v1:chart:"+symbol+":"+timeframe)
		case 3:
			in.Repeat = 2
		}
		all = append(all, in)
	}
	for range perRound / 4 { // each changes a message of its own
		all = append(all, press(w.shown(chart("SPY", "1M")).ID, "chart_SPY_1Y"))
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

func upTo(random *rand.Rand, most time.Duration) time.Duration {
	return time.Duration(random.Int64N(int64(most)))
}
