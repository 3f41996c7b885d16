package store_test

import (
	"fmt"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

func TestEmptyStore(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := store.New(databasetest.Open(t, url, "admin", store.Migrations))
		revision, err := s.Revision(t.Context())
		if err != nil || revision != 0 {
			t.Errorf("revision %d, %v", revision, err)
		}
		if rows, err := s.Rows(t.Context()); err != nil || len(rows) != 0 {
			t.Errorf("rows %v, %v", rows, err)
		}
	})
}

// TestWritersOnTwoReplicas has every write become a revision of its own.
func TestWritersOnTwoReplicas(t *testing.T) {
	const writes = 16
	databasetest.Each(t, func(t *testing.T, url string) {
		replicas := []*store.Store{
			store.New(databasetest.Open(t, url, "admin", store.Migrations)),
			store.New(databasetest.Open(t, url, "admin", store.Migrations)),
		}
		var revisions sync.Map
		var group sync.WaitGroup
		for i := range writes {
			group.Go(func() {
				revision, err := replicas[i%2].Write(t.Context(), map[string]string{"SHARED": "1", fmt.Sprint("OWN_", i): "1"}, "test")
				if err != nil {
					t.Error(err)
				}
				if _, taken := revisions.LoadOrStore(revision, i); taken {
					t.Errorf("revision %d twice", revision)
				}
			})
		}
		group.Wait()
		rows, err := replicas[0].Rows(t.Context())
		if err != nil || len(rows) != writes+1 {
			t.Errorf("%d rows, %v", len(rows), err)
		}
		if newest, err := replicas[1].Revision(t.Context()); err != nil || newest != writes {
			t.Errorf("revision %d, %v", newest, err)
		}
	})
}
