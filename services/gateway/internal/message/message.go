// Package message builds what Discord is sent: callbacks and message edits,
// in Discord's own JSON.
package message

import (
	"cmp"
	"slices"
	"strings"
)

// Colours of embeds, as the old bot used them.
const (
	Bullish = 0x2ECC71
	Bearish = 0xE74C3C
	Neutral = 0x3498DB
	Grey    = 0x95A5A6
)

// Message is one message as a handler means it. Slices that are nil are sent
// as empty lists, so that an edit removes what was there before.
type Message struct {
	Content string
	Embeds  []Embed
	Rows    []Row
	// File is the one picture of the message; embeds show it by ImageOf.
	File *File
}

// File is a picture to upload with a message. Make one with NewFile.
type File struct {
	// Name is made of a-z, 0-9 and '-' with a ".png" ending; Discord renames
	// anything else, and embeds lose the picture.
	Name string
	// Alt describes the picture, at most 1024 characters.
	Alt string
	// Data is the content.
	Data []byte
}

// NewFile makes a PNG file; the words of its name are joined by dashes.
func NewFile(alt string, data []byte, words ...string) *File {
	name := strings.Map(func(r rune) rune {
		if (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') {
			return r
		}
		return '-'
	}, strings.ToLower(strings.Join(words, "-")))
	return &File{Name: cmp.Or(strings.Trim(name, "-"), "picture") + ".png", Alt: alt, Data: data}
}

// WithoutFile is the message without its picture, which it says.
func (m Message) WithoutFile() Message {
	m.File = nil
	m.Embeds = slices.Clone(m.Embeds)
	for i := range m.Embeds {
		if m.Embeds[i].Image != nil {
			m.Embeds[i].Image = nil
			m.Embeds[i].Description += "\n-# The picture could not be attached."
		}
	}
	return m
}

// Embed is a framed part of a message.
type Embed struct {
	Title       string  `json:"title,omitempty"`
	Description string  `json:"description,omitempty"`
	Color       int     `json:"color"`
	Fields      []Field `json:"fields,omitempty"`
	Image       *Image  `json:"image,omitempty"`
	Footer      *Footer `json:"footer,omitempty"`
	// Timestamp is RFC 3339.
	Timestamp string `json:"timestamp,omitempty"`
}

// Field is one named value of an embed.
type Field struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline"`
}

// Image points at a picture.
type Image struct {
	URL string `json:"url"`
}

// ImageOf shows an uploaded file inside an embed.
func ImageOf(f *File) *Image { return &Image{URL: "attachment://" + f.Name} }

// Footer is the small print of an embed.
type Footer struct {
	Text string `json:"text"`
}
