// Package prepare has the videos that officers handed in made into what may be
// published, one at a time.
//
// Model. A preparation (bot.Prep) is claimed in one transaction, made from the sealed
// original outside of any, and settled in another one. The claim is exclusive until
// its lease is over; whoever works at it makes the lease last longer as they go, and
// says how far it is. Nothing outside changes meanwhile, and what is made is named
// after its own bytes, so making it twice does no harm: one whose lease is over,
// because the program was killed, is simply made again from the beginning.
//
// What is wrong with the file is said to whoever handed it in, at once. Everything
// else is tried again a few times, and then it is said as well.
//
// The folder holds what the tools need as plain files. Nothing in it is needed
// later; it is emptied before and after every preparation, because an original may
// show what nobody shall see.
package prepare
