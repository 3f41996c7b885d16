package rules

import "strconv"

// The types of components, with Discord's numbers.
const (
	typeRow         = 1
	typeButton      = 2
	typeSelect      = 3
	typeTextInput   = 4
	typeLastSelect  = 8
	typeSection     = 9
	typeTextDisplay = 10
	typeThumbnail   = 11
	typeGallery     = 12
	typeFile        = 13
	typeSeparator   = 14
	typeContainer   = 17
	typeLabel       = 18
)

const (
	maxRows         = 5
	maxComponentsV2 = 40
	styleLink       = 5
	stylePremium    = 6
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// layout is what has been met while the components of one message are walked.
type layout struct {
	v2    bool
	form  bool
	count int
	texts int
	ids   map[string]bool
}

func (c *checker) components(path string, value any, v2 bool) {
	if value == nil {
		return
	}
	l := &layout{v2: v2, ids: map[string]bool{}}
	most := maxRows
	if v2 {
		most = maxComponentsV2
	}
	list(0, most, l.top)(c, path, value)
	if v2 && l.count > maxComponentsV2 {
		c.refuse(path, CodeLength, "are %d with the nested ones; %d are allowed", l.count, maxComponentsV2)
	}
	if l.texts > maxTexts {
		c.refuse(path, CodeMaxLength, "hold %d characters of text; %d are allowed", l.texts, maxTexts)
	}
}

// kindOf returns the type of a component; 0 when it has none.
func kindOf(value any) int64 {
	fields, _ := value.(map[string]any)
	number, _ := whole(fields["type"])
	return number
}

func (l *layout) top(c *checker, path string, value any) {
	l.count++
	kind := kindOf(value)
	if kind == typeRow {
		l.row(c, path, value)
		return
	}
	if l.v2 {
		l.block(c, path, value, kind)
		return
	}
	c.refuse(join(path, "type"), CodeChoices, "is %d; only action rows (1) may stand here", kind)
}

// withCommon adds the keys every component has.
func withCommon(keys map[string]check) map[string]check {
	keys["type"] = anything // its value chose the shape
	keys["id"] = integer(0, 1<<31-1)
	return keys
}

// row is 1 to 5 buttons or one select.
func (l *layout) row(c *checker, path string, value any) {
	fields := shape{withCommon(map[string]check{"components": list(1, 5, l.inRow)}), []string{"components"}}.walk(c, path, value)
	inside, _ := fields["components"].([]any)
	for _, item := range inside {
		if kind := kindOf(item); kind != typeButton && len(inside) > 1 {
			c.refuse(join(path, "components"), CodeLayout, "a select fills its row alone")
			return
		}
	}
}

func (l *layout) inRow(c *checker, path string, value any) {
	l.count++
	switch kind := kindOf(value); {
	case kind == typeButton:
		l.button(c, path, value)
	case kind == typeSelect || (kind > typeTextInput && kind <= typeLastSelect):
		l.selection(c, path, value, kind)
	default:
		c.refuse(join(path, "type"), CodeChoices, "is %d; a row holds buttons (2) or a select (3, 5 to 8)", kind)
	}
}

// customID is 1 to 100 characters, unique in the message.
func (l *layout) customID(c *checker, path string, value any) {
	text(1, 100)(c, path, value)
	id, _ := value.(string)
	if l.ids[id] {
		c.refuse(path, CodeDuplicate, "is used twice in the message")
	}
	l.ids[id] = true
}

func (l *layout) button(c *checker, path string, value any) {
	fields := shape{withCommon(map[string]check{
		"style": integer(1, stylePremium), "label": text(0, 80), "emoji": emoji, "custom_id": l.customID,
		"sku_id": snowflake, "url": link(512, "https", "http", "discord"), "disabled": boolean,
	}), []string{"style"}}.walk(c, path, value)
	style, _ := whole(fields["style"])
	need := "custom_id"
	switch style {
	case styleLink:
		need = "url"
	case stylePremium:
		need = "sku_id"
	}
	for _, key := range []string{"custom_id", "url", "sku_id"} {
		switch given := fields[key] != nil; {
		case key == need && !given:
			c.refuse(join(path, key), CodeRequired, "is required for style %d", style)
		case key != need && given:
			c.refuse(join(path, key), CodeUnknown, "cannot be used with style %d", style)
		}
	}
	if style != stylePremium && !filled(fields["label"]) && fields["emoji"] == nil {
		c.refuse(join(path, "label"), CodeRequired, "is required: a button has a label or an emoji")
	}
}

func emoji(c *checker, path string, value any) {
	shape{keys: map[string]check{"id": snowflake, "name": text(0, 64), "animated": boolean}}.walk(c, path, value)
}
