package message

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/textproto"
)

// Body is the HTTP body of an edit or a follow-up.
type Body struct {
	ContentType string
	Data        []byte
}

// Edit is the body that makes an existing message look like m.
func (m Message) Edit() (Body, error) { return m.body(false) }

// FollowUp is the body of a new message.
func (m Message) FollowUp(ephemeral bool) (Body, error) { return m.body(ephemeral) }

func (m Message) body(ephemeral bool) (Body, error) {
	encoded := encode(m.payload(ephemeral))
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
