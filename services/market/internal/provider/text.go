package provider

import (
	"html"
	"net/url"
	"strings"
	"unicode"
)

// maxHeadline is the longest headline, in characters.
const maxHeadline = 300

// OneLine makes a headline of a text from outside: entities written out, no
// control characters, one line of at most 300 characters.
func OneLine(text string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsGraphic(r):
			return -1
		default:
			return r
		}
	}, html.UnescapeString(text))
	line := []rune(strings.Join(strings.Fields(clean), " "))
	if len(line) > maxHeadline {
		line = append(line[:maxHeadline-1], '…')
	}
	return string(line)
}

// WebAddress is the address of a page, or nothing when it is none.
func WebAddress(text string) string {
	address, err := url.Parse(text)
	if err != nil || address.Host == "" || address.Scheme != "https" && address.Scheme != "http" {
		return ""
	}
	return address.String()
}
