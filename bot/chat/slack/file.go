package slack

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// fetcher gets the files that people drop into a thread.
type fetcher struct{ p *Platform }

var _ adapter.Fetcher = fetcher{}

// Infos implements adapter.Fetcher. The files are asked for anew, because the
// event that told of them may be old, or have their ids alone.
func (f fetcher) Infos(ctx context.Context, d adapter.Drop) ([]adapter.FileInfo, error) {
	var out []adapter.FileInfo
	for _, id := range d.Files {
		file, err := f.p.file(ctx, id)
		if errors.Is(err, chat.ErrNotFound) {
			continue // deleted meanwhile
		} else if err != nil {
			return nil, err
		}
		if file.Mode == "tombstone" || file.IsExternal {
			continue // deleted, or elsewhere, from where nothing is fetched
		}
		out = append(out, adapter.FileInfo{ID: id, Name: firstOf(file.Name, file.Title), Type: file.Mimetype, Size: int64(file.Size)})
	}
	return out, nil
}

// Fetch implements adapter.Fetcher.
func (f fetcher) Fetch(ctx context.Context, info adapter.FileInfo, from int64, to io.Writer) error {
	file, err := f.p.file(ctx, info.ID)
	if err != nil {
		return err
	}
	return f.p.download(ctx, file, from, to)
}

// file is what Slack says of a file.
func (p *Platform) file(ctx context.Context, id string) (slack.File, error) {
	f, _, _, err := p.api.GetFileInfoContext(ctx, id, 0, 0)
	if err := failed(err); err != nil {
		return slack.File{}, fmt.Errorf("look at file: %w", err)
	}
	return *f, nil
}

// fetch gets the files of a form. Size and number are looked at before anything
// is fetched; what is wrong with them is said in a sentence.
func (p *Platform) fetch(ctx context.Context, chosen []slack.File) (out []chat.File, why string, err error) {
	f := fetcher{p}
	var d adapter.Drop
	for _, c := range chosen {
		d.Files = append(d.Files, c.ID)
	}
	infos, err := f.Infos(ctx, d)
	if err != nil {
		return nil, "", err
	}
	if len(infos) < len(chosen) {
		return nil, "One of the files is not on Slack itself, and I fetch nothing from elsewhere. Choose the file itself.", nil
	}
	// Slack waits for the answer to a form, so that a long video has to come in
	// another way.
	b := adapter.Bounds{File: MaxFile, Held: 2 * MaxFile, Keep: p.o.Keep}
	if large := b.Unfit(infos); large != "" {
		return nil, large + " A larger video can be dropped into the card's thread.", nil
	}
	out, err = b.Take(ctx, f, infos)
	return out, "", err
}

// errPage says that something else came.
var errPage = &adapter.Unfetchable{Why: "Slack sends a page in place of a file; the app may lack the scope files:read"}

// download fetches one file with the bot's token. Without access to a file
// Slack answers with its sign-in page, which must not be taken for the file.
func (p *Platform) download(ctx context.Context, f slack.File, from int64, to io.Writer) error {
	if !p.isSlacks(f.URLPrivateDownload) {
		return &adapter.Unfetchable{Why: "Slack says that the file is not on Slack itself"}
	}
	req, err := http.NewRequestWithContext(streamRequest(ctx), http.MethodGet, f.URLPrivateDownload, nil)
	if err != nil {
		return fmt.Errorf("ask for a file: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+p.o.Token)
	if from > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	}
	resp, err := p.door.RoundTrip(req) // a redirect is an answer
	if err != nil {
		return fmt.Errorf("fetch it: %w", failed(err))
	}
	defer resp.Body.Close()
	switch code := resp.StatusCode; {
	case code == http.StatusPartialContent && from > 0 && strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", from)):
		return adapter.CopyFrom(to, resp.Body, 0)
	case code == http.StatusOK:
	case code == http.StatusNotFound, code == http.StatusGone:
		return fmt.Errorf("fetch it: %w", chat.ErrNotFound)
	case code == http.StatusTooManyRequests:
		return &chat.RateLimited{After: retryAfter(resp.Header.Get("Retry-After"))}
	case code >= 300 && code < 500 && code != http.StatusRequestTimeout:
		return errPage
	default:
		return fmt.Errorf("fetch it: slack answered %d", code)
	}
	first := bufio.NewReader(resp.Body)
	begin, err := first.Peek(512) // what the type is seen from; a file may have less
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("fetch it: %w", err)
	}
	if !strings.Contains(f.Mimetype, "html") && strings.HasPrefix(http.DetectContentType(begin), "text/html") {
		return errPage
	}
	return adapter.CopyFrom(to, first, from)
}

// isSlacks reports whether an address is Slack's own: no other gets the token.
func (p *Platform) isSlacks(address string) bool {
	u, err := url.Parse(address)
	api, wrong := url.Parse(p.o.API)
	if err != nil || wrong != nil || u.Scheme != api.Scheme {
		return false
	}
	return u.Host == api.Host || strings.HasSuffix(u.Host, "."+api.Host) || strings.HasSuffix(u.Host, ".slack.com")
}
