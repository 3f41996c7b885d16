package rules

// maxEmbedText bounds the text of all embeds of a message together.
const maxEmbedText = 6000

// media is a picture of an embed.
func media(c *checker, path string, value any) {
	shape{
		keys:     map[string]check{"url": link(2048, "https", "http", "attachment")},
		required: []string{"url"},
	}.walk(c, path, value)
}

func embedKeys() map[string]check {
	icon := link(2048, "https", "http", "attachment")
	page := link(2048, "https", "http")
	return map[string]check{
		"type": text(0, 32), "title": text(0, 256), "description": text(0, 4096),
		"url": page, "timestamp": timestamp, "color": integer(0, 0xFFFFFF), "image": media, "thumbnail": media,
		"footer": object(shape{map[string]check{"text": text(1, 2048), "icon_url": icon}, []string{"text"}}),
		"author": object(shape{map[string]check{"name": text(1, 256), "url": page, "icon_url": icon}, []string{"name"}}),
		"fields": list(0, 25, object(shape{
			map[string]check{"name": text(1, 256), "value": text(1, 1024), "inline": boolean}, []string{"name", "value"},
		})),
	}
}

func embed(c *checker, path string, value any) {
	fields := shape{keys: embedKeys()}.walk(c, path, value)
	if fields == nil {
		return
	}
	for _, key := range []string{"title", "description", "fields"} {
		if filled(fields[key]) {
			return
		}
	}
	for _, key := range []string{"image", "thumbnail", "author", "footer"} {
		if fields[key] != nil {
			return
		}
	}
	c.refuse(join(path, "description"), CodeRequired, "is required: the embed shows nothing")
}

func (c *checker) embedTotal(path string, value any) {
	embeds, _ := value.([]any)
	total := 0
	for _, e := range embeds {
		total += embedText(e)
	}
	if total > maxEmbedText {
		c.refuse(path, CodeMaxLength, "hold %d characters together; %d are allowed", total, maxEmbedText)
	}
}

func embedText(value any) int {
	e, _ := value.(map[string]any)
	total := textOf(e["title"]) + textOf(e["description"]) +
		inner(e["footer"], "text") + inner(e["author"], "name")
	fields, _ := e["fields"].([]any)
	for _, f := range fields {
		total += inner(f, "name") + inner(f, "value")
	}
	return total
}

func textOf(value any) int {
	s, _ := value.(string)
	return length(s)
}

func inner(value any, key string) int {
	fields, _ := value.(map[string]any)
	return textOf(fields[key])
}
