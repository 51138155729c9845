// Package web is how the program speaks HTTP: one Mux with the same protection
// for every page and callback, and a Server that starts and stops in order.
//
// Every answer carries headers that forbid scripts and styles that are not the
// program's own files, framing, and guessing of types. A request for a host that
// is not the program's is refused, so that no foreign page can reach it through
// a name of its own; so is a form that another site sends. Bodies and times are
// bounded, and a panic is an answer with a reference that the log has too.
package web
