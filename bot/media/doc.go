// Package media turns pictures, videos and captions that an officer handed in into
// the bytes that may be published.
//
// Whatever a file is called or said to be, its first bytes decide what it is
// (Sniff). Type, dimensions and length are read and checked before anything is
// decoded, so that a small file cannot claim a large amount of memory.
//
// A picture is decoded and encoded anew (Accept), so that nothing of the original
// file but its pixels is left: no position, no camera, no thumbnail, no comment.
//
// A video is made anew by ffmpeg (Prepare): only its first picture track and its
// first sound track are taken over, as they are where every network takes them,
// and otherwise converted. What cameras write between the pictures (supplemental
// enhancement information of H.264) is left out as well, and sound is always encoded
// anew. Without ffmpeg only MP4 and MOV files are taken that hold one H.264 track, at
// most one AAC track, and not a byte that belongs to neither; everything in them that
// is not needed to play them is overwritten, between the pictures, too. The sound stays
// byte for byte, with what its encoder wrote into it.
//
// Whatever is made is read back and refused if it still has anything in it that
// does not belong there (Clean). HDR videos become what ffmpeg makes of them, without tone
// mapping.
package media
