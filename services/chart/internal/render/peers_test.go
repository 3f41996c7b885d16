package render

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/indicator"
)

// The chart all draw: prices with two averages, volume, RSI and MACD.
const peersLook = "6M dark candles discord ema20,ema50,volume,rsi,macd"

// BenchmarkAgainstPeers draws the same chart with programs that people use, in
// turn, so that the load of the machine falls on all, each on one core. It
// reports how many times as long theirs take and as large they are, by medians.
// Run it by tools/bench.sh, which names the interpreters; without one its peers
// are left out. PEER_PICTURES names a directory to look at the pictures in.
func BenchmarkAgainstPeers(b *testing.B) {
	peers := startPeers(b)
	if len(peers) == 0 {
		b.Skip("no interpreter is named; run tools/bench.sh")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	in, r := inputOf(peersLook), newRenderer(b, 1)
	ours := contestant{}
	for b.Loop() {
		start := time.Now()
		picture, err := r.Render(b.Context(), in, PNG)
		if err != nil {
			b.Fatal(err)
		}
		ours.note(time.Since(start), picture.Data)
		for _, p := range peers {
			p.draw(b)
		}
	}
	b.ReportMetric(float64(ours.median().Microseconds())/1000, "p50-ms")
	for _, p := range peers {
		b.ReportMetric(float64(p.median())/float64(ours.median()), p.name+"-times-as-long")
		b.ReportMetric(float64(len(p.picture))/float64(len(ours.picture)), p.name+"-times-as-large")
		p.keep(b)
	}
}

// contestant collects what drawing took.
type contestant struct {
	times   []time.Duration
	picture []byte
}

func (c *contestant) note(took time.Duration, picture []byte) {
	c.times, c.picture = append(c.times, took), picture
}

func (c *contestant) median() time.Duration {
	sorted := slices.Sorted(slices.Values(c.times))
	return sorted[len(sorted)/2]
}

// peer is a program that draws once for each line it reads.
type peer struct {
	contestant
	name    string
	asks    io.Writer
	answers *bufio.Reader
}

// startPeers starts the programs whose interpreters the environment names.
func startPeers(b *testing.B) []*peer {
	b.Helper()
	path := filepath.Join(b.TempDir(), "chart.json")
	raw, err := json.Marshal(peersChart(b))
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		b.Fatal(err)
	}
	var peers []*peer
	if python := os.Getenv("PEER_PYTHON"); python != "" {
		script := filepath.Join("peers", "matplotlib_peers.py")
		peers = append(peers, startPeer(b, "matplotlib-plain", python, script, "plain", path),
			startPeer(b, "matplotlib-tuned", python, script, "tuned", path))
	}
	if script := os.Getenv("PEER_CHARTJS"); script != "" {
		peers = append(peers, startPeer(b, "chartjs", "node", script, path))
	}
	return peers
}

func startPeer(b *testing.B, name, program string, args ...string) *peer {
	b.Helper()
	command := exec.CommandContext(b.Context(), program, args...)
	command.Stderr = os.Stderr
	asks, err := command.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	answers, err := command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := command.Start(); err != nil {
		b.Fatalf("start %s: %v", name, err)
	}
	p := &peer{name: name, asks: asks, answers: bufio.NewReaderSize(answers, 1<<20)}
	b.Cleanup(func() { _ = asks.Close(); _ = command.Wait() })
	p.draw(b) // the first takes longer, as everything is loaded
	p.times = nil
	return p
}

// draw has the program draw once and notes the time it took by its own clock.
func (p *peer) draw(b *testing.B) {
	b.Helper()
	if _, err := fmt.Fprintln(p.asks, "draw"); err != nil {
		b.Fatalf("%s: %v", p.name, err)
	}
	line, err := p.answers.ReadBytes('\n')
	if err != nil {
		b.Fatalf("%s: %v", p.name, err)
	}
	var drawn struct {
		Nanoseconds int64
		Picture     []byte
	}
	if err := json.Unmarshal(line, &drawn); err != nil {
		b.Fatalf("%s: %v", p.name, err)
	}
	p.note(time.Duration(drawn.Nanoseconds), drawn.Picture)
}

// keep writes the picture to the directory that PEER_PICTURES names.
func (p *peer) keep(b *testing.B) {
	b.Helper()
	dir := os.Getenv("PEER_PICTURES")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, p.name+".png"), p.picture, 0o600); err != nil {
		b.Fatal(err)
	}
}

// peersChart is the chart as the programs read it; they compute nothing.
func peersChart(b *testing.B) map[string]any {
	b.Helper()
	in := inputOf(peersLook)
	closes := bar.Closes(in.Bars)
	rsi, err := indicator.RSI(closes, 14)
	if err != nil {
		b.Fatal(err)
	}
	macd, err := indicator.MACD(closes, 12, 26, 9)
	if err != nil {
		b.Fatal(err)
	}
	chart := map[string]any{"symbol": in.Symbol, "width": figure.Width, "height": figure.Height, "bars": peersBars(in)}
	for name, line := range map[string]indicator.Line{
		"ema20": ema(b, closes, 20), "ema50": ema(b, closes, 50), "rsi": rsi,
		"macd": macd.MACD, "signal": macd.Signal, "histogram": macd.Histogram,
	} {
		chart[name] = orNull(line[in.SpanStart:])
	}
	return chart
}

func ema(b *testing.B, closes []float64, period int) indicator.Line {
	b.Helper()
	line, err := indicator.EMA(closes, period)
	if err != nil {
		b.Fatal(err)
	}
	return line
}

func peersBars(in figure.Input) []map[string]any {
	var bars []map[string]any
	for _, b := range in.Bars[in.SpanStart:] {
		bars = append(bars, map[string]any{
			"date": b.Time.Format(time.DateOnly), "open": b.Open, "high": b.High, "low": b.Low, "close": b.Close, "volume": b.Volume,
		})
	}
	return bars
}

// orNull writes what is absent as JSON can.
func orNull(line indicator.Line) []any {
	values := make([]any, len(line))
	for i, v := range line {
		if !math.IsNaN(v) {
			values[i] = v
		}
	}
	return values
}
