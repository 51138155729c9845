package x

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Stages of a load on its way to X, in their order.
const (
	stageBegin    = ""         // X knows nothing of it
	stageSend     = "send"     // some of its segments are there
	stageFinish   = "finish"   // all of them are
	stageLook     = "look"     // X works at it
	stageDescribe = "describe" // it is ready, without its description
	stageAttach   = "attach"   // subtitles that belong to no video yet
	stageDone     = "done"
)

// cargo is how far the media of a part have got: one load after the other. It is
// what is remembered between two steps.
type cargo struct {
	Loads []progress `json:"loads"`
}

type progress struct {
	Key   string `json:"key"`          // which load it is
	ID    string `json:"id,omitempty"` // X's
	Until int64  `json:"until,omitempty"`
	Stage string `json:"stage,omitempty"`
	Next  int    `json:"next,omitempty"`  // segment
	Again int    `json:"again,omitempty"` // how often it had to be begun anew
	// Asks is how often X was asked, by looking or by finalizing it once more,
	// what became of a finalize whose answer was lost.
	Asks int `json:"asks,omitempty"`
	// Without: X did not take what was said of it, or its subtitles.
	Without bool `json:"without,omitempty"`
}

// shortest is how long X must go on keeping a load for it to be worth while.
const shortest = 5 * time.Minute

// over reports whether X has thrown a load away, or will before it is used.
func (p progress) over(now time.Time) bool {
	return p.ID != "" && now.Add(shortest).Unix() >= p.Until
}

// cargoOf reads what was remembered. What is of other loads, or does not make sense,
// is begun anew.
func cargoOf(state string, loads []load, now time.Time) cargo {
	var c cargo
	if json.Unmarshal([]byte(state), &c) != nil || len(c.Loads) != len(loads) {
		c = cargo{Loads: make([]progress, len(loads))}
	}
	for i, l := range loads {
		p := &c.Loads[i]
		if p.Key != l.key || p.over(now) || p.ID == "" && p.Stage != stageBegin && !p.Without || p.ID != "" && !validID(p.ID) || p.Next < 0 {
			*p = progress{Key: l.key}
		}
	}
	// Subtitles belong to the video that X has now.
	for i, l := range loads {
		if l.video >= 0 && c.Loads[l.video].Stage != stageDone && c.Loads[i].Stage == stageDone {
			c.Loads[i] = progress{Key: l.key}
		}
	}
	return c
}

func (c cargo) String() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // it has nothing that could not be written
	}
	return string(b)
}

// without says what X did not take of that.
func (c cargo) without(loads []load) string {
	var out []string
	for i, p := range c.Loads {
		switch {
		case !p.Without:
		case loads[i].video >= 0:
			out = append(out, "X did not take the captions in "+loads[i].languageName+".")
		default:
			out = append(out, "X did not take the description of the video.")
		}
	}
	return strings.Join(out, " ")
}

// ids are X's for the media of a part, in their order, when all of them are ready.
func (c cargo) ids(loads []load) ([]string, bool) {
	var ids []string
	for i, p := range c.Loads {
		if p.Stage != stageDone {
			return nil, false
		}
		if loads[i].video < 0 {
			ids = append(ids, p.ID)
		}
	}
	return ids, true
}

// Carries implements network.Carrier.
func (a *Account) Carries(p bot.Part) bool { return len(p.Media) > 0 }

// Carry implements network.Carrier: it makes one request for the first load that is
// not ready. Without a post that uses them nobody is shown any of them.
func (a *Account) Carry(ctx context.Context, at network.Attempt) network.Carried {
	loads, err := loadsOf(at.Media)
	if err != nil {
		return network.Carried{
			Result: network.Result{Outcome: network.Never, Cause: network.Later, Note: "A picture or video could not be read here.", Raw: err.Error()},
			State:  at.Carried,
		}
	}
	c := cargoOf(at.Carried, loads, a.o.Now())
	out := network.Carried{Result: network.Result{Outcome: network.Done}}
	for i := range loads {
		if c.Loads[i].Stage == stageDone {
			continue
		}
		cred, err := a.credentials(ctx)
		if err != nil {
			out.Result = unable(err)
			break
		}
		out = a.carry(ctx, cred, loads, &c, i)
		break
	}
	for i, l := range loads {
		out.Size += l.size
		out.Sent += min(l.size, c.Loads[i].sent())
	}
	out.State = c.String()
	if _, ready := c.ids(loads); ready {
		out.Outcome, out.More, out.Note = network.Done, false, ""
	}
	return out
}

