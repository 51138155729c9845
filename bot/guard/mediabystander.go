package guard

// MediaBystander asks for a look at every picture and video: nobody but a
// person can say that nobody is seen who should not be. There is no finder of
// faces, because a face that it missed would be trusted to be absent.
func (detectors) MediaBystander(s *scene) []hit {
	return s.mediaThat(func(Medium) bool { return true })
}
