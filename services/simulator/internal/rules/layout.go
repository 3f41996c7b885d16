package rules

// block is a component of version 2 at the top of a message or in a container.
func (l *layout) block(c *checker, path string, value any, kind int64) {
	switch kind {
	case typeSection:
		shape{withCommon(map[string]check{
			"components": list(1, 3, l.textDisplay), "accessory": l.accessory,
		}), []string{"components", "accessory"}}.walk(c, path, value)
	case typeTextDisplay:
		l.count--
		l.textDisplay(c, path, value)
	case typeGallery:
		item := object(shape{map[string]check{
			"media": media, "description": text(0, 1024), "spoiler": boolean,
		}, []string{"media"}})
		shape{withCommon(map[string]check{"items": list(1, 10, item)}), []string{"items"}}.walk(c, path, value)
	case typeFile:
		shape{withCommon(map[string]check{"file": media, "spoiler": boolean}), []string{"file"}}.walk(c, path, value)
	case typeSeparator:
		shape{keys: withCommon(map[string]check{"divider": boolean, "spacing": integer(1, 2)})}.walk(c, path, value)
	case typeContainer:
		shape{withCommon(map[string]check{
			"components": list(1, maxComponentsV2, l.inContainer), "accent_color": integer(0, 0xFFFFFF), "spoiler": boolean,
		}), []string{"components"}}.walk(c, path, value)
	default:
		c.refuse(join(path, "type"), CodeChoices, "is %d, which cannot stand here", kind)
	}
}

func (l *layout) inContainer(c *checker, path string, value any) {
	if kindOf(value) == typeContainer {
		c.refuse(join(path, "type"), CodeChoices, "a container holds no container")
		return
	}
	l.top(c, path, value)
}

func (l *layout) textDisplay(c *checker, path string, value any) {
	l.count++
	fields := shape{withCommon(map[string]check{"content": text(1, maxTexts)}), []string{"content"}}.walk(c, path, value)
	l.texts += textOf(fields["content"])
	if kind := kindOf(value); kind != typeTextDisplay {
		c.refuse(join(path, "type"), CodeChoices, "is %d; a text display (10) must stand here", kind)
	}
}

func (l *layout) accessory(c *checker, path string, value any) {
	l.count++
	switch kind := kindOf(value); kind {
	case typeButton:
		l.button(c, path, value)
	case typeThumbnail:
		shape{withCommon(map[string]check{
			"media": media, "description": text(0, 1024), "spoiler": boolean,
		}), []string{"media"}}.walk(c, path, value)
	default:
		c.refuse(join(path, "type"), CodeChoices, "is %d; a button (2) or a thumbnail (11) must stand here", kind)
	}
}