func (p progress) sent() int64 {
	switch p.Stage {
	case stageBegin:
		return 0
	case stageSend:
		return int64(p.Next) * segment
	}
	return 1 << 62 // all of it
}

// carry makes one step for one load.
func (a *Account) carry(ctx context.Context, cred Credentials, loads []load, c *cargo, i int) network.Carried {
	l, p := loads[i], &c.Loads[i]
	step := a.step(ctx, cred, loads, c, i)
	res := step.Result
	switch {
	case res.Outcome == network.Done:
		return network.Carried{Result: network.Result{Outcome: network.Never, Retry: step.wait, Note: step.note}, More: true}
	case res.Outcome == network.Maybe && p.Stage == stageFinish:
		p.Stage, p.Asks = stageLook, p.Asks+1 // what became of it, X can be asked
	case step.gone && p.Stage == stageFinish && p.Asks < mostAsks:
		p.Stage, p.Asks = stageLook, p.Asks+1 // it may have been finalized before
		return network.Carried{Result: network.Result{Outcome: network.Never}, More: true}
	case step.gone && p.Stage == stageLook && p.Asks > 0 && p.Asks < mostAsks:
		p.Stage, p.Asks = stageFinish, p.Asks+1 // it was not
		return network.Carried{Result: network.Result{Outcome: network.Never}, More: true}
	case step.gone && p.Again < mostAgain:
		*p = progress{Key: l.key, Again: p.Again + 1}
		return network.Carried{Result: network.Result{Outcome: network.Never, Note: "X does not have " + l.name + " any more. It is sent again."}, More: true}
	case res.Outcome == network.No && l.optional(p.Stage):
		p.Stage, p.Without = stageDone, true
		return network.Carried{Result: network.Result{Outcome: network.Never}, More: true}
	}
	if res.Outcome == network.Maybe {
		res.Outcome = network.Never
	}
	res.Note = fmt.Sprintf("%s could not be sent: %s", l.name, res.Note)
	return network.Carried{Result: res}
}

// mostAsks bounds progress.Asks.
const mostAsks = 6

// mostAgain is how often a load is begun anew because X did not know it any more,
// before what X says is taken as its answer.
const mostAgain = 5

// A stepped is what came of one request.
type stepped struct {
	network.Result
	wait time.Duration // until the next one
	note string        // what X is doing
	gone bool          // X may not have what the request was about
}

// step makes the request that a load needs next, and notes what it changed.
func (a *Account) step(ctx context.Context, cred Credentials, loads []load, c *cargo, i int) stepped {
	l, p := loads[i], &c.Loads[i]
	path := "/2/media/upload/" + p.ID
	switch p.Stage {
	case stageBegin:
		up, res, _ := a.uploadStep(ctx, cred, call{
			method: http.MethodPost, path: "/2/media/upload/initialize",
			body: map[string]any{"media_type": l.kind, "media_category": l.category, "total_bytes": l.size},
		})
		if res.Outcome == network.Done {
			p.ID, p.Until, p.Stage, p.Next = up.ID, up.until(a.o.Now()), stageSend, 0
		}
		return stepped{Result: res}
	case stageSend:
		return a.sendSegment(ctx, cred, l, p)
	case stageFinish:
		up, res, gone := a.uploadStep(ctx, cred, call{method: http.MethodPost, path: path + "/finalize"})
		return a.processed(l, p, up, stepped{Result: res, gone: gone})
	case stageLook:
		up, res, gone := a.uploadStep(ctx, cred, call{
			method: http.MethodGet, path: "/2/media/upload", query: url.Values{"command": {"STATUS"}, "media_id": {p.ID}},
		})
		return a.processed(l, p, up, stepped{Result: res, gone: gone})
	case stageDescribe:
		return a.say(ctx, cred, p, "/2/media/metadata", map[string]any{
			"id": p.ID, "metadata": map[string]any{"alt_text": map[string]string{"text": l.alt}},
		})
	case stageAttach:
		return a.say(ctx, cred, p, "/2/media/subtitles", map[string]any{
			"id": c.Loads[l.video].ID, "media_category": "TweetVideo",
			"subtitles": map[string]string{"id": p.ID, "language_code": l.language, "display_name": l.languageName},
		})
	default:
		*p = progress{Key: l.key}
		return stepped{Result: network.Result{Outcome: network.Done}}
	}
}

