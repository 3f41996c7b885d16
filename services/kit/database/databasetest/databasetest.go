// Package databasetest runs tests of what is stored on every engine: on SQLite
// and on a PostgreSQL that the test run starts itself.
package databasetest

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/catalyst-bot/mesh/services/kit/database"
)

// Each runs the test once for each engine, with the URL of an empty database.
// A package that calls it passes its tests to Main. Without PostgreSQL on the
// machine that engine is skipped, unless CI or CATALYST_REQUIRE_POSTGRES is set.
func Each(t *testing.T, test func(t *testing.T, url string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		test(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		dir, err := programs()
		if err != nil {
			missing(t, err)
		}
		server, err := running(dir)
		if err != nil {
			t.Fatal(err)
		}
		url, err := server.newDatabase(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		test(t, url)
	})
}

func missing(t *testing.T, err error) {
	t.Helper()
	if os.Getenv("CI") != "" || os.Getenv("CATALYST_REQUIRE_POSTGRES") != "" {
		t.Fatal(err)
	}
	t.Skip(err)
}

// Open opens the database for the length of the test; see database.Open.
func Open(t *testing.T, url, service string, migrations fs.FS) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), url, service, migrations)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
