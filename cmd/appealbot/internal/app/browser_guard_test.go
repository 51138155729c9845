package app

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// An officer types what must not be public, and is led to a text that may be: what
// has a standard form is rewritten after a look at before and after, what is private
// goes by hand, and what needs a reason gets one. A second officer makes sure of that
// point and approves. On a desk and on a phone.
func TestBrowserGuard(t *testing.T) {
	onDeskAndPhone(t, func(b *browser, size string) {
		b.betrays(size)
		b.rewrites(size)
		b.mends(size)
		b.overrides(size)
		b.makesSure(size)
	})
}

// objection are the buttons of the finding about some words.
func objection(words, label string) string {
	return fmt.Sprintf(`[...document.querySelectorAll('#messages .part.finding')].filter(e => e.checkVisibility() && [...e.querySelectorAll('dd')].some(d => d.textContent === %s)).flatMap(e => [...e.querySelectorAll('button')]).filter(e => e.textContent === %s)`,
		strconv.Quote(words), strconv.Quote(label))
}

// betrays: a draft with an address, a young person's name, a plate and a private
// number. The card shows of each how serious it is, the words, why, and what to do.
func (b *browser) betrays(size string) {
	b.t.Helper()
	b.types("#composer-text", "/appeal new 2026-4747474 Robbery: Jordan Lee, 15, is wanted for a robbery. He was seen leaving 4712 Bathurst Street "+
		"in a black Honda, plate CKTR 482. Did you see it? Call Jordan's mother at 416-555-0199.")
	b.click("#composer-send", "Send")
	b.sees(".msg", "is stored. Nothing is public")
	b.channel("case-2026-4747474")
	b.sees("#messages h3", "4 findings have to be settled")
	for words, says := range map[string][]string{
		"4712 Bathurst Street": {"Must change", "risk", "nearest intersection", "Rewrite", "the 4700 block of Bathurst Street"},
		"Jordan Lee":           {"Must change", "Youth Criminal Justice Act", "age and sex only", "Rewrite", "A youth"},
		"416-555-0199":         {"Must change", "not one of our published lines", "416-808-2222"},
		"CKTR 482":             {"Needs a reason", "leads to a home address", "make, model, colour", "Override with a reason"},
	} {
		for _, text := range says {
			b.wait(words+" shows "+text, fmt.Sprintf(`[...document.querySelectorAll('#messages .part.finding')].some(e => e.checkVisibility() && [...e.querySelectorAll('dd')].some(d => d.textContent === %s) && e.textContent.includes(%s))`,
				strconv.Quote(words), strconv.Quote(text)))
		}
	}
	b.rests(objection("4712 Bathurst Street", "Rewrite"))
	b.shot(size + "-guard-1-findings")
	b.accessible("a draft with findings")
	b.click("button", "Submit for approval")
	b.sees(".msg.only", "cannot be overridden")
}

// rewrites: what would become of the words is shown first. Closed, nothing has
// become of them.
func (b *browser) rewrites(size string) {
	b.t.Helper()
	b.clickOne(objection("4712 Bathurst Street", "Rewrite"))
	b.sees("#dialog .intro", "Before: …")
	b.sees("#dialog .intro", "seen leaving the 4700 block of Bathurst Street in a black Honda")
	b.shot(size + "-guard-2-rewrite")
	b.accessible("before and after")
	b.click("#dialog button", "Cancel")
	b.wait("the form is closed", "!document.querySelector('#dialog').open")
	b.clickOne(objection("4712 Bathurst Street", "Rewrite"))
	b.sees("#dialog .intro", "Saving makes revision 2")
	b.click("#dialog button", "Save")
	b.wait("the finding is gone", objection("4712 Bathurst Street", "Rewrite")+".length === 0")
	b.sees("#messages h3", "3 findings have to be settled")
	b.sees("#messages blockquote", "the 4700 block of Bathurst Street")
	b.clickOne(objection("Jordan Lee", "Rewrite"))
	b.sees("#dialog .intro", "A youth, 15")
	b.click("#dialog button", "Save")
	b.sees("#messages h3", "2 findings have to be settled")
}

// mends: what has no standard form is changed by hand.
func (b *browser) mends(size string) {
	b.t.Helper()
	b.click("#messages .card > .actions button", "Edit")
	b.sees("#dialog", "Text in English")
	b.types("#dialog textarea", "A youth, 15, is wanted for a robbery. He was seen leaving the 4700 block of Bathurst Street in a black Honda, plate CKTR 482. "+
		"Did you see it? Call 416-808-2222. 2026-4747474")
	b.click("#dialog button", "Save")
	b.sees("#messages h3", "1 finding has to be settled")
	b.shot(size + "-guard-3-one-left")
}

// overrides: on a ground of the department's list and in words, of which there have
// to be some.
func (b *browser) overrides(size string) {
	b.t.Helper()
	b.clickOne(objection("CKTR 482", "Override with a reason"))
	b.sees("#dialog label", "Why may this be public?")
	b.must(chromedp.Do(b.ctx, chromedp.SetValue("#dialog select", "sought")))
	b.click("#dialog button", "Override")
	b.sees("#dialog .error", "Fill this in.")
	b.types("#dialog textarea", "The car is what people should look for.")
	b.shot(size + "-guard-4-override")
	b.accessible("an override")
	b.click("#dialog button", "Override")
	b.sees(".msg.only", "Noted. The approver and the audit log will show your reason.")
	b.sees("#messages dd", "The car is what people should look for.")
	b.sees("#messages h3", "draft, ready to submit")
	b.click("button", "Submit for approval")
	b.sees(".msg", "It needs one approval")
}

// makesSure: nobody approves without the tick.
func (b *browser) makesSure(size string) {
	b.t.Helper()
	b.click("#officers a", "Bob")
	b.wait("Bob is at the desk", `document.querySelector('#chat').dataset.officer === 'bob'`)
	b.channel("case-2026-4747474")
	b.click("#messages button", "Approve")
	b.sees("#dialog legend", "I have made sure")
	b.must(chromedp.Do(b.ctx, chromedp.SetValue("#dialog select", "approve")))
	b.click("#dialog button", "Confirm")
	b.wait("the tick is asked for", `document.querySelector('#dialog [data-input=ticks] .error').textContent !== ''`)
	b.shot(size + "-guard-5-confirm")
	b.accessible("an approval with points to make sure of")
	b.confirms()
	b.sees("#messages h3", "public (3 posts)")
	b.tab("#tab-public")
	b.sees("#posts .post", "A youth, 15, is wanted for a robbery. He was seen leaving the 4700 block of Bathurst Street")
	b.shot(size + "-guard-6-public")
}
