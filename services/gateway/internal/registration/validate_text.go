package registration

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// namePattern is what slash commands and their options may be called.
var namePattern = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// locales are the languages Discord speaks.
var locales = strings.Fields("bg cs da de el en-GB en-US es-419 es-ES fi fr hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE th tr uk vi zh-CN zh-TW")

func (c *checker) name(path, what, text string) {
	switch {
	case !namePattern.MatchString(text):
		c.add(path, "%s is 1 to %d letters, digits, hyphens, underscores or apostrophes", what, maxName)
	case strings.ToLower(text) != text:
		c.add(path, "%s must be in lower case", what)
	}
}

func (c *checker) description(path, what, text string) { c.text(path, what, text, maxDescription) }

// text checks that there is a text of at most so many characters.
func (c *checker) text(path, what, text string, most int) {
	switch n := characters(text); {
	case !utf8.ValidString(text):
		c.add(path, "%s is no valid UTF-8", what)
	case n == 0:
		c.add(path, "%s is empty", what)
	case n > most:
		c.add(path, "%s has %d characters; at most %d", what, n, most)
	}
}

// localised checks each text with the check of the unlocalised one.
func (c *checker) localised(path, what string, texts map[string]string, check func(path, what, text string)) {
	for _, locale := range slices.Sorted(maps.Keys(texts)) {
		if !slices.Contains(locales, locale) {
			c.add(path, "%s in %s: Discord has no such language", what, locale)
		}
		check(path, what+" in "+locale, texts[locale])
	}
}

// size is the length that counts against the total: the longest translation.
func size(text string, translations map[string]string) int {
	most := characters(text)
	for _, translation := range translations {
		most = max(most, characters(translation))
	}
	return most
}

// characters counts UTF-16 units: never fewer than any other way to count.
func characters(text string) int { return len(utf16.Encode([]rune(text))) }
