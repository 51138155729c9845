package practice

import "net/url"

// alone is the public side by itself. Whoever opens it may not know of any
// exercise, so its title and its head say what it is.
func (p *page) alone(url.Values) (wholeView, error) {
	v := wholeView{
		where: where{Tab: "public"}, Title: "Exercise: practice wall, not the real public",
		Style: p.files.url("style.css"), Script: p.files.url("script.js"), Wall: p.wall(),
	}
	v.Wall.Alone = true
	return v, nil
}
