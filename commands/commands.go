package commands

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
)

// patience bounds one answer. Platforms give three seconds; the person should
// not wait for two.
const patience = 2 * time.Second

// Router answers what people do in the chat.
type Router struct {
	desk      *desk.Desk
	platform  string
	log       *slog.Logger
	connector Connector
	verbs     []verb
}

var _ chat.Handler = (*Router)(nil)

// New returns a Router for one platform. Without a Connector, which may be nil,
// no account can be connected in the chat.
func New(d *desk.Desk, platform string, log *slog.Logger, c Connector) *Router {
	return &Router{desk: d, platform: platform, log: log, connector: c, verbs: table()}
}

// request is one thing that somebody did.
type request struct {
	*Router
	ctx context.Context //nolint:containedctx // A request lives as long as one call of Handle.
	// after outlives ctx: see late.
	after context.Context //nolint:containedctx // As above.
	e     chat.Event
	by    desk.Actor
}

// Handle implements chat.Handler. A person always gets an answer: the outcome,
// a refusal that says what to do next, or a reference under which the log has
// the cause.
func (r *Router) Handle(ctx context.Context, e chat.Event) (a chat.Answer, err error) {
	after := context.WithoutCancel(ctx)
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	defer func() {
		if p := recover(); p != nil {
			a, err = r.failed(e, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	by, err := r.actor(e)
	refusal, stranger := errors.AsType[*bot.Refusal](err)
	switch {
	case e.Room != nil:
		return chat.Answer{}, r.roomChanged(ctx, by, e)
	case e.Forged != nil:
		err = r.desk.Forged(ctx, by, e.Forged.What, e.Forged.Why)
	case stranger && e.Change != nil:
		return chat.Answer{}, nil // they are told when they send the form
	case stranger:
		err = r.desk.Refuse(ctx, by, "stranger", refusal)
	default:
		q := &request{Router: r, ctx: ctx, after: after, e: e, by: by}
		a, err = q.dispatch() //nolint:contextcheck // See late.
	}
	return r.outcome(e, a, err)
}

// actor is whoever did something. For a login that the department does not know
// it comes with a refusal.
func (r *Router) actor(e chat.Event) (desk.Actor, error) {
	who, err := r.desk.Who(bot.Login{Platform: r.platform, User: e.User})
	switch {
	case err == nil:
	case e.User == "":
		who = bot.Person{ID: bot.ID(r.platform), Name: r.platform}
	default:
		who = bot.Person{ID: bot.ID(r.platform + ":" + e.User), Name: "unknown login"}
	}
	return desk.Actor{Person: who, Event: r.platform + ":" + e.ID, Via: r.platform + " " + via(e)}, err
}

// roomChanged hands on what became of a channel. Nobody asked, so nobody gets
// an answer; what goes wrong is for the log.
func (r *Router) roomChanged(ctx context.Context, by desk.Actor, e chat.Event) error {
	err := r.desk.RoomChanged(ctx, by, desk.RoomChange{
		Platform: r.platform, Channel: e.At.Channel, Fate: bot.RoomFate(e.Room.Fate), Name: e.Room.Name,
	})
	if err != nil {
		r.log.Error("could not note what became of a channel", "event", e.ID, "fate", e.Room.Fate, "channel", e.At.Channel, "err", err)
	}
	return err
}

// via says how somebody did something, for the audit log.
func via(e chat.Event) string {
	switch {
	case e.Command != nil:
		return "command"
	case e.Press != nil:
		return "button"
	case e.Submit != nil, e.Change != nil:
		return "form"
	case e.React != nil:
		return "reaction"
	case e.Room != nil:
		return "channel"
	case e.Forged != nil:
		return e.Forged.What
	default:
		return "file"
	}
}

func (q *request) dispatch() (chat.Answer, error) {
	switch {
	case q.e.Command != nil:
		return q.command(q.e.Command.Line)
	case q.e.Press != nil:
		return q.press(*q.e.Press)
	case q.e.Submit != nil:
		return q.submit(*q.e.Submit)
	case q.e.Change != nil:
		return q.change(*q.e.Change)
	case q.e.React != nil:
		return q.react(*q.e.React)
	case q.e.Upload != nil:
		return q.upload(*q.e.Upload)
	default:
		return chat.Answer{}, nil
	}
}

// outcome turns an error into what the person sees.
func (r *Router) outcome(e chat.Event, a chat.Answer, err error) (chat.Answer, error) {
	var refusal *bot.Refusal
	switch {
	case err == nil, errors.Is(err, errUnsettled):
		return a, err
	case errors.As(err, &refusal):
		if e.Submit != nil && len(a.Errors) == 0 {
			// The form stays open with everything that was typed.
			return chat.Answer{Errors: map[string]string{"": refusal.Text}}, nil
		}
		return chat.Answer{Reply: &chat.Message{Text: refusal.Text, Tone: chat.Warning}, Errors: a.Errors}, nil
	default:
		return r.failed(e, err)
	}
}

// failed logs an error under a reference that the person can pass on.
func (r *Router) failed(e chat.Event, err error) (chat.Answer, error) {
	var b [3]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	ref := hex.EncodeToString(b[:])
	r.log.Error("could not answer", "reference", ref, "event", e.ID, "user", e.User, "err", err)
	text := fmt.Sprintf("Something went wrong, and nothing was changed. Try again; if it stays so, give your administrator the reference %s.", ref)
	if errors.Is(err, bot.ErrFull) {
		text = fmt.Sprintf("The program's disk is full, so nothing was changed and nothing can be published. Tell your administrator at once (reference %s).", ref)
	}
	if errors.Is(err, desk.ErrGuard) {
		text = fmt.Sprintf("The guard could not look at this, so it is not known whether it may be public. Nothing was changed, and nothing goes out. Try again later or word it otherwise; give your administrator the reference %s.", ref)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		text = fmt.Sprintf("This took too long, and it may or may not have happened. Look at the card before you try again (reference %s).", ref)
	}
	if e.Submit != nil {
		return chat.Answer{Errors: map[string]string{"": text}}, err
	}
	return chat.Answer{Reply: &chat.Message{Text: text, Tone: chat.Bad}}, err
}

// say answers with one sentence.
func say(format string, args ...any) chat.Answer {
	return chat.Answer{Reply: &chat.Message{Text: fmt.Sprintf(format, args...), Tone: chat.Info}}
}

// show answers with a message.
func show(m chat.Message) chat.Answer { return chat.Answer{Reply: &m} }

// ask answers with a form.
func ask(f chat.Form) chat.Answer { return chat.Answer{Open: &f} }

// practiceRoom is the platform that shows a chart for the ground its reader prefers.
// For any other one a second chart would be drawn for nobody, while somebody waits.
const practiceRoom = "practice"

// book is what cards need to know.
func (q *request) book() card.Book {
	b := Book(q.desk)
	b.Schemes = b.Schemes && q.platform == practiceRoom
	return b
}

// Book returns what cards need to know from a desk.
func Book(d *desk.Desk) card.Book {
	return card.Book{
		Now: d.Now(), Roster: d.Roster(), Duty: d.Duty(), Accounts: d.Accounts(), Price: d.Price, Incomplete: d.Incomplete, Blind: d.Blind, Moderates: d.Moderates,
		Crop: d.Crop, Quota: d.Quota, Grounds: grounds(d), Dark: d.Dark(), Schemes: d.Exercise(), Alone: d.AloneRule(), Timing: d.Timing(),
	}
}

// grounds are what an override may rest on, in the department's first language.
func grounds(d *desk.Desk) []chat.Option {
	var out []chat.Option
	for _, g := range d.Grounds() {
		words := g.Words[d.Languages()[0]]
		if words == "" {
			words = g.Words["en"]
		}
		out = append(out, chat.Option{Value: g.ID, Label: words})
	}
	return out
}

// appeal finds the appeal that ref means here, with everything its card
// shows.
func (q *request) appeal(ref string) (v card.View, err error) {
	err = q.desk.View(q.ctx, func(tx bot.Tx) error {
		a, err := desk.FindAppeal(tx, ref, q.platform, q.e.At.Channel)
		if err != nil {
			return err
		}
		v, err = card.Load(tx, a.ID)
		return err
	})
	return v, err
}

// view loads what the card of an appeal shows.
func (q *request) view(id bot.ID) (v card.View, err error) {
	err = q.desk.View(q.ctx, func(tx bot.Tx) error {
		v, err = card.Load(tx, id)
		return err
	})
	if errors.Is(err, bot.ErrNotFound) {
		err = bot.Refuse(bot.ErrNotFound, "That appeal does not exist any more. Look at /appeal list.")
	}
	return v, err
}

// where tells the person where to go on when they are not in the case's room
// already.
func (q *request) where(v card.View) string {
	r := v.Case.Room(q.platform)
	switch r.Channel {
	case "":
		return " Its private channel is being made; you will be invited."
	case q.e.At.Channel:
		return ""
	default:
		return " The card is in the channel " + r.Name + "."
	}
}
