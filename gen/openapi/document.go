// Package openapi carries the generated OpenAPI document of the mesh. This
// file is written by hand: only a file beside the document can embed it.
package openapi

import _ "embed"

// Document is the OpenAPI 2.0 document, as JSON.
//
//go:embed catalyst.swagger.json
var Document []byte
