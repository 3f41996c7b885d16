package webhook

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/refusal"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

const (
	maxBody   = 25 << 20 // bytes of a whole request
	maxFile   = 10 << 20 // bytes of one file
	maxFiles  = 10
	maxPixels = 50_000_000
)

var filePart = regexp.MustCompile(`^files\[(\d{1,2})\]$`)

// body is a request taken apart.
type body struct {
	payload []byte
	uploads []channel.Upload
	found   []rules.Violation
}

func (b *body) refuse(path, code, format string, args ...any) {
	b.found = append(b.found, rules.Violation{Path: path, Code: code, Text: fmt.Sprintf(format, args...)})
}

// names are the files by their index.
func (b *body) names() map[string]string {
	names := map[string]string{}
	for _, u := range b.uploads {
		names[u.Index] = u.Filename
	}
	return names
}

// readBody takes a JSON or multipart body apart. The refusal is nil unless the
// body cannot be read at all.
func readBody(w http.ResponseWriter, r *http.Request) (*body, *refusal.Refusal) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	b := &body{}
	switch {
	case err == nil && kind == "application/json":
		b.payload, err = io.ReadAll(r.Body)
	case err == nil && kind == "multipart/form-data":
		err = b.readForm(multipart.NewReader(r.Body, params["boundary"]))
	default:
		b.refuse("", rules.CodeHTTP, "the Content-Type must be application/json or multipart/form-data")
		return b, refusal.Invalid(b.found)
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large), errors.Is(err, errLargeFile):
		b.refuse("", rules.CodeFile, "the request or one of its files is too large")
		return b, refusal.TooLarge
	case err != nil:
		b.refuse("", rules.CodeHTTP, "the body cannot be read to its end")
		return b, refusal.Invalid(b.found)
	}
	return b, nil
}

var errLargeFile = errors.New("a file is too large")

func (b *body) readForm(form *multipart.Reader) error {
	for {
		part, err := form.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read part: %w", err)
		}
		data, err := io.ReadAll(io.LimitReader(part, maxFile+1))
		if err != nil {
			return fmt.Errorf("read part: %w", err)
		}
		if len(data) > maxFile {
			return errLargeFile
		}
		b.take(part, data)
	}
}

// take sorts one part of a form.
func (b *body) take(part *multipart.Part, data []byte) {
	name := part.FormName()
	match := filePart.FindStringSubmatch(name)
	switch {
	case name == "payload_json" && b.payload != nil:
		b.refuse(name, rules.CodeUnknown, "is sent twice")
	case name == "payload_json":
		b.payload = data
		if kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type")); kind != "application/json" {
			b.found = append(b.found, rules.Violation{
				Path: name, Code: rules.CodeHTTP, Text: "should have the Content-Type application/json", Note: true,
			})
		}
	case match == nil:
		b.refuse(name, rules.CodeUnknown, "is a form part Discord does not know; payload_json and files[n] are")
	case filename(part) == "":
		b.refuse(name, rules.CodeRequired, "has no filename")
	case len(b.uploads) == maxFiles:
		b.refuse(name, rules.CodeFiles, "is one file too many; %d are allowed", maxFiles)
	case b.names()[match[1]] != "":
		b.refuse(name, rules.CodeUnknown, "is sent twice")
	default:
		b.addFile(match[1], part, data)
	}
}

// filename is the name as sent; Part.FileName would already cut directories.
func filename(part *multipart.Part) string {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return ""
	}
	return params["filename"]
}

func (b *body) addFile(index string, part *multipart.Part, data []byte) {
	upload := channel.Upload{
		Index: index, Filename: filename(part), ContentType: part.Header.Get("Content-Type"), Data: data,
	}
	if upload.ContentType == "" {
		b.refuse("files["+index+"]", rules.CodeRequired, "has no Content-Type")
	}
	if strings.HasSuffix(strings.ToLower(upload.Filename), ".png") {
		upload.ContentType = "image/png"
		var err error
		if upload.Width, upload.Height, err = measure(data); err != nil {
			b.refuse("files["+index+"]", rules.CodeFile, "is named .png but is none: %v", err)
		}
	}
	b.uploads = append(b.uploads, upload)
}

// measure decodes a PNG wholly, so that a torn one is found.
func measure(data []byte) (width, height int, err error) {
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return 0, 0, err
	}
	if config.Width*config.Height > maxPixels {
		return 0, 0, fmt.Errorf("%d by %d pixels are too many", config.Width, config.Height)
	}
	if _, err := png.Decode(bytes.NewReader(data)); err != nil {
		return 0, 0, err
	}
	return config.Width, config.Height, nil
}
