package pattern

// Kind is the name of a shape.
type Kind int

// The kinds.
const (
	AscendingTriangle Kind = iota + 1
	DescendingTriangle
	SymmetricTriangle
	HeadAndShoulders
	InverseHeadAndShoulders
	DoubleTop
	DoubleBottom
	ChannelUp
	ChannelDown
	ChannelSideways
	BullFlag
	BearFlag
	BullPennant
	BearPennant
)

var names = map[Kind][2]string{
	AscendingTriangle:       {"ascending_triangle", "Ascending triangle"},
	DescendingTriangle:      {"descending_triangle", "Descending triangle"},
	SymmetricTriangle:       {"symmetric_triangle", "Symmetric triangle"},
	HeadAndShoulders:        {"head_and_shoulders", "Head and shoulders"},
	InverseHeadAndShoulders: {"inverse_head_and_shoulders", "Inverse head and shoulders"},
	DoubleTop:               {"double_top", "Double top"},
	DoubleBottom:            {"double_bottom", "Double bottom"},
	ChannelUp:               {"channel_up", "Channel up"},
	ChannelDown:             {"channel_down", "Channel down"},
	ChannelSideways:         {"channel_sideways", "Sideways channel"},
	BullFlag:                {"bull_flag", "Bull flag"},
	BearFlag:                {"bear_flag", "Bear flag"},
	BullPennant:             {"bull_pennant", "Bull pennant"},
	BearPennant:             {"bear_pennant", "Bear pennant"},
}

// String returns the code, such as "double_top".
func (k Kind) String() string { return names[k][0] }

// Label returns the name for people, such as "Double top".
func (k Kind) Label() string { return names[k][1] }
