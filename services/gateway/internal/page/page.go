// Package page is the gateway's information page: what this is, how it is
// doing and how to use it.
package page

import (
	"bytes"
	_ "embed"
	"html/template"
	"log/slog"
	"net/http"

	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/mesh"
)

//go:embed page.html
var source string

// Page serves the information page.
type Page struct {
	template *template.Template
	commands []commands.Command
	statuses func() []mesh.Status
	// parameters are those the gateway itself works with.
	parameters Parameters
	// simulator is the address of the simulator's page; empty without one.
	simulator string
}

// Parameters tells which parameters are in use.
type Parameters interface {
	// Revision is 0 while the defaults are in use.
	Revision() int64
	// Live reports whether changes are followed right now.
	Live() bool
}

// New makes the page. Statuses and parameters are asked on every view.
func New(list []commands.Command, statuses func() []mesh.Status, parameters Parameters, simulator string) (*Page, error) {
	parsed, err := template.New("page").Parse(source)
	if err != nil {
		return nil, err
	}
	return &Page{template: parsed, commands: list, statuses: statuses, parameters: parameters, simulator: simulator}, nil
}

type view struct {
	Well      bool
	Members   []mesh.Status
	Revision  int64
	Live      bool
	Commands  []commands.Command
	Simulator string
}

// ServeHTTP renders the page.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v := view{
		Well: true, Members: p.statuses(), Revision: p.parameters.Revision(), Live: p.parameters.Live(),
		Commands: p.commands, Simulator: p.simulator,
	}
	for _, m := range v.Members {
		v.Well = v.Well && m.Err == nil
	}
	var body bytes.Buffer
	if err := p.template.Execute(&body, v); err != nil {
		slog.ErrorContext(r.Context(), "information page", "error", err)
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	header.Set("Cache-Control", "no-store")
	_, _ = w.Write(body.Bytes())
}
