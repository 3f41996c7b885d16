// Package user names the people things are kept for.
package user

import (
	"errors"
	"regexp"
)

// ID names a user, in any way the caller likes. The zero value is nobody.
type ID string

var pattern = regexp.MustCompile(`^[!-~]{1,64}$`)

// ErrInvalid is returned for text that cannot name a user.
var ErrInvalid = errors.New("a user is named by 1 to 64 characters of visible ASCII")

// Parse reads the name of a user.
func Parse(text string) (ID, error) {
	if !pattern.MatchString(text) {
		return "", ErrInvalid
	}
	return ID(text), nil
}
