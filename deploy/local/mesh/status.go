package mesh

import (
	"strings"
	"time"
)

// Status is one program as an operator sees it.
type Status struct {
	Name, State, Ports string
	PID                int
	Uptime             time.Duration
	// Log is the file it writes to.
	Log     string
	Running bool
	// Known is false for a program that was never started.
	Known bool
}

// Statuses lists the programs of the mesh, Jaeger last.
func (m *Mesh) Statuses() []Status {
	var all []Status
	for _, p := range m.programs() {
		all = append(all, m.status(p.name, p.listens))
	}
	return append(all, m.status(Jaeger, []string{m.options.Addresses.Collector, m.options.Addresses.Traces}))
}

func (m *Mesh) status(name string, listens []string) Status {
	state := m.processes.State(name)
	s := Status{
		Name: name, State: state.String(), Ports: strings.Join(listens, " "), PID: state.PID,
		Log: m.processes.Log(name), Running: state.Running, Known: state.PID > 0,
	}
	if state.Running {
		s.Uptime = time.Since(state.StartedAt).Round(time.Second)
	}
	return s
}

// Tail is the end of a program's log.
func (m *Mesh) Tail(name string, lines int) string { return m.processes.Tail(name, lines) }
