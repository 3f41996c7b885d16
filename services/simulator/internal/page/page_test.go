package page

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

// What would need a looser policy, or would write text as markup.
var forbidden = regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|style="|onclick=|<style|<script>`)

// The only addresses of other hosts are the name of the SVG language.
var elsewhere = regexp.MustCompile(`(src|href|url\(|import|from)\s*[=(]?\s*["']?(https?:)?//`)

func TestFilesNeedNothingFromOutside(t *testing.T) {
	count := 0
	err := fs.WalkDir(files, "static", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		count++
		raw, err := fs.ReadFile(files, path)
		if found := forbidden.Find(raw); found != nil {
			t.Errorf("%s uses %s", path, found)
		}
		if found := elsewhere.Find(raw); found != nil {
			t.Errorf("%s loads from elsewhere: %s", path, found)
		}
		return err
	})
	if err != nil || count < 5 {
		t.Fatalf("%d files, %v", count, err)
	}
}

func TestPageSaysWhatItIs(t *testing.T) {
	raw, err := fs.ReadFile(files, "static/index.html")
	if err != nil || !strings.Contains(string(raw), "This is a simulator, not Discord.") {
		t.Errorf("no plain word on the page, %v", err)
	}
}
