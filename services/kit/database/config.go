package database

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Config says where a service keeps its data. Embed it in the service's own
// configuration.
type Config struct {
	URL string `name:"database" env:"DATABASE_URL" help:"sqlite:/path/to/file.db or postgres://user:password@host/name; a file in the user's cache directory unless given."`
}

// Open is the function Open on the configured database, or on a file of the
// user's. Its errors name the variable.
func (c Config) Open(ctx context.Context, service string, migrations fs.FS) (*DB, error) {
	url, err := c.url(service)
	if err != nil {
		return nil, fmt.Errorf("DATABASE_URL: %w", err)
	}
	db, err := Open(ctx, url, service, migrations)
	if err != nil {
		return nil, fmt.Errorf("DATABASE_URL: %w", err)
	}
	return db, nil
}

func (c Config) url(service string) (string, error) {
	if c.URL != "" {
		return c.URL, nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "catalyst", service)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	return sqliteScheme + filepath.Join(dir, service+".db"), nil
}
