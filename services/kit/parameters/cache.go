package parameters

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"google.golang.org/protobuf/proto"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
)

// cacheVariable names a file for the last known values. Services that follow the
// same parameters may share it.
const cacheVariable = "PARAMETERS_CACHE"

// cache keeps the last known values in a file, for a start without the admin
// service. Without a path it keeps nothing.
type cache struct{ path string }

// load returns nil when nothing was kept.
func (c cache) load() (*adminv1.WatchParametersResponse, error) {
	if c.path == "" {
		return nil, nil
	}
	encoded, err := os.ReadFile(c.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", cacheVariable, err)
	}
	known := &adminv1.WatchParametersResponse{}
	if err := proto.Unmarshal(encoded, known); err != nil {
		return nil, fmt.Errorf("%s: %s holds no parameters", cacheVariable, c.path)
	}
	return known, nil
}

// save replaces what was kept, at once and as a whole.
func (c cache) save(known *adminv1.WatchParametersResponse) error {
	if c.path == "" {
		return nil
	}
	encoded, err := proto.Marshal(known)
	if err != nil {
		return fmt.Errorf("encode parameters: %w", err)
	}
	file, err := os.CreateTemp(filepath.Dir(c.path), filepath.Base(c.path)+".*")
	if err != nil {
		return fmt.Errorf("%s: %w", cacheVariable, err)
	}
	_, err = file.Write(encoded)
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), c.path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("%s: %w", cacheVariable, err), os.Remove(file.Name()))
	}
	return nil
}
