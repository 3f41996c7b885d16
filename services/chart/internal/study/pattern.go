package study

import "github.com/catalyst-bot/mesh/services/quant/pattern"

// mostShapes are shown, the most confident.
const mostShapes = 3

func addPatterns(b *builder) error {
	found := pattern.Find(b.shown())
	if len(found) == 0 {
		b.missing()
	}
	b.Marks.Shapes = found[:min(len(found), mostShapes)]
	return nil
}
