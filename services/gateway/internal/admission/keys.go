// Package admission lets through what Discord signed and nothing else. It
// works on the raw bytes of a request, before anything is decoded.
package admission

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"filippo.io/edwards25519"
)

// maxKeys is the most keys one application has: the current one and, while
// Discord rotates it, the next.
const maxKeys = 2

// Keys are the public keys of one application.
type Keys []ed25519.PublicKey

// ParseKeys reads one or two hex keys of 64 characters, separated by a comma.
func ParseKeys(text string) (Keys, error) {
	if strings.TrimSpace(text) == "" {
		return nil, errors.New("no public key; copy it from General Information in the Discord developer portal")
	}
	parts := strings.Split(text, ",")
	if len(parts) > maxKeys {
		return nil, fmt.Errorf("%d public keys; at most %d are used while a key is rotated", len(parts), maxKeys)
	}
	keys := make(Keys, len(parts))
	for i, part := range parts {
		raw, err := hex.DecodeString(strings.TrimSpace(part))
		if err != nil || len(raw) != ed25519.PublicKeySize {
			return nil, errors.New("a public key is 64 hex characters; this is something else, perhaps a bot token")
		}
		if !sound(raw) {
			return nil, errors.New("64 hex characters that are no Ed25519 public key; copy it again")
		}
		keys[i] = raw
	}
	return keys, nil
}

// sound reports whether a key can tell signatures apart: it is a point in its
// one canonical spelling, and not one of the few of small order, under which
// one signature fits many messages.
func sound(key []byte) bool {
	point, err := new(edwards25519.Point).SetBytes(key)
	if err != nil || !bytes.Equal(point.Bytes(), key) {
		return false
	}
	return new(edwards25519.Point).MultByCofactor(point).Equal(edwards25519.NewIdentityPoint()) == 0
}
