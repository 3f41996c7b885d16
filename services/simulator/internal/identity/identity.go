// Package identity is the simulated application: its id and its signing key,
// which are throw-away and never those of a real one.
package identity

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Identity signs as one simulated application.
type Identity struct {
	// ApplicationID is the snowflake of the application.
	ApplicationID string
	key           ed25519.PrivateKey
}

// Load reads the key file, and creates it when it is missing.
func Load(path, applicationID string) (Identity, error) {
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
	return Identity{ApplicationID: applicationID, key: ed25519.NewKeyFromSeed(seed)}, nil
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

// Sign signs a body the way Discord does: the time in seconds, then the bytes.
func (i Identity) Sign(at time.Time, body []byte) (signature, timestamp string) {
	timestamp = strconv.FormatInt(at.Unix(), 10)
	return hex.EncodeToString(ed25519.Sign(i.key, append([]byte(timestamp), body...))), timestamp
}
