// Package seal keeps what waits in the queue unreadable outside the gateway.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// keySize is that of AES-256.
const keySize = 32

// ErrBroken is returned for data this key did not seal.
var ErrBroken = errors.New("sealed with another key, or damaged")

// Box seals and opens with one key (AES-256-GCM).
type Box struct{ aead cipher.AEAD }

// New makes a box from 64 hex characters.
func New(hexKey string) (*Box, error) {
	key, err := hex.DecodeString(strings.TrimSpace(hexKey))
	if err != nil || len(key) != keySize {
		return nil, fmt.Errorf("a sealing key is %d hex characters", 2*keySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("make cipher mode: %w", err)
	}
	return &Box{aead: aead}, nil
}

// Load makes a box from a key file and creates the file when it is missing, so
// that jobs survive a restart.
func Load(path string) (*Box, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		text, err = create(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read sealing key: %w", err)
	}
	return New(string(text))
}

func create(path string) ([]byte, error) {
	key := make([]byte, keySize)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	text := []byte(hex.EncodeToString(key))
	return text, os.WriteFile(path, text, 0o600)
}

// Seal encrypts plain. The label is not secret and must be the same to open.
func (b *Box) Seal(plain []byte, label string) []byte {
	return b.aead.Seal(nil, nil, plain, []byte(label))
}

// Open decrypts what Seal made; its error is ErrBroken.
func (b *Box) Open(sealed []byte, label string) ([]byte, error) {
	plain, err := b.aead.Open(nil, nil, sealed, []byte(label))
	if err != nil {
		return nil, ErrBroken
	}
	return plain, nil
}
