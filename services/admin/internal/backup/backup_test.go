package backup_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/admin/internal/backup"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

// filled is a database with something in every table that has odd values.
func filled(t *testing.T, url string) *database.DB {
	t.Helper()
	db := databasetest.Open(t, url, "admin", store.Migrations)
	s := store.New(db)
	for _, value := range []string{"1", "<0.25> & \"more\""} {
		if _, err := s.Write(t.Context(), map[string]string{"MIN_SCORE": value}, "grüße"); err != nil {
			t.Fatal(err)
		}
	}
	err := db.InTx(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO alerts (id, symbol, sent_at, category, price, score, sentiment, confidence, provider)
			VALUES ('a', 'AAPL', 9007199254740993, 'FILING', 5, 0.1, -0.3, 1, NULL), ('b', 'AAPL', 1, 'FILING', 0.1, 1, -1, 0.5, 'x')`)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO early_outcomes (alert_id, horizon, return_percent, measured_at, provider)
			VALUES ('a', 60, -1.5, 9007199254740993, 'x')`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func save(t *testing.T, db *database.DB) (path string, content []byte) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "backup")
	if _, err := backup.Save(t.Context(), db, path); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, content
}

// TestThereAndBack restores on each engine what was saved on each.
func TestThereAndBack(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, from string) {
		path, content := save(t, filled(t, from))
		databasetest.Each(t, func(t *testing.T, to string) {
			db := databasetest.Open(t, to, "admin", store.Migrations)
			if count, err := backup.Load(t.Context(), db, path); err != nil || count != 2+1+2+2+2+1 {
				t.Fatalf("%d rows, %v", count, err)
			}
			if _, again := save(t, db); !bytes.Equal(again, content) {
				t.Errorf("saved\n%s\nand then\n%s", content, again)
			}
			if _, err := backup.Load(t.Context(), db, path); !errors.Is(err, backup.ErrNotEmpty) {
				t.Errorf("a second time: %v", err)
			}
		})
	})
}

func TestFilesAreNotOverwritten(t *testing.T) {
	db := filled(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db"))
	path, _ := save(t, db)
	if _, err := backup.Save(t.Context(), db, path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v", err)
	}
	info, err := os.Stat(path)
	if left, _ := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 || info.Mode().Perm() != 0o600 {
		t.Errorf("%d files, %v, %v", len(left), info.Mode(), err)
	}
}

func TestDamagedBackupsAreRefused(t *testing.T) {
	_, content := save(t, filled(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db")))
	lines := strings.SplitAfter(string(content), "\n")
	replace := func(old, with string) string { return strings.Replace(string(content), old, with, 1) }
	for name, c := range map[string]struct {
		content string
		want    error
	}{
		"empty":          {"", backup.ErrFormat},
		"something else": {"{}\n", backup.ErrFormat},
		"cut":            {strings.Join(lines[:4], ""), backup.ErrFormat},
		"a row less":     {strings.Join(append(lines[:8:8], lines[9:]...), ""), backup.ErrFormat},
		"another table":  {replace(`"table":"alerts"`, `"table":"goose_db_version"`), backup.ErrFormat},
		"another column": {replace(`"made_at"`, `"x) VALUES (1); --"`), backup.ErrFormat},
		"forged entry":   {replace(`\"action\":\"seed\"`, `\"action\":\"none\"`), audit.ErrBroken},
	} {
		path := filepath.Join(t.TempDir(), "backup")
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		db := databasetest.Open(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db"), "admin", store.Migrations)
		if _, err := backup.Load(t.Context(), db, path); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if revision, err := store.New(db).Revision(t.Context()); err != nil || revision != 0 {
			t.Errorf("%s: revision %d left behind, %v", name, revision, err)
		}
	}
}

// TestEveryTableIsInTheBackup fails for a table that a new migration makes, and
// for secrets.
func TestEveryTableIsInTheBackup(t *testing.T) {
	db := filled(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db"))
	rows, err := db.QueryContext(t.Context(), `SELECT name FROM sqlite_master WHERE type = 'table'
		AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil || backup.Holds(name) == (name == "usage_secrets") {
			t.Errorf("table %s: %t, %v", name, backup.Holds(name), err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
