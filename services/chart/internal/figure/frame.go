package figure

// frame is where the parts of a picture lie, in pixels from the top left.
type frame struct {
	width, height float64
	headerEnd     float64
	bodyEnd       float64
	axisMiddle    float64
	footerLine    float64
	// footerWords are the middles of the footer's lines.
	footerWords []float64
	// headline is the middle of price and change, which have a line of their own
	// where the picture is narrow.
	headline float64
	narrow   bool
	// mostPanels is how many panels have room under the prices.
	mostPanels int
}

func frameOf(size Size) frame {
	if size == Phone {
		return frame{
			width: 800, height: 1000, headerEnd: 148, bodyEnd: 900, axisMiddle: 918, footerLine: 936,
			footerWords: []float64{954, 981}, headline: 110, narrow: true, mostPanels: 5,
		}
	}
	return frame{
		width: Width, height: Height, headerEnd: 92, bodyEnd: 728, axisMiddle: 746, footerLine: 764,
		footerWords: []float64{782}, headline: headerMiddle, mostPanels: 4,
	}
}

// panelShare is the part of the body that so many panels take together.
func panelShare(panels int) float64 {
	return []float64{0, .23, .36, .47, .56, .6}[min(panels, 5)]
}
