// Package admission lets through what Discord signed and nothing else. It
// works on the raw bytes of a request, before anything is decoded.
package admission

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// maxKeys is the most keys one application has: the current one and, while
// Discord rotates it, the next.
const maxKeys = 2

// Keys are the public keys a signature may be made with.
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
		keys[i] = raw
	}
	return keys, nil
}

// verify reports whether any key signed the message.
func (k Keys) verify(message, signature []byte) bool {
	for _, key := range k {
		if ed25519.Verify(key, message, signature) {
			return true
		}
	}
	return false
}
