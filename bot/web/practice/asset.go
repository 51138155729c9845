package practice

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
)

//go:embed html asset
var embedded embed.FS

// assets are the page's own files.
type assets struct {
	data map[string][]byte
	sum  map[string]string
}

func readAssets() assets {
	a := assets{data: map[string][]byte{}, sum: map[string]string{}}
	entries, err := embedded.ReadDir("asset")
	if err != nil {
		return a // cannot be: it is embedded
	}
	for _, e := range entries {
		b, err := embedded.ReadFile(path.Join("asset", e.Name()))
		if err != nil {
			continue // cannot be either
		}
		s := sha256.Sum256(b)
		a.data[e.Name()], a.sum[e.Name()] = b, hex.EncodeToString(s[:8])
	}
	return a
}

// url is the address of a file: another one when its content is.
func (a assets) url(name string) string { return "/" + name + "?v=" + a.sum[name] }

func (a assets) serve(name string) http.Handler {
	kind := map[string]string{
		".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
	}[path.Ext(name)]
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "no-cache")
		if r.URL.Query().Get("v") == a.sum[name] {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		_, _ = bytes.NewReader(a.data[name]).WriteTo(w)
	})
}
