package app

import "testing"

// Somebody publishes past the bot; the duty channel says so, what it says and what to
// do, and an approver has it taken down, on a desk and on a phone.
func TestOutsidePost(t *testing.T) {
	onDeskAndPhone(t, func(b *browser, size string) {
		b.click("#officers a", "Bob")
		b.wait("Bob is at the desk", `document.querySelector('#chat').dataset.officer === 'bob'`)
		b.tab("#tab-public")
		b.click("#training summary", "Training")
		b.types("#outside-text", "Free money! @channel <b>write to us</b>")
		b.accessible("the training")
		b.click("#outside button", "Publish it")
		b.sees("#posts .post", "Free money!")
		b.click("button", "Close")
		b.tab("#tab-chat")
		b.channel("duty")
		b.sees("#messages .msg", "Nobody approved it here.")
		b.sees("#messages .msg", "Free money! @channel <b>write to us</b>")
		b.shot(size + "-outside")
		b.accessible("what was published outside")
		b.click("#messages button", "Remove it")
		b.sees("#messages .msg", "Removed")
		b.tab("#tab-public")
		b.sees("#posts .post", "Taken down")
	})
}
