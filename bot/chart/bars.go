package chart

import "fmt"

// bars draws how many appeals of each kind were published.
func (v *canvas) bars(n Numbers) {
	if len(n.Kinds) == 0 {
		return
	}
	v.heading("Appeals published", "")
	most := 1
	for _, b := range n.Kinds {
		most = max(most, b.N)
	}
	for _, b := range n.Kinds {
		v.row(b.Name, thousands(b.N), b.N, 0, most)
	}
}

// places draws the replies and tips of each network, and says how many posts there
// were.
func (v *canvas) places(n Numbers) {
	if len(n.Places) == 0 {
		return
	}
	v.heading("Where replies came from", "Bar: replies, the tips among them in the second colour.")
	most := 1
	for _, p := range n.Places {
		most = max(most, p.Replies)
	}
	for _, p := range n.Places {
		label := fmt.Sprintf("%s, %s", count(p.Replies, "reply", "replies"), count(p.Tips, "tip", "tips"))
		v.row(fmt.Sprintf("%s (%s)", p.Name, count(p.Posts, "post", "posts")), label, p.Replies, p.Tips, most)
	}
}

// row draws one line with its name and number above the bar.
func (v *canvas) row(name, label string, n, part, most int) {
	v.y += 42
	room := inner - v.long(label, small, true) - 25
	v.write(v.cut(name, room, small, false), margin, v.y, small, v.c.text, false)
	v.right(label, width-margin, v.y, small, v.c.text, true)
	y := v.y + 34
	v.rect(margin, y-2, width-margin, y+2, v.c.grid)
	if n > 0 {
		v.rect(margin, y-17, margin+tall(n, most, inner), y+17, v.c.main)
	}
	if part > 0 {
		v.rect(margin, y-17, margin+tall(part, most, inner), y+17, v.c.mark)
	}
	v.y += rowHigh - 42
}
