package slack

import (
	"bytes"
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
func (f fetcher) Fetch(ctx context.Context, info adapter.FileInfo) ([]byte, error) {
	file, err := f.p.file(ctx, info.ID)
	if err != nil {
		return nil, err
	}
	return f.p.download(ctx, file)
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
	if large := adapter.Unfit(infos, MaxFile); large != "" {
		return nil, large, nil
	}
	for _, info := range infos {
		data, err := f.Fetch(ctx, info)
		if err != nil {
			return nil, "", err
		}
		out = append(out, chat.File{Name: adapter.FileName(info.Name), Type: info.Type, Data: data})
	}
	return out, "", nil
}

// errLarger says that a file is larger than may be.
var errLarger = &adapter.Unfetchable{Why: "the file is larger than Slack said"}

// errPage says that something else came.
var errPage = &adapter.Unfetchable{Why: "Slack sends a page in place of a file; the app may lack the scope files:read"}

// download fetches one file with the bot's token. Without access to a file
// Slack answers with its sign-in page, which must not be taken for the file.
func (p *Platform) download(ctx context.Context, f slack.File) ([]byte, error) {
	if !p.isSlacks(f.URLPrivateDownload) {
		return nil, &adapter.Unfetchable{Why: "Slack says that the file is not on Slack itself"}
	}
	b := &basin{most: int64(f.Size)}
	err := p.api.GetFileContext(fileRequest(ctx), f.URLPrivateDownload, b)
	status, _ := errors.AsType[slack.StatusCodeError](err)
	switch {
	case errors.Is(err, errLarger):
		return nil, errLarger
	case status.Code == http.StatusNotFound, status.Code == http.StatusGone:
		return nil, fmt.Errorf("fetch it: %w", chat.ErrNotFound)
	case status.Code >= 300 && status.Code < 500 && status.Code != http.StatusTooManyRequests && status.Code != http.StatusRequestTimeout:
		return nil, errPage
	case err != nil:
		return nil, failed(err)
	case int64(b.buf.Len()) != b.most:
		return nil, fmt.Errorf("it has %d bytes instead of %d", b.buf.Len(), b.most)
	case !strings.Contains(f.Mimetype, "html") && strings.HasPrefix(http.DetectContentType(b.buf.Bytes()), "text/html"):
		return nil, errPage
	}
	return b.buf.Bytes(), nil
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

// basin holds as many bytes as a file is said to have, and no more.
type basin struct {
	buf  bytes.Buffer
	most int64
}

// Write implements io.Writer.
func (b *basin) Write(p []byte) (int, error) {
	if int64(b.buf.Len()+len(p)) > b.most {
		return 0, errLarger
	}
	return b.buf.Write(p)
}

var _ io.Writer = (*basin)(nil)
