package internalapi

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
)

//go:embed page.html
var source string

// operation is one REST call as the page shows it.
type operation struct {
	Method, Path, Summary string
	Parameters            []parameter
}

type parameter struct {
	Name        string `json:"name"`
	In          string `json:"in"`
	Description string `json:"description"`
}

// newPage renders the OpenAPI document for people, once.
func newPage(document []byte) (http.Handler, error) {
	operations, err := readOperations(document)
	if err != nil {
		return nil, err
	}
	parsed, err := template.New("api").Parse(source)
	if err != nil {
		return nil, fmt.Errorf("parse page: %w", err)
	}
	var body bytes.Buffer
	if err := parsed.Execute(&body, operations); err != nil {
		return nil, fmt.Errorf("render page: %w", err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		_, _ = w.Write(body.Bytes())
	}), nil
}

func readOperations(document []byte) ([]operation, error) {
	var doc struct {
		Paths map[string]map[string]struct {
			Summary    string      `json:"summary"`
			Parameters []parameter `json:"parameters"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(document, &doc); err != nil {
		return nil, fmt.Errorf("read OpenAPI document: %w", err)
	}
	var operations []operation
	for path, methods := range doc.Paths {
		if !strings.HasPrefix(path, "/v1/") {
			continue
		}
		for method, op := range methods {
			operations = append(operations, operation{strings.ToUpper(method), path, op.Summary, op.Parameters})
		}
	}
	slices.SortFunc(operations, func(a, b operation) int { return strings.Compare(a.Path, b.Path) })
	return operations, nil
}
