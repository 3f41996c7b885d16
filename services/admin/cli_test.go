package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

// filled is a database with entries of its own for each of the values.
func filled(t *testing.T, url string, values int) database.Config {
	t.Helper()
	s := store.New(databasetest.Open(t, url, "admin", store.Migrations))
	for i := range values {
		if _, err := s.Write(t.Context(), map[string]string{"MIN_SCORE": fmt.Sprint(i)}, "a < b"); err != nil {
			t.Fatal(err)
		}
	}
	return database.Config{URL: url}
}

func TestVerify(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		config := filled(t, url, 3)
		early, err := (&verification{Database: config}).check(t.Context())
		if err != nil || early.Sequence != 3 {
			t.Fatalf("head %s, %v", early, err)
		}
		filled(t, url, 2)
		if head, err := (&verification{Database: config, Head: early.String()}).check(t.Context()); err != nil || head.Sequence != 5 {
			t.Errorf("later: head %s, %v", head, err)
		}
		if _, err := (&verification{Database: config, Head: "9:" + early.Hash}).check(t.Context()); !errors.Is(err, audit.ErrBroken) {
			t.Errorf("a head that is gone: %v", err)
		}
	})
}

func TestExportCanBeVerified(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		var text bytes.Buffer
		if err := (&export{Database: filled(t, url, 3)}).write(t.Context(), &text); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "export")
		for content, want := range map[string]error{
			text.String(): nil, strings.Replace(text.String(), "a \\u003c b", "none", 1): audit.ErrBroken,
		} {
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			if head, err := (&verification{File: path}).check(t.Context()); !errors.Is(err, want) || err == nil && head.Sequence != 3 {
				t.Errorf("head %s, %v, want %v", head, err, want)
			}
		}
	})
}

func TestBackupAndRestore(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		path := filepath.Join(t.TempDir(), "backup")
		if err := (&saving{Database: filled(t, url, 3), File: path}).Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		other := database.Config{URL: "sqlite:" + filepath.Join(t.TempDir(), "other.db")}
		if err := (&loading{Database: other, File: path}).Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		if head, err := (&verification{Database: other}).check(t.Context()); err != nil || head.Sequence != 3 {
			t.Errorf("head %s, %v", head, err)
		}
	})
}

// BenchmarkVerify is what an operator waits for with a long history.
func BenchmarkVerify(b *testing.B) {
	const entries = 100_000
	config := database.Config{URL: "sqlite:" + filepath.Join(b.TempDir(), "test.db")}
	db, err := config.Open(b.Context(), "admin", store.Migrations)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	err = store.New(db).InTx(b.Context(), func(ctx context.Context, tx *store.Tx) error {
		for range entries {
			if err := tx.Append(ctx, audit.Entry{Action: "view", Reason: "not allowed", UserID: "nina"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if head, err := (&verification{Database: config}).check(b.Context()); err != nil || head.Sequence != entries {
			b.Fatalf("head %s, %v", head, err)
		}
	}
}
