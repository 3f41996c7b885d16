package catalogue

import (
	"os"
	"strings"
	"testing"
)

// TestDocumentationIsCurrent fails when "admin parameters" would print another
// table than the one that stands in the documentation.
func TestDocumentationIsCurrent(t *testing.T) {
	text, err := os.ReadFile("../../../../docs/admin.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "\n\n"+Table()+"\n") {
		t.Error("docs/admin.md has another table; put in what this prints: go run ./services/admin parameters")
	}
}
