package message

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/textproto"
)

// Body is the HTTP body of an edit or of a new message.
type Body struct {
	ContentType string
	Data        []byte
}

// Edit is the body that makes an existing message look like m.
func (m Message) Edit() (Body, error) { return m.body(m.payload(false)) }

// Post is the body of a new message in a channel. Of two posted with the same
// nonce, at most 25 characters, within some minutes, Discord keeps the first.
func (m Message) Post(nonce string) (Body, error) {
	p := m.payload(false)
	p.Nonce, p.EnforceNonce = nonce, true
	return m.body(p)
}

func (m Message) body(p payload) (Body, error) {
	encoded := encode(p)
	if m.File == nil {
		return Body{ContentType: "application/json", Data: encoded}, nil
	}
	var buffer bytes.Buffer
	form := multipart.NewWriter(&buffer)
	err := writePart(form, `form-data; name="payload_json"`, "application/json", encoded)
	if err == nil {
		disposition := fmt.Sprintf(`form-data; name="files[%s]"; filename=%q`, attachmentID, m.File.Name)
		err = writePart(form, disposition, "image/png", m.File.Data)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		return Body{}, fmt.Errorf("write multipart body: %w", err)
	}
	return Body{ContentType: form.FormDataContentType(), Data: buffer.Bytes()}, nil
}

// Notice is the body that changes the text of an existing message and leaves
// embeds, files and buttons as they are.
func Notice(text string) Body {
	return Body{ContentType: "application/json", Data: encode(struct {
		Content         string          `json:"content"`
		AllowedMentions allowedMentions `json:"allowed_mentions"`
	}{filled(cut(text, maxContent)), allowedMentions{Parse: []string{}}})}
}

func writePart(form *multipart.Writer, disposition, contentType string, data []byte) error {
	part, err := form.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {disposition}, "Content-Type": {contentType},
	})
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	return err
}
