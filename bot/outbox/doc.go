// Package outbox carries out what the desk decided: a Publisher moves the posts
// of one account to its network, a Notifier shows the notices on one chat
// platform.
//
// Both claim an entry in one transaction, act once, and settle the outcome in
// another. Between the two the process may die at any point, so what is found
// claimed afterwards is never simply done again:
//
//   - A post that is found being sent is unknown. It is looked for, and sent
//     again only when the network says that it is absent and publishing with the
//     same key twice has the effect of publishing once. Everywhere else the first
//     request may still be on its way, and a person decides.
//   - A late "it is public" is a fact and is kept even if somebody else has the
//     claim by now; a late guess is dropped.
//   - Media are carried to the network in steps before the one attempt that
//     publishes them. Nobody sees any of it, so the post stays queued and can be
//     taken back between two steps; a lost step is made again, and what is given up
//     is discarded.
//   - A post with the address of another one in it waits for that, and goes out in
//     the same words however often it is sent.
//   - A post whose account makes nothing public for a time is put off to the end of
//     that in the transaction that would claim it. What waited together goes out a
//     minute apart; what has begun is finished.
//   - A change of words that are public is made again until it is known to have been
//     made, because twice is as good as once. A post that takes the place of another
//     one is public before that one goes.
//   - That a network says that something is removed ends nothing. It stays on the list
//     of what should be gone until package accounts has seen that it is, and is removed
//     again where it is not. No part of a thread waits for another to go.
//   - A request of which nobody knows what came before its post was taken down is looked
//     for as long as it may arrive, and until a person says that it did not.
//   - A notice is shown again. A card twice is tolerable; an appeal twice is not.
//
// There is one Publisher an account, so that a slow network never delays a fast
// one, and within it the urgent lane goes first.
package outbox
