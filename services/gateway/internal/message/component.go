package message

// Discord's numbers for components.
const (
	componentRow       = 1
	componentButton    = 2
	componentSelect    = 3
	componentTextInput = 4
	componentLabel     = 18
)

// Style is the look of a button.
type Style int

// The styles in use, with Discord's numbers.
const (
	Primary   Style = 1
	Secondary Style = 2
	Success   Style = 3
	Danger    Style = 4
)

// Row is one row under a message: Buttons or a Select.
type Row interface{ encode() row }

// Buttons are up to five buttons beside each other.
type Buttons []Button

// Button is a button that calls the bot when it is pressed.
type Button struct {
	Label    string
	Style    Style
	CustomID string
	Disabled bool
}

// Select is a menu to choose from.
type Select struct {
	CustomID string
	// Hint is shown while nothing is chosen, at most 150 characters.
	Hint string
	// Options are at most 25.
	Options []SelectOption
	// Min and Max bound how many are chosen. A Min of 0 lets users choose none.
	Min, Max int
}

// SelectOption is one thing to choose.
type SelectOption struct {
	// Label is shown, at most 100 characters.
	Label string
	// Value comes back when it is chosen, at most 100 characters.
	Value string
	// Chosen options are those to begin with.
	Chosen bool
}

type row struct {
	Type       int   `json:"type"`
	Components []any `json:"components"`
}

type button struct {
	Type     int    `json:"type"`
	Style    Style  `json:"style"`
	Label    string `json:"label"`
	CustomID string `json:"custom_id"`
	Disabled bool   `json:"disabled,omitempty"`
}

type selectMenu struct {
	Type        int            `json:"type"`
	CustomID    string         `json:"custom_id"`
	Placeholder string         `json:"placeholder,omitempty"`
	MinValues   int            `json:"min_values"`
	MaxValues   int            `json:"max_values"`
	Options     []selectOption `json:"options"`
}

type selectOption struct {
	Label   string `json:"label"`
	Value   string `json:"value"`
	Default bool   `json:"default,omitempty"`
}

func (b Buttons) encode() row {
	r := row{Type: componentRow, Components: []any{}}
	for _, one := range b[:min(len(b), maxButtons)] {
		r.Components = append(r.Components, button{componentButton, one.Style, cut(one.Label, maxButtonLabel), one.CustomID, one.Disabled})
	}
	return r
}

func (s Select) encode() row {
	menu := selectMenu{
		Type: componentSelect, CustomID: s.CustomID, Placeholder: cut(s.Hint, maxSelectHint), MinValues: s.Min,
		Options: []selectOption{},
	}
	for _, option := range s.Options[:min(len(s.Options), maxOptions)] {
		menu.Options = append(menu.Options, selectOption{cut(option.Label, maxChoiceText), option.Value, option.Chosen})
	}
	menu.MaxValues = min(max(s.Max, 1), len(menu.Options))
	return row{Type: componentRow, Components: []any{menu}}
}
