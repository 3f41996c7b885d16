// Package live is the newest state of the parameters: what is stored, read
// through the catalogue, and looked at again and again so that changes of other
// replicas are seen.
package live

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/kit/parameters"
)

// Interval is how often the store is looked at, so that a change on another
// replica is in force within a second.
const Interval = 500 * time.Millisecond

// Setting is a parameter with the value in force.
type Setting struct {
	catalogue.Parameter
	Value     catalogue.Value
	Revision  int64
	UpdatedAt time.Time
}

// Store is where values are kept.
type Store interface {
	Revision(ctx context.Context) (int64, error)
	Rows(ctx context.Context) ([]store.Row, error)
	Write(ctx context.Context, values map[string]string, reason string) (int64, error)
}

// Snapshot is every parameter at one revision.
type Snapshot struct {
	Settings []Setting
	Revision int64
}

// Values are those of the snapshot, by name.
func (s Snapshot) Values() map[string]catalogue.Value {
	values := make(map[string]catalogue.Value, len(s.Settings))
	for _, setting := range s.Settings {
		values[setting.Name] = setting.Value
	}
	return values
}

// Parameters follows a store. Make one with Open.
type Parameters struct {
	store Store

	mu       sync.Mutex
	revision int64
	changed  chan struct{}
	stopped  chan struct{}
}

// Open stores the defaults of parameters that have no value yet, which are all
// in a new installation.
func Open(ctx context.Context, s Store) (*Parameters, error) {
	p := &Parameters{store: s, changed: make(chan struct{}), stopped: make(chan struct{})}
	if err := p.seed(ctx); err != nil {
		return nil, err
	}
	return p, p.poll(ctx)
}

func (p *Parameters) seed(ctx context.Context) error {
	rows, err := p.store.Rows(ctx)
	if err != nil {
		return err
	}
	missing := map[string]string{}
	for _, parameter := range catalogue.All() {
		missing[parameter.Name] = parameter.Format(parameter.Default)
	}
	for _, row := range rows {
		if _, known := missing[row.Name]; !known {
			slog.WarnContext(ctx, "stored value of an unknown parameter is left alone", "parameter", row.Name)
		}
		delete(missing, row.Name)
	}
	if len(missing) == 0 {
		return nil
	}
	_, err = p.store.Write(ctx, missing, "defaults")
	return err
}

// Snapshot reads every parameter.
func (p *Parameters) Snapshot(ctx context.Context) (Snapshot, error) {
	rows, err := p.store.Rows(ctx)
	if err != nil {
		return Snapshot{}, err
	}
	stored := make(map[string]store.Row, len(rows))
	snapshot := Snapshot{}
	for _, row := range rows {
		stored[row.Name] = row
		snapshot.Revision = max(snapshot.Revision, row.Revision)
	}
	for _, parameter := range catalogue.All() {
		snapshot.Settings = append(snapshot.Settings, setting(ctx, parameter, stored[parameter.Name]))
	}
	return snapshot, nil
}

// setting reads a stored value. One that is out of bounds, because someone
// wrote it by hand, gives way to the default.
func setting(ctx context.Context, parameter catalogue.Parameter, row store.Row) Setting {
	value, err := parameter.Parse(row.Value)
	if err != nil {
		slog.ErrorContext(ctx, "stored value not used, the default is", "parameter", parameter.Name, "error", err)
		value = parameter.Default
	}
	return Setting{Parameter: parameter, Value: value, Revision: row.Revision, UpdatedAt: row.UpdatedAt}
}

// Changed is closed with the next revision.
func (p *Parameters) Changed() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.changed
}

// Stopped is closed when Run has ended.
func (p *Parameters) Stopped() <-chan struct{} { return p.stopped }

// Run looks at the store until ctx is done.
func (p *Parameters) Run(ctx context.Context) error {
	defer close(p.stopped)
	ticker := time.NewTicker(Interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			if err := p.poll(ctx); err != nil && ctx.Err() == nil {
				slog.WarnContext(ctx, "parameters not read, trying again", "error", err)
			}
		}
	}
}

// Refresh looks at the store at once, after a change on this replica.
func (p *Parameters) Refresh(ctx context.Context) {
	if err := p.poll(ctx); err != nil {
		slog.WarnContext(ctx, "parameters not read, trying again", "error", err)
	}
}

func (p *Parameters) poll(ctx context.Context) error {
	revision, err := p.store.Revision(ctx)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if revision != p.revision {
		p.revision = revision
		parameters.Show(ctx, revision)
		close(p.changed)
		p.changed = make(chan struct{})
	}
	return nil
}

// Health reads from the store.
func (p *Parameters) Health(ctx context.Context) error {
	if _, err := p.store.Revision(ctx); err != nil {
		return fmt.Errorf("parameters: %w", err)
	}
	return nil
}
