// Package identity is the signing key of the simulated application. It is a
// throw-away key and never one of Discord's.
package identity

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Identity signs interactions.
type Identity struct{ key ed25519.PrivateKey }

// Load reads the key file, the seed as hex, and makes it when it is missing.
func Load(path string) (Identity, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		text, err = create(path)
	}
	if err != nil {
		return Identity{}, fmt.Errorf("read signing key: %w", err)
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return Identity{}, fmt.Errorf("%s holds no key; delete it and a new one is made", path)
	}
	return Identity{key: ed25519.NewKeyFromSeed(seed)}, nil
}

func create(path string) ([]byte, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := rand.Read(seed); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	text := []byte(hex.EncodeToString(seed))
	return text, os.WriteFile(path, text, 0o600)
}

// PublicKey is the hex key a gateway verifies with.
func (i Identity) PublicKey() string {
	public, _ := i.key.Public().(ed25519.PublicKey)
	return hex.EncodeToString(public)
}

// Sign signs a body as Discord does: the timestamp header, then the bytes.
func (i Identity) Sign(timestamp string, body []byte) string {
	return hex.EncodeToString(ed25519.Sign(i.key, append([]byte(timestamp), body...)))
}
