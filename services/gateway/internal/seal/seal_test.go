package seal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSealAndOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "seal.key")
	box, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key file %v, %v", info, err)
	}
	plain := []byte("secret")
	sealed := box.Seal(plain, "job")
	if bytes.Contains(sealed, plain) || bytes.Equal(sealed, box.Seal(plain, "job")) {
		t.Error("sealed text shows something")
	}
	again, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Open(sealed, "job"); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("opened %q, %v", got, err)
	}
	sealed[len(sealed)-1] ^= 1
	for name, open := range map[string]func() ([]byte, error){
		"damaged":     func() ([]byte, error) { return again.Open(sealed, "job") },
		"other label": func() ([]byte, error) { return again.Open(box.Seal(plain, "job"), "answer") },
		"nothing":     func() ([]byte, error) { return again.Open(nil, "job") },
	} {
		if _, err := open(); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBadKeys(t *testing.T) {
	for _, key := range []string{"", "zz", strings.Repeat("0", 62), strings.Repeat("0", 66)} {
		if _, err := New(key); err == nil {
			t.Errorf("%q accepted", key)
		}
	}
}
