package rules

import (
	"slices"
	"strings"
)

// Mode is what a message body is sent for.
type Mode int

// The modes: a new message, or the change of one.
const (
	Post Mode = iota
	Patch
)

// The flag bits a message may set.
const (
	flagSuppressEmbeds        = 1 << 2
	flagSuppressNotifications = 1 << 12
	flagVoice                 = 1 << 13
)

const (
	maxContent   = 2000
	maxTexts     = 4000
	maxReference = 100
	maxNonce     = 25
)

// Context is what a message body is checked against.
type Context struct {
	// Mode says whether the message is new.
	Mode Mode
	// Uploads are the names of the files sent along, by the n of files[n].
	Uploads map[string]string
	// Kept are the names of the files the message already has, by id.
	Kept map[string]string
	// Filled are the keys of the message that hold something already.
	Filled map[string]bool
	// V2 marks a message that has components of version 2.
	V2 bool
	// Bot marks a message posted with the bot token.
	Bot bool
	// callback marks the inline first answer, which carries no files.
	callback bool
}

// CheckMessage checks the JSON body of a webhook call and returns it decoded;
// nil when it is no object.
func CheckMessage(body []byte, in Context) (map[string]any, []Violation) {
	var c checker
	value, err := decode(body)
	if err != nil {
		c.refuse("", CodeJSON, "the body %v", err)
		return nil, c.found
	}
	return c.message("", value, in), c.found
}

func (c *checker) message(path string, value any, in Context) map[string]any {
	fields := messageShape(in).walk(c, path, value)
	if fields == nil {
		return nil
	}
	if fields["allowed_mentions"] == nil { // null is as good as absent
		c.note(join(path, "allowed_mentions"), CodeMentionsMissing, "is missing, so user mentions in the text will ping")
	}
	v2 := Flags(fields)&ComponentsV2 != 0 || in.V2
	if in.V2 && fields["flags"] != nil && Flags(fields)&ComponentsV2 == 0 {
		c.refuse(join(path, "flags"), CodeFlags, "takes away the flag of components of version 2, which stays for ever")
	}
	c.components(join(path, "components"), fields["components"], v2)
	c.embedTotal(join(path, "embeds"), fields["embeds"])
	c.files(path, fields, in)
	if v2 {
		c.legacyFields(path, fields)
	}
	if empty(fields, in, v2) {
		c.refuse(path, CodeEmpty, "Cannot send an empty message")
	}
	return fields
}

func messageShape(in Context) shape {
	allowed := int64(flagSuppressEmbeds | ComponentsV2)
	keys := map[string]check{
		"content": text(0, maxContent), "embeds": list(0, 10, embed),
		"allowed_mentions": mentions, "attachments": list(0, 10, attachment), "components": anything, "poll": anything,
	}
	switch {
	case in.callback:
		allowed |= Ephemeral | flagSuppressNotifications | flagVoice
	case in.Bot: // nobody in particular could see it
		allowed |= flagSuppressNotifications
		keys["nonce"], keys["enforce_nonce"] = uniqueText, boolean
		keys["message_reference"], keys["sticker_ids"] = anything, list(0, 3, snowflake)
	case in.Mode == Post:
		allowed |= Ephemeral | flagSuppressNotifications
	}
	if in.Mode == Post {
		keys["tts"] = boolean
	}
	keys["flags"] = flags(allowed)
	return shape{keys: keys}
}

// uniqueText is a nonce, a number or a short text.
func uniqueText(c *checker, path string, value any) {
	if _, ok := whole(value); !ok {
		text(0, maxNonce)(c, path, value)
	}
}

func flags(allowed int64) check {
	return func(c *checker, path string, value any) {
		n, ok := whole(value)
		switch {
		case !ok:
			c.refuse(path, CodeInteger, "must be a whole number")
		case n&^allowed != 0:
			c.refuse(path, CodeFlags, "sets the bits %d, which cannot be set here", n&^allowed)
		}
	}
}

// empty reports whether the message would show nothing. Of version 2 only the
// components show.
func empty(fields map[string]any, in Context, v2 bool) bool {
	shown := []string{"components", "content", "embeds", "attachments"}
	if v2 {
		shown = shown[:1]
	}
	for _, key := range shown {
		value, sent := fields[key]
		if filled(value) || (!sent && in.Mode == Patch && in.Filled[key]) {
			return false
		}
	}
	return v2 || (fields["poll"] == nil && len(in.Uploads) == 0)
}

func filled(value any) bool {
	switch v := value.(type) {
	case string:
		return strings.TrimSpace(v) != ""
	case []any:
		return len(v) > 0
	}
	return false
}

func (c *checker) legacyFields(path string, fields map[string]any) {
	for _, key := range []string{"content", "embeds", "poll"} {
		if filled(fields[key]) || (key == "poll" && fields[key] != nil) {
			c.refuse(join(path, key), CodeV2, "cannot be used with components of version 2")
		}
	}
}

func mentions(c *checker, path string, value any) {
	fields := shape{keys: map[string]check{
		"parse": list(0, 3, mentionKind), "users": list(0, maxReference, snowflake),
		"roles": list(0, maxReference, snowflake), "replied_user": boolean,
	}}.walk(c, path, value)
	parse, _ := fields["parse"].([]any)
	for _, key := range []string{"users", "roles"} {
		if filled(fields[key]) && slices.Contains(parse, any(key)) {
			c.refuse(path, CodeMentions, "parse names %s, and %s lists some: only one may", key, key)
		}
	}
}

func mentionKind(c *checker, path string, value any) {
	if s, _ := value.(string); s != "users" && s != "roles" && s != "everyone" {
		c.refuse(path, CodeChoices, "must be users, roles or everyone")
	}
}
