package youtubetest

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// The public, and what it does.

// Reply writes a comment as a member of the public, and returns its id. An answer
// to an answer stands in the same thread.
func (s *Server) Reply(handle, parent, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.say(s.channel(handle), parent, text).id
}

// Edit gives a comment another text.
func (s *Server) Edit(id, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, _ := s.comment(id)
	c.text, c.changed = text, c.came.Add(time.Minute)
}

// Delete deletes a comment as its author.
func (s *Server) Delete(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(id)
}

// Hold holds a comment for review.
func (s *Server) Hold(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, _ := s.comment(id)
	c.state = "heldForReview"
}

// State is what became of a comment; empty where it is gone.
func (s *Server) State(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, _ := s.comment(id); c != nil {
		return c.state
	}
	return ""
}

// Studio gives a video another title and text, as somebody does by hand.
func (s *Server) Studio(video, title, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sn := s.video(video).meta.Snippet
	sn.Title, sn.Description = title, text
}

// Upload publishes a video as somebody does in YouTube Studio, and returns its id.
func (s *Server) Upload(handle, title, text, privacy string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channel(handle)
	v := &video{id: s.id(11), owner: c, privacy: "private", came: s.o.Now(), captions: make(map[string]string)}
	v.meta.Snippet = &snippet{Title: title, Description: text, CategoryID: "25"}
	s.videos = append(s.videos, v)
	s.lists[c.uploads()] = append([]string{v.id}, s.lists[c.uploads()]...)
	v.show(s, privacy)
	return v.id
}

// CommentsOff switches comments off below a video.
func (s *Server) CommentsOff(video string, off bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.video(video).off = off
}

// Public are the texts of the public videos and answers of a channel, in the order
// in which they became public.
func (s *Server) Public(handle string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	vs := slices.DeleteFunc(slices.Clone(s.videos), func(v *video) bool {
		return v.privacy != "public" || !strings.EqualFold(v.owner.handle, handle)
	})
	slices.SortFunc(vs, func(a, b *video) int { return a.shown - b.shown })
	var out []string
	for _, v := range vs {
		out = append(out, v.meta.Snippet.Description)
	}
	for _, t := range s.threads {
		for _, a := range t.answers {
			if strings.EqualFold(a.author.handle, handle) {
				out = append(out, a.text)
			}
		}
	}
	return out
}

// A Video is what there is of one.
type Video struct {
	ID, Title, Text, Digest, Privacy, Language string
	Size                                       int64
	Tags                                       []string
	Thumb                                      []byte
	Captions                                   map[string]string
	Playlists                                  []string // every place in one
}

// Videos is everything that was uploaded, the oldest first.
func (s *Server) Videos() []Video {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Video
	for _, v := range s.videos {
		o := Video{
			ID: v.id, Title: v.meta.Snippet.Title, Text: v.meta.Snippet.Description, Digest: v.digest, Size: v.size, Privacy: v.privacy,
			Tags: v.meta.Snippet.Tags, Thumb: v.thumb, Captions: v.captions, Language: v.meta.Snippet.Language,
		}
		for _, l := range s.o.Playlists {
			for _, id := range s.lists[l] {
				if id == v.id {
					o.Playlists = append(o.Playlists, l)
				}
			}
		}
		out = append(out, o)
	}
	return out
}

// SetPublic makes a video public as somebody does in YouTube Studio.
func (s *Server) SetPublic(video string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.video(video).show(s, "public")
}

// Say writes many comments at once, and returns their ids.
func (s *Server) Say(handle, parent string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, s.Reply(handle, parent, "Comment "+strconv.Itoa(i)+"."))
	}
	return out
}
