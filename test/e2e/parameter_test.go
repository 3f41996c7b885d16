package e2e

import (
	"bytes"
	"database/sql"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// TestServicesFollowParameters changes a parameter where it is stored and wants
// the next charts to look different, without a restart.
func TestServicesFollowParameters(t *testing.T) {
	before := chartOf(t, "/chart GOOG 1Y")
	setParameter(t, "CHART_THEME", "contrast")
	defer setParameter(t, "CHART_THEME", "dark")
	for range 50 {
		if !bytes.Equal(chartOf(t, "/chart GOOG 1Y"), before) {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Error("charts never took the new theme")
}

func chartOf(t *testing.T, text string) []byte {
	t.Helper()
	m := final(t, send(t, text))
	status, body := get(t, running.Addresses().Simulator, m.Attachments[0].URL)
	if status != http.StatusOK || !strings.HasPrefix(body, "\x89PNG") {
		t.Fatalf("%s: status %d", m.Attachments[0].URL, status)
	}
	return []byte(body)
}

func setParameter(t *testing.T, name, value string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(running.dir, "state", "admin.db")+"?_pragma=busy_timeout(3000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{
		`INSERT INTO revisions SELECT MAX(revision) + 1, 0, 'test' FROM revisions`,
		`UPDATE parameters SET value = '` + value + `', revision = (SELECT MAX(revision) FROM revisions) WHERE name = '` + name + `'`,
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}
