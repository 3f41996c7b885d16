package usage

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Secret is the key of one day's marks. Without it nobody can tell whose they
// are, not even by trying every id there is.
type Secret []byte

// NewSecret makes one nobody can guess.
func NewSecret() Secret {
	secret := make(Secret, sha256.Size)
	rand.Read(secret) // never fails
	return secret
}

// ParseSecret reads what Text wrote.
func ParseSecret(text string) (Secret, error) {
	secret, err := hex.DecodeString(text)
	if err != nil || len(secret) != sha256.Size {
		return nil, fmt.Errorf("a secret has %d hexadecimal digits", 2*sha256.Size)
	}
	return secret, nil
}

// Text is the secret as it is kept.
func (s Secret) Text() string { return hex.EncodeToString(s) }

// Mark tells users of the secret's day apart.
func (s Secret) Mark(userID string) string {
	mac := hmac.New(sha256.New, s)
	mac.Write([]byte(userID))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
