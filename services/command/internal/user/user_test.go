package user

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for text, good := range map[string]bool{
		"1": true, "80351110224678912": true, "team/U-1:é": false, strings.Repeat("x", 64): true, strings.Repeat("x", 65): false,
		"": false, "a b": false, "a\x00": false, "a\n": false, "\xff": false,
	} {
		id, err := Parse(text)
		if good != (err == nil) || good && string(id) != text {
			t.Errorf("Parse(%q) = %q, %v", text, id, err)
		}
	}
}
