// Package identity holds the key that stands for Discord: requests signed
// with it are what the gateway must accept. It is made here and is never one
// of Discord's.
package identity

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Identity signs requests. Its zero value signs nothing; use Load.
type Identity struct{ key ed25519.PrivateKey }

// Load reads the Ed25519 seed, 64 hex characters, from the file. A missing
// file is made, readable by its owner only.
func Load(path string) (Identity, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = create(path); err == nil {
			text, err = os.ReadFile(path)
		}
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

// create writes beside the path and links the file into place, so that two
// processes that start together end with the same key.
func create(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".key-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }()
	seed := make([]byte, ed25519.SeedSize)
	_, _ = rand.Read(seed) // never fails
	_, err = file.WriteString(hex.EncodeToString(seed) + "\n")
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err = os.Link(file.Name(), path); errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// PublicKey is the key the gateway verifies with, 64 hex characters.
func (i Identity) PublicKey() string {
	public, _ := i.key.Public().(ed25519.PublicKey)
	return hex.EncodeToString(public)
}

// Sign returns the signature Discord sends for a body at a timestamp: over
// both with nothing between, 128 hex characters.
func (i Identity) Sign(timestamp string, body []byte) string {
	return hex.EncodeToString(ed25519.Sign(i.key, append([]byte(timestamp), body...)))
}
