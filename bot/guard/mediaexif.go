package guard

// MediaExifGPS objects to a picture or a video whose file still says where it
// was made.
func (detectors) MediaExifGPS(s *scene) []hit {
	return s.mediaThat(func(m Medium) bool { return m.Located })
}

// mediaThat reports each picture and video of which bad holds.
func (s *scene) mediaThat(bad func(Medium) bool) []hit {
	var out []hit
	for _, m := range s.media {
		if bad(m) {
			out = append(out, hit{field: m.Field})
		}
	}
	return out
}
