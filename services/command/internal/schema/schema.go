// Package schema makes the tables of the command service.
package schema

import "embed"

// Migrations are goose's SQL files, for every table there is.
//
//go:embed migrations/*.sql
var Migrations embed.FS
