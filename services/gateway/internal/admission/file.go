package admission

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

// lookEvery is how often the key file is compared with what is in use.
const lookEvery = 2 * time.Second

// File is a ring that follows a file.
type File struct {
	path string
	text string
	ring atomic.Pointer[Ring]
}

// OpenFile reads the file a first time.
func OpenFile(path string) (*File, error) {
	f := &File{path: path}
	if _, err := f.reload(); err != nil {
		return nil, err
	}
	return f, nil
}

// Ring is the ring as last read.
func (f *File) Ring() *Ring { return f.ring.Load() }

// Watch reads the file again when it changes, and at once on SIGHUP, until ctx
// ends. A file that cannot be read leaves the ring as it was. It is called
// once.
func (f *File) Watch(ctx context.Context) error {
	hangUp := make(chan os.Signal, 1)
	signal.Notify(hangUp, syscall.SIGHUP)
	defer signal.Stop(hangUp)
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-hangUp:
		case <-ticker.C:
		}
		changed, err := f.reload()
		switch {
		case err != nil:
			slog.ErrorContext(ctx, "public keys not read again, the old ones stay in use", "error", err)
		case changed:
			slog.InfoContext(ctx, "public keys read again", "keys", len(f.Ring().keys))
		}
	}
}

func (f *File) reload() (changed bool, err error) {
	text, err := os.ReadFile(f.path)
	if err != nil {
		return false, err
	}
	if f.Ring() != nil && string(text) == f.text {
		return false, nil
	}
	ring, err := ParseRing(string(text))
	if err != nil {
		return false, fmt.Errorf("%s: %w", f.path, err)
	}
	f.text = string(text)
	f.ring.Store(ring)
	return true, nil
}
