package typeface

import "testing"

// TestDigitsAreEquallyWide keeps numbers below each other in line.
func TestDigitsAreEquallyWide(t *testing.T) {
	for _, face := range []Face{Medium, SemiBold, Bold} {
		want := Width(face, 100, "0")
		for _, digit := range "123456789" {
			if got := Width(face, 100, string(digit)); got != want || got == 0 {
				t.Errorf("face %d: %q is %v wide, 0 is %v", face, digit, got, want)
			}
		}
	}
}

// TestSigns checks what charts write besides letters and digits.
func TestSigns(t *testing.T) {
	for _, face := range []Face{Medium, SemiBold, Bold} {
		for _, sign := range "+−-.,:%()&^$·…'/éüñ" {
			if Width(face, 20, string(sign)) == 0 {
				t.Errorf("face %d lacks %q", face, sign)
			}
		}
	}
}

func TestWidth(t *testing.T) {
	if got, want := Width(Bold, 40, "AAPL"), 2*Width(Bold, 20, "AAPL"); got < want*.999 || got > want*1.001 {
		t.Errorf("twice the size is %v wide, want %v", got, want)
	}
	if got := Width(Bold, 40, "株\U0001F680\x00"); got != 0 {
		t.Errorf("characters it lacks are %v wide", got)
	}
}
