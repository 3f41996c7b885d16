package rules

import (
	"slices"
	"strings"
	"unicode"
)

// shape is what an object may hold. Keys in required must be there and not
// null; others may be left out or null.
type shape struct {
	keys     map[string]check
	required []string
}

// object makes a check of a shape.
func object(s shape) check {
	return func(c *checker, path string, value any) { s.walk(c, path, value) }
}

// walk checks an object and returns it; nil when it is none.
func (s shape) walk(c *checker, path string, value any) map[string]any {
	fields, ok := value.(map[string]any)
	if !ok {
		c.refuse(path, CodeType, "must be an object")
		return nil
	}
	for _, key := range s.required {
		if fields[key] == nil {
			c.refuse(join(path, key), CodeRequired, "is required")
		}
	}
	for _, key := range sortedKeys(fields) {
		inner, known := s.keys[key]
		switch {
		case !known && strings.ContainsFunc(key, unicode.IsUpper):
			c.refuse(join(path, key), CodeUnknown, "is written in camelCase; Discord does not know the key")
		case !known:
			c.refuse(join(path, key), CodeUnknown, "is a key Discord does not know here")
		case fields[key] != nil:
			inner(c, join(path, key), fields[key])
		}
	}
	return fields
}

func sortedKeys(fields map[string]any) []string {
	keys := make([]string, 0, len(fields))
	for key := range fields {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
