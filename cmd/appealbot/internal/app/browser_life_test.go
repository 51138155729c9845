package app

import (
	"strconv"
	"testing"
	"time"

	"appealbot/configs"
)

// The life of an appeal as officers see it, on a desk and on a phone: it waits and
// nobody looks, it is repeated, one officer publishes alone, and all is clear.
func TestBrowserLife(t *testing.T) {
	onDeskAndPhone(t, func(b *browser, size string) {
		b.waits(size)
		b.repeats(size)
		b.clears(size)
	}, impatient)
}

func TestBrowserAlone(t *testing.T) {
	onDeskAndPhone(t, (*browser).alone)
}

// impatient reminds within seconds of what waits.
func impatient(c *configs.Config) {
	c.Reminders.After = []time.Duration{time.Second, 2 * time.Second, 3 * time.Second}
}

// is lets somebody else sit down at the desk.
func (b *browser) is(name, id string) {
	b.t.Helper()
	b.click("#officers a", name)
	b.wait(name+" is at the desk", `document.querySelector('#chat').dataset.officer === '`+id+`'`)
}

// says sends a line from the composer, as if it had been pasted: what comes in
// meanwhile draws the room anew.
func (b *browser) says(line string) {
	b.t.Helper()
	b.wait("the composer takes a line", `(e => e && (e.value = `+strconv.Quote(line)+`))(document.querySelector('#composer-text'))`)
	b.click("#composer-send", "Send")
}

// waits: more people are called each time, until one of them reads and approves.
func (b *browser) waits(size string) {
	b.t.Helper()
	b.says("/appeal new 2026-8888888 Robbery: Were you at King and Bay on Monday at 9 p.m.? Call 416-808-2222.")
	b.sees(".msg", "is stored. Nothing is public")
	b.channel("case-2026-8888888")
	b.click("button", "Submit for approval")
	b.sees("#messages a.thread", "answer")
	b.click("#messages a.thread", "")
	b.wait("the thread is open", `document.querySelector('#chat').dataset.thread`)
	b.sees("#messages .msg", "has waited for 1 approval since")
	b.sees("#messages .msg", "Nobody has decided.")
	b.shot(size + "-life-1-waits")
	b.accessible("reminders")
	b.channel("duty")
	b.sees("#messages .msg", "Nobody has decided.")
	b.is("Carla", "carla")
	b.click("#channels a", "appealbot") // she was called by a message to herself as well
	b.click("#messages button", "Read it, then approve")
	b.sees("#dialog, .msg.only", "Were you at King and Bay")
	b.shot(size + "-life-2-read")
	b.click("#messages button", "Approve")
	b.sees(".msg.only", "Approved.")
	b.wait("nothing asks any more", all("#messages button", "Read it, then approve")+".length === 0")
	b.channel("case-2026-8888888")
	b.sees("#messages h3", "public (3 posts)")
}

// repeats: the card shows the words of every time, and one approval lets them all out.
func (b *browser) repeats(size string) {
	b.t.Helper()
	b.is("Ann", "ann")
	b.channel("case-2026-8888888")
	b.says("/appeal repeat daily 18:00, 4 times")
	b.sees(".msg", "One approval lets out the whole series")
	b.sees("#messages .card", "(4 of 4)")
	b.shot(size + "-life-3-series")
	b.accessible("a series")
	b.is("Bob", "bob")
	b.channel("case-2026-8888888")
	b.click("#messages button", "Approve")
	b.sees("#messages h3", "approved, to be published")
	b.sees("#messages h3", "for the first time")
}

// clears: the closing text waits for somebody else, what is public goes at once.
func (b *browser) clears(size string) {
	b.t.Helper()
	b.is("Ann", "ann")
	b.channel("case-2026-8888888")
	b.says("/appeal clear mistaken the wrong corner")
	b.sees("#messages .msg", "All clear, says Cst. Ann Okafor: mistaken.")
	b.sees("#messages h3", "Correction 2026-8888888/3: waiting for 1 approval")
	b.sees("#messages .card", "gone, seen at")
	b.shot(size + "-life-4-clear")
	b.accessible("an all-clear")
}

// alone: Bob publishes without a second officer, and Carla reviews it.
func (b *browser) alone(size string) {
	b.t.Helper()
	b.is("Bob", "bob")
	b.says("/appeal new --kind safety 2026-9119119 Active shooter: Stay away from Union Station. Officers are there. Call 9-1-1.")
	b.sees(".msg", "is stored. Nothing is public")
	b.channel("case-2026-9119119")
	b.click("#messages button", "Publish alone…")
	b.sees("#dialog", "Why")
	b.shot(size + "-alone-1-form")
	b.accessible("publishing alone")
	b.types("#dialog textarea", "Shots are being fired and no supervisor answers.")
	b.click("#dialog .actions button[type=submit], #dialog button", "Publish")
	b.sees("#messages h3", "published by one officer, and not reviewed yet")
	b.tab("#tab-public")
	b.sees("#posts .post", "Stay away from Union Station")
	b.tab("#tab-chat")
	b.is("Carla", "carla")
	b.channel("case-2026-9119119")
	b.shot(size + "-alone-2-review")
	b.accessible("a review")
	b.click("#messages button", "It was right")
	b.sees("#messages .card", "right, says Insp. Carla Singh")
}
