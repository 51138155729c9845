package facebook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"appealbot/bot/network"
)

// A call is one request to the Graph API.
type call struct {
	method string
	path   string     // behind the version: "/123/feed"
	form   url.Values // in the query of a GET or DELETE, in the body of a POST
	file   *file      // sent along with the form
	film   bool       // it goes where videos are sent
	again  bool       // a second time has the effect of one
	// reading: it only reads what the public did, and waits when there are few
	// requests left.
	reading bool
	// mute: what goes to and fro is secret, so that nothing of it is kept for
	// the log.
	mute bool
	// bare: it is made without a token.
	bare bool
}

// A file goes along with a form.
type file struct {
	field, name string
	from        *io.SectionReader
}

func inMemory(data []byte) *io.SectionReader {
	return io.NewSectionReader(bytes.NewReader(data), 0, int64(len(data)))
}

// maxAnswer bounds an answer: a page of a hundred long comments has a megabyte.
const maxAnswer = 8 << 20

// do makes one attempt at a call with a token. The token goes into a header and
// never into an address, which proxies write down.
func (a *Account) do(ctx context.Context, token string, c call) network.Answer {
	if d := a.usage.wait(c.reading, a.o.Now()); d > 0 {
		return network.Answer{Result: resting(d)}
	}
	form := url.Values{}
	for k, vs := range c.form {
		form[k] = slices.Clone(vs)
	}
	r := network.Request{
		Endpoint: c.endpoint(), Method: c.method, URL: a.o.API + "/" + Version + c.path, Repeatable: c.again, Refused: refused,
		Limit: maxAnswer, Header: http.Header{"Accept": {"application/json"}},
	}
	if c.film {
		r.URL = a.o.Video + "/" + Version + c.path
	}
	if !c.bare {
		r.Header.Set("Authorization", "Bearer "+token)
		form.Set("appsecret_proof", digest(a.o.AppSecret, token))
	}
	if c.method != http.MethodPost {
		r.URL += "?" + form.Encode()
	} else if err := c.write(&r, form); err != nil {
		return network.Answer{Result: network.Result{
			Outcome: network.Never, Cause: network.Later, Note: "A file that goes to Facebook could not be read.", Raw: err.Error(),
		}}
	}
	ans := a.http.Do(ctx, r)
	if ans.Status != 0 {
		a.usage.learn(ans.Header, a.o.Now())
	}
	p := problemOf(ans)
	if p.limited() {
		// From what Facebook said about when it takes requests again.
		ans.Retry = max(ans.Retry, a.usage.exhausted(a.o.Now()))
	}
	if c.mute {
		ans.Raw = fmt.Sprintf("HTTP %d", ans.Status)
		if ans.Outcome == network.No && !p.dead() && !p.denied() { // Facebook's words may repeat what was sent.
			ans.Note = fmt.Sprintf("Facebook refused it (error %d).", p.Code)
		}
	}
	return ans
}

// endpoint names what is asked for, without ids.
func (c call) endpoint() string {
	parts := strings.Split(strings.Trim(c.path, "/"), "/")
	if len(parts) < 2 {
		return c.method + " /{id}"
	}
	return c.method + " /{id}/" + parts[len(parts)-1]
}

// write puts a form into the body of a request.
func (c call) write(r *network.Request, form url.Values) error {
	if c.file == nil {
		r.Body = []byte(form.Encode())
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return nil
	}
	var b bytes.Buffer
	b.Grow(int(c.file.from.Size()) + 16<<10) // a piece of a video is in memory once
	w := multipart.NewWriter(&b)
	var errs []error
	for k, vs := range form {
		for _, v := range vs {
			errs = append(errs, w.WriteField(k, v))
		}
	}
	part, err := w.CreateFormFile(c.file.field, c.file.name)
	if err == nil {
		_, err = io.Copy(part, c.file.from)
	}
	errs = append(errs, err, w.Close())
	r.Body = b.Bytes()
	r.Header.Set("Content-Type", w.FormDataContentType())
	return errors.Join(errs...)
}

// read makes a call that only reads, and reads its answer into v.
func (a *Account) read(ctx context.Context, token string, c call, v any) (network.Answer, error) {
	c.method = http.MethodGet
	ans := a.do(ctx, token, c)
	if err := ans.Err(); err != nil {
		return ans, err
	}
	return ans, ans.JSON(v)
}

// succeeded makes sure that the answer to a change says that it was made.
func succeeded(ans network.Answer) network.Result {
	if ans.Outcome != network.Done {
		return ans.Result
	}
	var out struct{ Success bool }
	if err := ans.JSON(&out); err != nil {
		return ans.Garbled(err)
	}
	if !out.Success {
		return ans.Garbled(errors.New("read answer: it does not say that it was done"))
	}
	return ans.Result
}

// created reads the id of something that was made.
func created(ans network.Answer) (string, network.Result) {
	if ans.Outcome != network.Done {
		return "", ans.Result
	}
	var out struct {
		ID string `json:"id"`
	}
	if err := ans.JSON(&out); err != nil {
		return "", ans.Garbled(err)
	}
	if !validID(out.ID) {
		return "", ans.Garbled(errors.New("read answer: there is no id in it"))
	}
	return out.ID, ans.Result
}
