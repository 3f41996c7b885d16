package message

import (
	"strings"
	"unicode/utf16"

	"github.com/rivo/uniseg"
)

// Discord's limits, in characters. They are counted in UTF-16 units here, of
// which a text has at least as many as of anything Discord may count.
const (
	maxContent     = 2000
	maxEmbeds      = 10
	maxEmbedText   = 6000 // over all embeds of a message
	maxTitle       = 256
	maxDescription = 4096
	maxFields      = 25
	maxFieldName   = 256
	maxFieldValue  = 1024
	maxFooter      = 2048
	maxAlt         = 1024
	maxRows        = 5
	maxButtons     = 5
	maxButtonLabel = 80
	maxOptions     = 25
	maxSelectHint  = 150
	maxChoiceText  = 100
	maxModalText   = 45
	maxHint        = 100
)

const (
	ellipsis  = "…"
	codeFence = "```"
	// blank stands in for a text that may not be empty.
	blank = "\u200b"
)

// units counts UTF-16 units.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// cut shortens a text to a limit, between characters as people see them, and
// closes a code block it cut open. White space around goes, as at Discord.
func cut(text string, limit int) string {
	text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	if units(text) <= limit {
		return text
	}
	if limit < units(ellipsis) {
		return ""
	}
	short := head(text, limit-units(ellipsis)) + ellipsis
	if strings.Count(short, codeFence)%2 == 0 {
		return short
	}
	closing := ellipsis + "\n" + codeFence
	if limit < units(closing) {
		return ""
	}
	short = head(text, limit-units(closing))
	if strings.Count(short, codeFence)%2 == 0 { // the fence itself was cut off
		return short + ellipsis
	}
	return short + closing
}

// head is the longest start of whole characters within a limit.
func head(text string, limit int) string {
	end, used := 0, 0
	for clusters := uniseg.NewGraphemes(text); clusters.Next(); {
		if used += units(clusters.Str()); used > limit {
			break
		}
		_, end = clusters.Positions()
	}
	return text[:end]
}

// filled is a text that may not be empty.
func filled(text string) string {
	if text == "" {
		return blank
	}
	return text
}
