package rules

import (
	"encoding/json"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// check looks at one value and reports what is wrong with it.
type check func(c *checker, path string, value any)

// length counts as Discord's clients do: UTF-16 units, after trimming.
func length(text string) int { return len(utf16.Encode([]rune(strings.TrimSpace(text)))) }

func text(least, most int) check {
	return func(c *checker, path string, value any) {
		s, ok := value.(string)
		switch n := length(s); {
		case !ok:
			c.refuse(path, CodeType, "must be text")
		case n > most:
			c.refuse(path, CodeMaxLength, "is %d characters long; %d are allowed", n, most)
		case n < least:
			c.refuse(path, CodeRequired, "is empty; %d characters are the least", least)
		}
	}
}

func integer(least, most int64) check {
	return func(c *checker, path string, value any) {
		n, ok := whole(value)
		switch {
		case !ok:
			c.refuse(path, CodeInteger, "must be a whole number, not written as text")
		case n < least || n > most:
			c.refuse(path, CodeRange, "is %d; it may be %d to %d", n, least, most)
		}
	}
}

// whole reads a JSON number without a fraction.
func whole(value any) (int64, bool) {
	number, ok := value.(json.Number)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(number.String(), 10, 64)
	if err == nil {
		return n, true
	}
	f, err := number.Float64()
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return 0, false
	}
	return int64(f), true
}

func boolean(c *checker, path string, value any) {
	if _, ok := value.(bool); !ok {
		c.refuse(path, CodeType, "must be true or false")
	}
}

func anything(*checker, string, any) {}

func snowflake(c *checker, path string, value any) {
	s, ok := value.(string)
	if _, err := strconv.ParseUint(s, 10, 64); !ok || err != nil {
		c.refuse(path, CodeSnowflake, "must be a snowflake written as text")
	}
}

func timestamp(c *checker, path string, value any) {
	s, ok := value.(string)
	if _, err := time.Parse(time.RFC3339, s); !ok || err != nil {
		c.refuse(path, CodeType, "must be an ISO 8601 time")
	}
}

// link accepts absolute URLs with one of the schemes.
func link(most int, schemes ...string) check {
	return func(c *checker, path string, value any) {
		s, ok := value.(string)
		parsed, err := url.Parse(s)
		switch {
		case !ok || err != nil || !slices.Contains(schemes, parsed.Scheme) || parsed.Host == "":
			c.refuse(path, CodeURL, "must be a URL that begins with %s://", strings.Join(schemes, ":// or "))
		case length(s) > most:
			c.refuse(path, CodeMaxLength, "is %d characters long; %d are allowed", length(s), most)
		}
	}
}

func list(least, most int, element check) check {
	return func(c *checker, path string, value any) {
		items, ok := value.([]any)
		if !ok {
			c.refuse(path, CodeType, "must be a list")
			return
		}
		if len(items) < least || len(items) > most {
			c.refuse(path, CodeLength, "has %d entries; it may have %d to %d", len(items), least, most)
		}
		for i, item := range items {
			element(c, at(path, i), item)
		}
	}
}
