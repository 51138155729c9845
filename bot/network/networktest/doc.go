// Package networktest has what tests of networks and of their callers need:
//
//   - Run, the suite that every network passes;
//   - Faults, a far side that misbehaves on purpose, in front of any HTTP
//     handler (an own fake or a reverse proxy to a real server);
//   - Contract, which holds what passes to a network's published description;
//   - Network, a public network in memory whose every step a test can script.
package networktest
