package faults

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// matrix is what became of every interaction under every fault.
var matrix table

// row is one fault.
type row struct {
	Fault string
	// Sent counts interactions, Again how often one was sent once more because
	// Discord had no first answer.
	Sent, Again int
	// Finished ended in one final message, Failed in one text that says why.
	// Lost ended in none, Doubled in more than one or in changing ones.
	Finished, Failed, Lost, Doubled int
}

// add counts one interaction.
func (r *row) add(end string) {
	r.Sent++
	switch end {
	case finished:
		r.Finished++
	case failed:
		r.Failed++
	case doubled:
		r.Doubled++
	default:
		r.Lost++
	}
}

type table struct {
	mu   sync.Mutex
	rows []row
}

// add puts a row into the table and fails the test when it is not clean.
func (m *table) add(t *testing.T, r row) {
	t.Helper()
	t.Logf("%+v", r)
	if r.Lost > 0 || r.Doubled > 0 {
		t.Errorf("%s: %d lost, %d doubled of %d", r.Fault, r.Lost, r.Doubled, r.Sent)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.rows = append(m.rows, r)
}

// markdown is the table for people.
func (m *table) markdown() string {
	var b strings.Builder
	b.WriteString("| fault | sent | sent again | finished once | failed with a text | lost | doubled |\n|---|---:|---:|---:|---:|---:|---:|\n")
	for _, r := range m.rows {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d | %d |\n", r.Fault, r.Sent, r.Again, r.Finished, r.Failed, r.Lost, r.Doubled)
	}
	return b.String()
}

// report prints the table, and writes it to the file FAULTS_REPORT names.
func (m *table) report() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.rows) == 0 {
		return nil
	}
	slices.SortFunc(m.rows, func(a, b row) int { return strings.Compare(a.Fault, b.Fault) })
	text := m.markdown()
	if testing.Verbose() {
		fmt.Print(text)
	}
	if path := os.Getenv("FAULTS_REPORT"); path != "" {
		return os.WriteFile(path, []byte(text), 0o644)
	}
	return nil
}

// perRound is how many interactions one kill happens under; the simulator
// keeps no more than 200 messages.
const perRound = 20

// rounds is how often each fault happens: often enough for FAULTS_INTERACTIONS.
func rounds(t *testing.T) int {
	t.Helper()
	text := os.Getenv("FAULTS_INTERACTIONS")
	if text == "" {
		return 1
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("FAULTS_INTERACTIONS is a number of interactions for each fault, not %q", text)
	}
	return (n + perRound - 1) / perRound
}
