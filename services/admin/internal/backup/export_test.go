package backup

import "slices"

// Holds reports whether backups hold a table.
func Holds(table string) bool { return slices.Contains(tables, table) }
