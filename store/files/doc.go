// Package files keeps pictures and videos beside the store, by the SHA-256 of
// their bytes, each of them sealed on its own.
//
// # The folder
//
// A file stands under its digest in one of 256 folders. It is written under
// another name first, brought to the disk, and renamed when it is whole: after a
// crash it is there or it is not. From then on it never changes, so that it can be
// copied while the program runs (Copy). The folder tmp is for what is not finished
// and for the plain files of preparations (Files.Temp); it is emptied at the start.
//
// # The form of a sealed file
//
// A file may have gigabytes and be read anywhere, by a network that resumes an
// upload or a browser that plays from the middle. So it is sealed in chunks of 64
// KiB with AES-256-GCM, whose nonce is the number of the chunk, under a key that
// this file alone has: HKDF-SHA256 of the media key with a salt of 32 random bytes.
// A header of fixed size stands before them, authenticated with HMAC-SHA256 under a
// second key of that kind:
//
//	magic   16  "appealbot file 1"
//	key      8  which media key it was
//	salt    32
//	size     8  of the plain bytes
//	digest  32  SHA-256 of the plain bytes
//	sum     32  SHA-256 of everything behind the header
//	mac     32  of all of that
//
// So a chunk that was altered, moved, or taken from another file is found when it
// is read; what was cut off, added, or put under another name is found when the
// file is opened. The sum lets a copy be checked without the key, against a disk
// that forgets and not against somebody who alters it.
//
// The header is written last, because the digest is known last. That is why this
// is not an age file, whose header comes first; the construction is the same, and
// everything that it is made of is in the standard library.
//
// Whoever lost the media key has lost the files.
package files
