package store_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/admin/internal/usage"
	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

// texts are a column of a table.
func texts(t *testing.T, db *database.DB, statement string) (all []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), statement)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		all = append(all, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestUsersOnTwoReplicas has every user use two commands on both replicas at
// once; each is one user, whom nobody can find by hashing ids.
func TestUsersOnTwoReplicas(t *testing.T) {
	const users = 8
	databasetest.Each(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url, "admin", store.Migrations)
		replicas := []*store.Store{store.New(db), store.New(databasetest.Open(t, url, "admin", store.Migrations))}
		now := time.Now().UTC()
		day := now.Format(time.DateOnly)
		var group sync.WaitGroup
		for i := range 2 * users {
			group.Go(func() {
				id := fmt.Sprint(i / 2)
				if err := replicas[i%2].RecordUses(t.Context(), fmt.Sprint("batch", i), []usage.Use{
					{At: now, Command: "check", UserID: id}, {At: now, Command: "chart", UserID: id},
				}); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		for i, replica := range replicas {
			counted, err := replica.Users(t.Context(), day, day)
			if err != nil || counted[day] != users {
				t.Errorf("replica %d counts %v, %v", i, counted, err)
			}
			counts, err := replica.Usage(t.Context(), day, day)
			if err != nil || counts[usage.Key{Day: day, Command: "check"}].Users != users {
				t.Errorf("replica %d: %v, %v", i, counts, err)
			}
		}
		marks := strings.Join(texts(t, db, `SELECT mark FROM usage_marks`), " ")
		for i := range users {
			for _, plain := range []string{fmt.Sprint(i), fmt.Sprint(day, "/", i)} {
				sum := sha256.Sum256([]byte(plain))
				if strings.Contains(marks, hex.EncodeToString(sum[:16])) {
					t.Errorf("the mark of %d is its hash", i)
				}
			}
		}
	})
}

// TestUsersAreForgotten keeps counts, and no more than counts, of days that are
// over for long.
func TestUsersAreForgotten(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url, "admin", store.Migrations)
		s := store.New(db)
		now := time.Now().UTC()
		old, late, today := now.AddDate(0, 0, -9), now.AddDate(0, 0, -8), now
		for i, at := range []time.Time{old, late, today} {
			if err := s.RecordUses(t.Context(), fmt.Sprint(i), []usage.Use{
				{At: at, Command: "check", UserID: "ann"}, {At: at, Command: "chart", UserID: "ann"}, {At: at, Command: "check", UserID: "bob"},
			}); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 { // a second time changes nothing
			if err := s.ForgetUsers(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if days := texts(t, db, `SELECT day FROM usage_secrets ORDER BY day`); len(days) != 2 || days[0] != late.Format(time.DateOnly) {
			t.Errorf("secrets of %v", days)
		}
		if days := texts(t, db, `SELECT DISTINCT day FROM usage_marks ORDER BY day`); len(days) != 2 || days[0] != late.Format(time.DateOnly) {
			t.Errorf("marks of %v", days)
		}
		first, last := old.Format(time.DateOnly), today.Format(time.DateOnly)
		users, err := s.Users(t.Context(), first, last)
		if err != nil || len(users) != 3 || users[first] != 2 || users[last] != 2 {
			t.Errorf("users %v, %v", users, err)
		}
		counts, err := s.Usage(t.Context(), first, last)
		if err != nil || counts[usage.Key{Day: first, Command: "check"}].Users != 2 || counts[usage.Key{Day: first, Command: "chart"}].Users != 1 {
			t.Errorf("counts %v, %v", counts, err)
		}
	})
}

// before are the migrations there were before one.
func before(t *testing.T, name string) fs.FS {
	t.Helper()
	all, err := fs.ReadDir(store.Migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	earlier := fstest.MapFS{}
	for _, file := range all {
		if file.Name() >= name {
			break
		}
		data, err := fs.ReadFile(store.Migrations, "migrations/"+file.Name())
		if err != nil {
			t.Fatal(err)
		}
		earlier["migrations/"+file.Name()] = &fstest.MapFile{Data: data}
	}
	return earlier
}

// TestHashesOfBefore brings what was kept before up to date: the counts stay,
// the hashes go.
func TestHashesOfBefore(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url, "admin", before(t, "00006_usage_marks.sql"))
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
			for _, statement := range []string{
				`INSERT INTO usage_counts (day, command, uses, failures, defers) VALUES ('2026-11-20', 'check', 5, 0, 0), ('2026-11-20', 'chart', 1, 0, 0)`,
				`INSERT INTO usage_users (day, command, hash) VALUES ('2026-11-20', 'check', 'a'), ('2026-11-20', 'check', 'b'), ('2026-11-20', 'chart', 'a')`,
			} {
				if _, err := tx.ExecContext(ctx, statement); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		s := store.New(databasetest.Open(t, url, "admin", store.Migrations))
		users, err := s.Users(t.Context(), "2026-11-01", "2026-11-30")
		if err != nil || users["2026-11-20"] != 2 {
			t.Errorf("users %v, %v", users, err)
		}
		counts, err := s.Usage(t.Context(), "2026-11-01", "2026-11-30")
		if err != nil || counts[usage.Key{Day: "2026-11-20", Command: "check"}].Users != 2 || counts[usage.Key{Day: "2026-11-20", Command: "chart"}].Users != 1 {
			t.Errorf("counts %v, %v", counts, err)
		}
	})
}
