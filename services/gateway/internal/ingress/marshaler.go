package ingress

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/protobuf/encoding/protojson"

	interactionsv1 "github.com/catalyst-bot/mesh/gen/catalyst/interactions/v1"
)

// callbackMarshaler decodes Discord's JSON into an Interaction and writes
// callbacks as the bytes they already are: protojson spells enums, 64-bit
// numbers and empty lists differently from Discord.
type callbackMarshaler struct{}

var errForeign = errors.New("only interactions and callbacks are spoken here")

// ContentType is that of callbacks.
func (callbackMarshaler) ContentType(any) string { return "application/json" }

// Marshal writes a callback.
func (callbackMarshaler) Marshal(v any) ([]byte, error) {
	if callback, ok := v.([]byte); ok {
		return callback, nil
	}
	return nil, errForeign
}

// Unmarshal reads an interaction; unknown fields are dropped.
func (callbackMarshaler) Unmarshal(data []byte, v any) error {
	target, ok := v.(**interactionsv1.Interaction)
	if !ok {
		return errForeign
	}
	*target = new(interactionsv1.Interaction)
	options := protojson.UnmarshalOptions{DiscardUnknown: true}
	if options.Unmarshal(data, *target) == nil {
		return nil
	}
	if repaired, err := repair(data); err == nil && options.Unmarshal(repaired, *target) == nil {
		return nil
	}
	// The decoder's error quotes the input, which may hold the token.
	return errors.New("the JSON does not decode")
}

// repair mends what JSON in the wild may hold and protojson refuses: halves of
// surrogate pairs, which users' texts are cut into, and repeated keys.
func repair(data []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if decoder.More() {
		return nil, errForeign
	}
	return json.Marshal(value)
}

// NewDecoder reads one interaction from r.
func (m callbackMarshaler) NewDecoder(r io.Reader) runtime.Decoder {
	return runtime.DecoderFunc(func(v any) error {
		data, err := io.ReadAll(r)
		if err != nil {
			return fmt.Errorf("read body: %w", err)
		}
		return m.Unmarshal(data, v)
	})
}

// NewEncoder writes callbacks to w.
func (m callbackMarshaler) NewEncoder(w io.Writer) runtime.Encoder {
	return runtime.EncoderFunc(func(v any) error {
		data, err := m.Marshal(v)
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	})
}
