package channel

import (
	"encoding/json"

	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// apply makes the message look like the draft. Parts the draft does not name
// stay as they are.
func (c *Channel) apply(m *Message, d Draft) {
	if content, ok := d.Fields["content"]; ok {
		m.Content, _ = content.(string)
	}
	m.Attachments = c.attachments(m, d)
	urls := map[string]string{}
	for _, a := range m.Attachments {
		urls[a.Filename] = a.URL
	}
	if embeds, ok := d.Fields["embeds"]; ok {
		m.Embeds = objects(embeds, urls)
	}
	if components, ok := d.Fields["components"]; ok {
		m.Components = objects(components, urls)
	}
	m.V2 = m.V2 || rules.Flags(d.Fields)&rules.ComponentsV2 != 0
	m.Violations = append(m.Violations, d.Violations...)
}

// attachments keeps the listed files, old and new. Without a list the old ones
// stay; new ones are attached even when they are not listed.
func (c *Channel) attachments(m *Message, d Draft) []Attachment {
	listed, isList := d.Fields["attachments"].([]any)
	entries := map[string]map[string]any{}
	for _, item := range listed {
		entries[rules.AttachmentID(item)], _ = item.(map[string]any)
	}
	kept := []Attachment{}
	for _, old := range m.Attachments {
		if _, ok := entries[old.ID]; ok || !isList {
			kept = append(kept, old)
		}
	}
	for _, upload := range d.Uploads {
		kept = append(kept, c.attach(m.ID, upload, entries[upload.Index]))
	}
	return kept
}

func (c *Channel) attach(message string, upload Upload, entry map[string]any) Attachment {
	name := upload.Filename
	if declared, _ := entry["filename"].(string); declared != "" {
		name = declared
	}
	a := Attachment{
		ID: c.ids.Next(c.now()), Filename: rules.Filename(name), ContentType: upload.ContentType,
		Size: len(upload.Data), Width: upload.Width, Height: upload.Height, data: upload.Data,
	}
	a.Description, _ = entry["description"].(string)
	// The id keeps a browser from showing the picture before the last change.
	a.URL = "/attachments/" + message + "/" + a.Filename + "?id=" + a.ID
	return a
}

// objects copies a list of JSON objects, so that the message shares nothing
// with the draft, and turns attachment:// URLs anywhere below into real ones.
func objects(value any, urls map[string]string) []map[string]any {
	var copied []map[string]any
	encoded, err := json.Marshal(value)
	if err != nil || json.Unmarshal(encoded, &copied) != nil || copied == nil {
		return []map[string]any{}
	}
	for _, item := range copied {
		resolve(item, urls)
	}
	return copied
}

func resolve(value any, urls map[string]string) {
	switch v := value.(type) {
	case map[string]any:
		for key, inside := range v {
			address, _ := inside.(string)
			if name := rules.Reference(address); name != "" && urls[name] != "" {
				v[key] = urls[name]
				continue
			}
			resolve(inside, urls)
		}
	case []any:
		for _, item := range v {
			resolve(item, urls)
		}
	}
}
