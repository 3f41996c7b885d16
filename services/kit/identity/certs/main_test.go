package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/kit/identity"
)

func TestEveryServiceHasACertificate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "certs")
	for range 2 { // again over the first
		if err := run(options{Dir: dir, Life: time.Hour, Hosts: []string{"localhost", "::1"}, Services: []string{"gateway", "admin"}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, service := range []string{"gateway", "admin"} {
		key := filepath.Join(dir, service+".key")
		if _, err := identity.Open(identity.Files{Cert: filepath.Join(dir, service+".crt"), Key: key, CA: filepath.Join(dir, "ca.crt")}); err != nil {
			t.Error(err)
		}
		if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", key, info.Mode(), err)
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 5 {
		t.Errorf("%d files, %v", len(files), err)
	}
}
