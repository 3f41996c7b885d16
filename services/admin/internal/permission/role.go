package permission

// Role is what someone may do; each may do what the ones below it may. Its
// numbers are those of the catalyst.admin.v1.Role enum.
type Role int

// The roles.
const (
	None Role = iota
	Viewer
	Operator
	Owner
)

// String names the role.
func (r Role) String() string {
	return [...]string{"nobody", "viewer", "operator", "owner"}[r]
}

// Entry is the way an action came. Its numbers are those of the
// catalyst.admin.v1.EntryPoint enum.
type Entry int

// The entry points.
const (
	Command Entry = iota + 1
	Button
	Form
	API
)

// Action is something that is allowed or denied.
type Action string

// The actions.
const (
	View     Action = "view"
	Preview  Action = "preview"
	Propose  Action = "propose"
	Approve  Action = "approve"
	Reject   Action = "reject"
	Rollback Action = "rollback"
)

// least is the role an action needs at least. What is not here is denied to all.
var least = map[Action]Role{
	View: Viewer, Preview: Viewer, Propose: Operator, Approve: Operator, Reject: Operator, Rollback: Operator,
}

// changes reports whether an action leaves something changed.
func (a Action) changes() bool { return a != View && a != Preview }
