package database_test

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

//go:embed testdata/migrations
var testdata embed.FS

func migrations(t *testing.T) fs.FS {
	t.Helper()
	files, err := fs.Sub(testdata, "testdata")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// note writes the next number, which it finds by reading.
func note(ctx context.Context, db *database.DB, text string) error {
	return db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var last int64
		if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(number), 0) FROM notes`).Scan(&last); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO notes (text, number) VALUES ($2, $1)`, last+1, text)
		return err
	})
}

func count(t *testing.T, db *database.DB) (n int) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM notes`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestTransactionsAreAlone has writers on two replicas read and then write.
func TestTransactionsAreAlone(t *testing.T) {
	const writers = 24
	databasetest.Each(t, func(t *testing.T, url string) {
		replicas := []*database.DB{
			databasetest.Open(t, url, "notes", migrations(t)), databasetest.Open(t, url, "notes", migrations(t)),
		}
		var group sync.WaitGroup
		for i := range writers {
			group.Go(func() {
				if err := note(t.Context(), replicas[i%2], fmt.Sprint(i)); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if n := count(t, replicas[0]); n != writers {
			t.Errorf("%d notes of %d", n, writers)
		}
	})
}

func TestFailedTransactionsLeaveNothing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url, "notes", migrations(t))
		mind := errors.New("changed my mind")
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, `INSERT INTO notes (number, text) VALUES ($1, $2)`, 1, "draft"); err != nil {
				return err
			}
			return mind
		})
		if !errors.Is(err, mind) || count(t, db) != 0 {
			t.Errorf("%d notes after %v", count(t, db), err)
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := note(ended, db, "late"); !errors.Is(err, context.Canceled) {
			t.Errorf("after the end: %v", err)
		}
	})
}

// TestReplicasStartTogether has several make and migrate the same database.
func TestReplicasStartTogether(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		if strings.HasPrefix(url, "sqlite:") {
			t.Skip("a file is one replica's")
		}
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				db, err := database.Open(t.Context(), url, "notes", migrations(t))
				if err != nil {
					t.Error(err)
					return
				}
				db.Close()
			})
		}
		group.Wait()
	})
}

// TestServicesShareADatabase gives two services the same URL.
func TestServicesShareADatabase(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		if strings.HasPrefix(url, "sqlite:") {
			t.Skip("a file is one service's")
		}
		one, other := databasetest.Open(t, url, "one", migrations(t)), databasetest.Open(t, url, "other", migrations(t))
		if err := note(t.Context(), one, "mine"); err != nil {
			t.Fatal(err)
		}
		if count(t, one) != 1 || count(t, other) != 0 {
			t.Errorf("%d and %d notes", count(t, one), count(t, other))
		}
	})
}

func TestStatementsAreSpansWithoutArguments(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	before := otel.GetTracerProvider()
	otel.SetTracerProvider(sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)))
	t.Cleanup(func() { otel.SetTracerProvider(before) })
	databasetest.Each(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url, "notes", migrations(t))
		count(t, db)
		spans.Reset() // of a poll, which belongs to no trace
		ctx, span := otel.Tracer("test").Start(t.Context(), "request")
		if err := note(ctx, db, "my secret"); err != nil {
			t.Fatal(err)
		}
		span.End()
		inserts := 0
		for _, s := range spans.Ended() {
			text := fmt.Sprint(s.Name(), s.Attributes(), s.Events())
			if strings.Contains(text, "secret") {
				t.Errorf("an argument in span %s", text)
			}
			if strings.Contains(text, "INSERT INTO notes") {
				inserts++
			}
			if s.SpanContext().TraceID() != span.SpanContext().TraceID() {
				t.Errorf("span %s of another trace", s.Name())
			}
		}
		if inserts != 1 {
			t.Errorf("%d spans of one statement", inserts)
		}
	})
}

func TestOtherDatabasesAreRefused(t *testing.T) {
	for _, url := range []string{"", "sqlite:", "sqlite::memory:", "notes.db", "mysql://x", "postgres://u:hunter2@host:port/x"} {
		_, err := database.Open(t.Context(), url, "notes", migrations(t))
		if !errors.Is(err, database.ErrURL) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", url, err)
		}
	}
	_, err := database.Open(t.Context(), "postgres://u:hunter2@127.0.0.1:1/x", "notes", migrations(t))
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("no server: %v", err)
	}
}

func TestConfig(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	db, err := database.Config{}.Open(t.Context(), "notes", migrations(t))
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	bad := database.Config{URL: "sqlite:" + filepath.Join(t.TempDir(), "no", "such", "dir.db")}
	if _, err := bad.Open(t.Context(), "notes", migrations(t)); err == nil || !strings.Contains(err.Error(), "DATABASE_URL") {
		t.Errorf("error %v", err)
	}
}
