// Package replies reads what the public answers into the cases.
//
// A Collector reads one account. It gives every page to the desk, which stores
// the replies and the cursor behind them in one transaction before anything is
// shown to anybody. When the process dies between reading and storing, the page
// is read again, and what is known already changes nothing.
//
// Polling is what counts. A network that can stream only wakes the collector
// earlier; so a stream that breaks costs time and never an answer.
package replies
