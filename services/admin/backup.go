package main

import (
	"context"
	"fmt"

	"github.com/catalyst-bot/mesh/services/admin/internal/backup"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/kit/database"
)

// saving copies the database to a file.
type saving struct {
	Database database.Config `embed:""`
	File     string          `arg:"" help:"File to make."`
}

// Run makes the file.
func (s *saving) Run(ctx context.Context) error {
	db, err := s.Database.Open(ctx, "admin", store.Migrations)
	if err != nil {
		return err
	}
	defer db.Close()
	count, err := backup.Save(ctx, db, s.File)
	if err != nil {
		return err
	}
	_, err = fmt.Printf("%d rows in %s.\n", count, s.File)
	return err
}

// loading copies a file into the database.
type loading struct {
	Database database.Config `embed:""`
	File     string          `arg:"" type:"existingfile" help:"File that backup made."`
}

// Run fills the database, which must be empty, and checks the audit on the way.
func (l *loading) Run(ctx context.Context) error {
	db, err := l.Database.Open(ctx, "admin", store.Migrations)
	if err != nil {
		return err
	}
	defer db.Close()
	count, err := backup.Load(ctx, db, l.File)
	if err != nil {
		return err
	}
	_, err = fmt.Printf("%d rows from %s; the audit is whole.\n", count, l.File)
	return err
}
