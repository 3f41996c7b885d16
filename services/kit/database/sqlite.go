package database

import (
	"errors"
	"fmt"
	"net/url"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const sqliteScheme = "sqlite:"

// newSQLite uses the file at the path. A database in memory would be another
// one for each connection, and is refused.
func newSQLite(path string) (engine, error) {
	if path == "" || path == ":memory:" {
		return engine{}, ErrURL
	}
	// WAL lets others read while one writes; another process is waited for.
	connector, err := sqlite.NewConnector("file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(3000)&_pragma=foreign_keys(1)&_txlock=immediate")
	if err != nil {
		return engine{}, fmt.Errorf("open database: %w", err)
	}
	return engine{
		system: "sqlite", connector: connector, connections: 8, oneWriter: true, collided: busy, dialect: goose.DialectSQLite3,
	}, nil
}

func busy(err error) bool {
	var fault *sqlite.Error
	return errors.As(err, &fault) && fault.Code()&0xff == sqlite3.SQLITE_BUSY // extended codes have it in the last byte
}
