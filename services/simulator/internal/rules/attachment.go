package rules

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

var unsafe = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

// Filename is the name Discord gives a file sent under the name: only letters
// without accents, digits, '_', '.' and '-', and neither '_' nor '.' in
// front.
func Filename(sent string) string {
	sent = sent[strings.LastIndexAny(sent, `/\`)+1:]
	name := strings.TrimLeft(unsafe.ReplaceAllString(strings.ReplaceAll(sent, " ", "_"), ""), "_.")
	if name == "" {
		return "unknown"
	}
	return name
}

func attachment(c *checker, path string, value any) {
	shape{
		keys: map[string]check{
			"id": attachmentID, "filename": text(1, 1024), "description": text(0, 1024),
			"title": text(0, 1024), "is_spoiler": boolean,
			// What Discord itself puts into a message may come back unchanged.
			"url": anything, "proxy_url": anything, "size": anything, "width": anything, "height": anything,
			"content_type": anything, "ephemeral": anything, "flags": anything,
		},
		required: []string{"id"},
	}.walk(c, path, value)
}

func attachmentID(c *checker, path string, value any) {
	if _, ok := whole(value); ok {
		return
	}
	snowflake(c, path, value)
}

// AttachmentID is the id of an entry of attachments, written as text.
func AttachmentID(entry any) string {
	fields, _ := entry.(map[string]any)
	if n, ok := whole(fields["id"]); ok {
		return itoa(n)
	}
	id, _ := fields["id"].(string)
	return id
}

// files checks that the listed attachments exist, and that whatever the
// message shows is attached.
func (c *checker) files(path string, fields map[string]any, in Context) {
	names := c.attached(join(path, "attachments"), fields, in)
	embeds, _ := fields["embeds"].([]any)
	for i, e := range embeds {
		c.references(at(join(path, "embeds"), i), e, names)
	}
	c.references(join(path, "components"), fields["components"], names)
}

// attached returns the names of the files the message will have.
func (c *checker) attached(path string, fields map[string]any, in Context) map[string]bool {
	names := map[string]bool{}
	for _, name := range in.Uploads {
		names[Filename(name)] = true
	}
	listed, isList := fields["attachments"].([]any)
	if !isList {
		for _, name := range in.Kept {
			names[name] = true
		}
		return names
	}
	ids := map[string]bool{}
	for i, item := range listed {
		id := AttachmentID(item)
		entry, _ := item.(map[string]any)
		if ids[id] {
			c.refuse(join(at(path, i), "id"), CodeFile, "is listed twice")
		}
		ids[id] = true
		c.entry(at(path, i), id, entry, names, in)
	}
	for _, n := range slices.Sorted(maps.Keys(in.Uploads)) {
		if !ids[n] {
			c.refuse(path, CodeFile, "does not list files[%s], which was sent", n)
		}
	}
	return names
}

// entry is one listed file, uploaded or kept; it changes names to what it says.
func (c *checker) entry(path, id string, entry map[string]any, names map[string]bool, in Context) {
	declared := textIn(entry, "filename")
	upload, uploaded := in.Uploads[id]
	kept, old := in.Kept[id]
	switch {
	case uploaded:
		if declared == "" {
			declared = upload
		} else {
			delete(names, Filename(upload))
		}
		names[Filename(declared)] = true
		if given := Filename(declared); given != declared {
			c.note(join(path, "filename"), CodeFile, "is not what Discord calls the file: it makes it "+given)
		}
	case old:
		names[kept] = true
	default:
		c.refuse(join(path, "id"), CodeFile, "is %q, but neither files[%s] was sent nor has the message such a file", id, id)
	}
}

// references looks for attachment:// anywhere below the value.
func (c *checker) references(path string, value any, names map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		for _, key := range sortedKeys(v) {
			c.references(join(path, key), v[key], names)
		}
	case []any:
		for i, item := range v {
			c.references(at(path, i), item, names)
		}
	case string:
		if !strings.HasSuffix(path, "url") || !strings.HasPrefix(v, "attachment://") {
			return
		}
		if name := Reference(v); !names[name] {
			c.refuse(path, CodeFile, "shows %q, but no such file is attached", name)
		}
	}
}

// Reference is the name of the file an attachment:// URL shows; empty for any
// other URL.
func Reference(address string) string {
	name, ok := strings.CutPrefix(address, "attachment://")
	if !ok {
		return ""
	}
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	return Filename(name)
}
