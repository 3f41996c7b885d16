package message

// fit keeps a message within Discord's limits: texts are cut, and what is too
// many is left out from the end. Nothing else in the gateway counts characters.
func (m Message) fit() Message {
	m.Content = cut(m.Content, maxContent)
	m.Embeds = fitEmbeds(m.Embeds)
	m.Rows = m.Rows[:min(len(m.Rows), maxRows)]
	if m.File != nil {
		file := *m.File
		file.Alt = cut(file.Alt, maxAlt)
		m.File = &file
	}
	if m.Content == "" && len(m.Embeds) == 0 && m.File == nil {
		m.Content = blank
	}
	return m
}

func fitEmbeds(embeds []Embed) []Embed {
	left := maxEmbedText
	fitted := make([]Embed, 0, min(len(embeds), maxEmbeds))
	for _, e := range embeds[:min(len(embeds), maxEmbeds)] {
		if e = e.fit(&left); !e.empty() {
			fitted = append(fitted, e)
		}
	}
	return fitted
}

// fit spends the embed's texts from what is left of the message's.
func (e Embed) fit(left *int) Embed {
	spend := func(text string, limit int) string {
		text = cut(text, min(limit, *left))
		*left -= units(text)
		return text
	}
	e.Title = spend(e.Title, maxTitle)
	if e.Footer != nil { // it says where numbers come from, so it goes last
		e.Footer = &Footer{Text: spend(e.Footer.Text, maxFooter)}
	}
	e.Description = spend(e.Description, maxDescription)
	fields := e.Fields[:min(len(e.Fields), maxFields)]
	e.Fields = make([]Field, 0, len(fields))
	for _, f := range fields {
		f.Name, f.Value = filled(cut(f.Name, maxFieldName)), filled(cut(f.Value, maxFieldValue))
		if units(f.Name) >= *left {
			break
		}
		f.Name, f.Value = spend(f.Name, maxFieldName), spend(f.Value, maxFieldValue)
		e.Fields = append(e.Fields, f)
	}
	return e
}

func (e Embed) empty() bool {
	return e.Title == "" && e.Description == "" && len(e.Fields) == 0 && e.Image == nil
}
