package commands

import (
	"fmt"
	"sync"

	"appealbot/bot/media"
)

// maxCrops is how many pictures Crops remembers: those of the appeals that are
// being worked on. Cards are shown anew with every step of a video's preparation.
const maxCrops = 32

// Crops shows what feeds show of pictures. It remembers the newest, because making
// one takes up to a second. The zero value is ready; its method may be used
// concurrently.
type Crops struct {
	mu   sync.Mutex
	made []crop // the newest last
}

type crop struct {
	name string
	data []byte // nil: the picture cannot be shown so
}

// Show returns what is seen of a picture, named by its digest, where feeds show its
// middle in the shape of width to height. It is nil where that cannot be shown.
func (c *Crops) Show(digest string, picture []byte, aspect float64) []byte {
	name := fmt.Sprintf("%s %.4f", digest, aspect)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range c.made {
		if k.name == name {
			return k.data
		}
	}
	data, err := media.Cropped(picture, aspect)
	if err != nil {
		data = nil // the card says in words that feeds show the middle alone
	}
	if len(c.made) == maxCrops {
		c.made = append(c.made[:0], c.made[1:]...)
	}
	c.made = append(c.made, crop{name, data})
	return data
}