// sendSegment sends the next segment. Where the answer to one was lost, the same is
// sent again in its place.
func (a *Account) sendSegment(ctx context.Context, cred Credentials, l load, p *progress) stepped {
	data, err := l.segment(p.Next)
	var raw []byte
	var kind string
	if err == nil {
		raw, kind, err = piece(p.Next, data)
	}
	if err != nil {
		return stepped{Result: network.Result{Outcome: network.Never, Cause: network.Later, Note: "It could not be read here.", Raw: err.Error()}}
	}
	ans := a.doAs(ctx, cred, call{method: http.MethodPost, path: "/2/media/upload/" + p.ID + "/append", raw: raw, kind: kind})
	if ans.Outcome == network.Done {
		if p.Next++; int64(p.Next)*segment >= l.size {
			p.Stage = stageFinish
		}
	}
	return stepped{Result: ans.Result, gone: unknown(ans)}
}

// processed notes what X says of a load that it has as a whole.
func (a *Account) processed(l load, p *progress, up wireUpload, s stepped) stepped {
	switch {
	case s.Outcome != network.Done:
		return s
	case up.Processing != nil && up.Processing.State == "failed":
		why := "Use a JPEG or PNG."
		if l.category == videoCategory {
			why = "Make an MP4 with H.264 and AAC of it, or take X off."
		}
		if e := up.Processing.Error; e.Message != "" {
			why = fmt.Sprintf("It says: %.200q. %s", e.Message, why)
		}
		return stepped{Result: network.Result{Outcome: network.No, Cause: network.Change, Note: "X cannot read it. " + why, Raw: "processing failed"}}
	case up.Processing != nil && up.Processing.State != "succeeded":
		p.Stage = stageLook
		note := "X works at " + l.name + "."
		if n := up.Processing.Percent; n > 0 && n <= 100 {
			note = fmt.Sprintf("X works at %s: %d%%.", l.name, n)
		}
		return stepped{Result: s.Result, wait: time.Duration(min(max(up.Processing.After, 0), longestLook)) * time.Second, note: note}
	}
	p.Until, p.Stage = max(p.Until, up.until(a.o.Now())), stageDone
	switch {
	case l.video >= 0:
		p.Stage = stageAttach
	case l.alt != "":
		p.Stage = stageDescribe
	}
	return s
}

// longestLook bounds, in seconds, how long X is left alone because it says so.
const longestLook = 60

// say tells X something about a load that it has.
func (a *Account) say(ctx context.Context, cred Credentials, p *progress, path string, body any) stepped {
	ans := a.doAs(ctx, cred, call{method: http.MethodPost, path: path, body: body})
	if ans.Outcome == network.Done {
		p.Stage = stageDone
	}
	return stepped{Result: ans.Result, gone: unknown(ans)}
}

// unknown reports whether an answer may say that X does not know what it was asked
// about.
func unknown(ans network.Answer) bool {
	return ans.Status == http.StatusBadRequest || ans.Status == http.StatusNotFound || ans.Status == http.StatusGone
}

// uploadStep makes one request of an upload.
func (a *Account) uploadStep(ctx context.Context, cred Credentials, c call) (up wireUpload, res network.Result, gone bool) {
	ans := a.doAs(ctx, cred, c)
	if ans.Outcome != network.Done {
		return up, ans.Result, unknown(ans)
	}
	var out struct {
		Data wireUpload `json:"data"`
	}
	if err := ans.JSON(&out); err != nil {
		return up, ans.Garbled(err), false
	}
	if !validID(out.Data.ID) {
		return up, ans.Garbled(errors.New("read answer: it has no id of what was sent")), false
	}
	return out.Data, ans.Result, false
}

// until is when X throws a load away, as far as it is counted on.
func (u wireUpload) until(now time.Time) int64 {
	return now.Add(min(time.Duration(u.Expires)*time.Second, 24*time.Hour)).Unix()
}

// Discard implements network.Carrier. X shows nobody what no post uses, throws it away
// after a day, and has no request to remove it.
func (a *Account) Discard(context.Context, string) network.Result {
	return network.Result{Outcome: network.Done}
}
