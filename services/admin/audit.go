package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/kit/database"
)

// verification checks the audit in the database, or an export of it.
type verification struct {
	Database database.Config `embed:""`
	File     string          `arg:"" optional:"" type:"existingfile" help:"An export to check instead of the database."`
	Head     string          `help:"NUMBER:HASH that an earlier check printed; it must still be there. Nothing else notices that the newest entries are gone."`
}

// Run checks every entry and prints the head.
func (v *verification) Run(ctx context.Context) error {
	head, err := v.check(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Printf("%d entries, none changed, none missing between them. Head: %s\n", head.Sequence, head)
	return err
}

func (v *verification) check(ctx context.Context) (head audit.Head, err error) {
	seen := v.Head == ""
	follow := func(sealed audit.Sealed) (err error) {
		head, err = head.Next(sealed)
		seen = seen || head.String() == v.Head
		return err
	}
	if v.File != "" {
		err = fromFile(v.File, follow)
	} else {
		err = fromDatabase(ctx, v.Database, follow)
	}
	if err == nil && !seen {
		err = fmt.Errorf("%w: there is no entry %s", audit.ErrBroken, v.Head)
	}
	return head, err
}

// export prints the audit.
type export struct {
	Database database.Config `embed:""`
}

// Run prints every entry.
func (e *export) Run(ctx context.Context) error {
	return e.write(ctx, os.Stdout)
}

func (e *export) write(ctx context.Context, w io.Writer) error {
	buffer := bufio.NewWriter(w)
	out := json.NewEncoder(buffer)
	if err := fromDatabase(ctx, e.Database, func(sealed audit.Sealed) error { return out.Encode(sealed) }); err != nil {
		return err
	}
	return buffer.Flush()
}

func fromDatabase(ctx context.Context, config database.Config, each func(audit.Sealed) error) error {
	db, err := config.Open(ctx, "admin", store.Migrations)
	if err != nil {
		return err
	}
	defer db.Close()
	return store.New(db).Entries(ctx, each)
}

func fromFile(path string, each func(audit.Sealed) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	for in := json.NewDecoder(bufio.NewReader(file)); ; {
		var sealed audit.Sealed
		if err := in.Decode(&sealed); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
		if err := each(sealed); err != nil {
			return err
		}
	}
}
