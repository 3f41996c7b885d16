package rules

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// decode reads exactly one JSON value and keeps numbers as written. Unlike
// encoding/json it takes neither invalid UTF-8, nor half a surrogate pair, nor
// a key twice.
func decode(body []byte) (any, error) {
	if !utf8.Valid(body) {
		return nil, errors.New("is not valid UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, errors.New("is not JSON")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("is more than one JSON value")
	}
	if loneSurrogate(body) {
		return nil, errors.New("holds half a surrogate pair")
	}
	if key, twice := repeatedKey(body); twice {
		return nil, fmt.Errorf("has the key %.50q twice in one object", key)
	}
	return value, nil
}

// loneSurrogate looks for \uD800 to \uDFFF outside a pair in valid JSON.
func loneSurrogate(body []byte) bool {
	high := false // whether the last thing read was a first half
	for i := 0; i < len(body); i++ {
		unit := -1
		switch {
		case body[i] != '\\':
		case body[i+1] == 'u':
			unit = int(hex(body[i+2]))<<12 | int(hex(body[i+3]))<<8
			i += 5
		default:
			i++
		}
		isLow := unit >= 0xDC00 && unit < 0xE000
		if high != isLow {
			return true
		}
		high = unit >= 0xD800 && unit < 0xDC00
	}
	return false
}

func hex(digit byte) byte {
	switch {
	case digit <= '9':
		return digit - '0'
	default:
		return digit&^0x20 - 'A' + 10
	}
}

// scope is one open object or list while keys are walked.
type scope struct {
	keys    map[string]bool // nil for a list
	wantKey bool            // whether the next token is a key
}

// repeated takes the next token in the scope and reports whether it is a key
// that stood there before.
func (s *scope) repeated(token json.Token) bool {
	if s.keys == nil {
		return false
	}
	key, _ := token.(string)
	twice := s.wantKey && s.keys[key]
	if s.wantKey {
		s.keys[key] = true
	}
	s.wantKey = !s.wantKey
	return twice
}

// repeatedKey finds a key that stands twice in one object of valid JSON.
func repeatedKey(body []byte) (string, bool) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	scopes := []*scope{{}}
	for {
		token, err := decoder.Token()
		if err != nil {
			return "", false
		}
		if token == json.Delim('}') || token == json.Delim(']') {
			scopes = scopes[:len(scopes)-1]
			continue
		}
		if scopes[len(scopes)-1].repeated(token) {
			return token.(string), true
		}
		switch token {
		case json.Delim('{'):
			scopes = append(scopes, &scope{map[string]bool{}, true})
		case json.Delim('['):
			scopes = append(scopes, &scope{})
		}
	}
}
