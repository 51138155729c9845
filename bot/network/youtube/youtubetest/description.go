//go:build description

package youtubetest

// The description of YouTube's API, which Contract reads, comes with this module.
// The package is its smallest, and not compiled into anything.
import _ "google.golang.org/api/googleapi"
