package catalogue

import (
	"os"
	"path/filepath"
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

// TestServicesReadTheirParameters looks for each name in the program of the
// service that is said to read it.
func TestServicesReadTheirParameters(t *testing.T) {
	for _, p := range All() {
		if (p.ReadBy == "") == (p.Group == "mesh") {
			t.Errorf("%s of group %s is read by %q", p.Name, p.Group, p.ReadBy)
		}
		if p.ReadBy == "" {
			continue
		}
		files, err := filepath.Glob("../../../" + p.ReadBy + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			found = found || !strings.HasSuffix(file, "_test.go") && strings.Contains(string(text), `"`+p.Name+`"`)
		}
		if !found {
			t.Errorf("%s does not read %s", p.ReadBy, p.Name)
		}
	}
}
