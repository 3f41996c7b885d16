package tracetree

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Print writes the spans as a tree: start within the trace, duration, service
// and name. Spans whose parent is missing stand at the top.
func Print(w io.Writer, spans []Span) error {
	known := map[string]bool{}
	for _, s := range spans {
		known[s.ID] = true
	}
	slices.SortFunc(spans, func(a, b Span) int { return a.Start.Compare(b.Start) })
	children := map[string][]Span{}
	for _, s := range spans {
		parent := s.ParentID
		if !known[parent] {
			parent = ""
		}
		children[parent] = append(children[parent], s)
	}
	p := printer{w: w, children: children, start: spans[0].Start}
	p.below("", 0)
	return p.err
}

type printer struct {
	w        io.Writer
	children map[string][]Span
	start    time.Time
	err      error
}

func (p *printer) below(parent string, depth int) {
	for _, s := range p.children[parent] {
		p.line(s, depth)
		p.below(s.ID, depth+1)
	}
}

func (p *printer) line(s Span, depth int) {
	if p.err != nil {
		return
	}
	failed := ""
	if s.Failed {
		failed = "  FAILED"
	}
	_, p.err = fmt.Fprintf(p.w, "%9.2f ms %9.2f ms  %s%-10s %s%s\n", milliseconds(s.Start.Sub(p.start)),
		milliseconds(s.Duration), strings.Repeat("  ", depth), s.Service, s.Name, failed)
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
