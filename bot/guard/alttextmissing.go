package guard

import "strings"

// AltTextMissing objects to a picture or a video that is not described in
// words. A file's name, or "photo" alone, describes nothing.
func (detectors) AltTextMissing(s *scene) []hit {
	return s.mediaThat(func(m Medium) bool { return !describes(m.Alt) })
}

// describes reports whether an alt text has a word that says what is seen.
func describes(alt string) bool {
	v := newView(alt)
	fields := strings.Fields(v.low)
	if len(fields) == 1 && fileLike(fields[0]) {
		return false
	}
	for _, t := range tokenize(v.text) {
		if w := v.low[t.a:t.b]; t.kind == word && !emptyAlt.has(w) {
			return true
		}
	}
	return false
}

// fileLike reports whether a word is the name of a file: "img_2041.jpg".
func fileLike(w string) bool {
	dot := strings.LastIndexByte(w, '.')
	return dot > 0 && fileKinds.has(w[dot+1:]) || strings.HasPrefix(w, "img_") || strings.HasPrefix(w, "dsc_")
}

// emptyAlt are words that alone say nothing of what is seen, fileKinds how the
// names of pictures and videos end. They are read only.
var (
	emptyAlt  = set("a an the of image images picture photo photograph photos pic img video clip file attachment untitled alt text une un le la de l d du des photographie fichier sans titre n o none na tbd todo")
	fileKinds = set("jpg jpeg png gif webp heic heif avif bmp tif tiff mp4 m4v mov avi webm mkv")
)
