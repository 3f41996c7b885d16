package databasetest

import (
	"cmp"
	"errors"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
)

// debian is where Debian puts the programs of each version of PostgreSQL.
const debian = "/usr/lib/postgresql"

var errNoPostgres = errors.New("NOT RUN on PostgreSQL, because it is not on this machine (Debian: apt-get install postgresql)")

// programs is the directory with the programs of the newest PostgreSQL.
func programs() (string, error) {
	found, err := filepath.Glob(filepath.Join(debian, "*", "bin", "initdb"))
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return cmp.Compare(version(a), version(b)) })), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", errNoPostgres
	}
	return filepath.Dir(path), nil
}

// version is 15 for /usr/lib/postgresql/15/bin/initdb, and 0 for what is none.
func version(path string) int {
	number, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	if err != nil {
		return 0
	}
	return number
}
