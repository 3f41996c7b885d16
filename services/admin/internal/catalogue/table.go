package catalogue

import (
	"cmp"
	"fmt"
	"strings"
)

// Table lists every parameter in Markdown, for the documentation.
func Table() string {
	var text strings.Builder
	text.WriteString("| parameter | default | allowed | changed by | read by | meaning |\n|---|---|---|---|---|---|\n")
	for _, p := range All() {
		who := p.ChangedBy.String()
		if p.SecondPerson {
			who += ", and a second person"
		}
		fmt.Fprintf(&text, "| `%s` | %s | %s | %s | %s | %s |\n",
			p.Name, p.words(p.Default), p.allowed(), who, cmp.Or(p.ReadBy, "engine"), p.Description)
	}
	return text.String()
}

// words is a value for people, with its unit.
func (p Parameter) words(v Value) string {
	if p.Kind == Choice {
		return v.Word
	}
	return p.plain(v.Number)
}

func (p Parameter) allowed() string {
	switch p.Kind {
	case Choice:
		return strings.Join(p.Choices, ", ")
	case Number:
		return p.Bounds()
	default:
		return "whole, " + p.Bounds()
	}
}
