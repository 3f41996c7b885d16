//go:build race

package render

// raced is true when the race detector is on, which asks for memory itself.
const raced = true
