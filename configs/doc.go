// Package configs holds the department's settings: one commented YAML file,
// the defaults that make it optional, secrets, and the texts that appeals are
// written from.
//
// Loading is strict and complete: every unknown or repeated key, wrong value
// and unreadable secret is reported at once, each with its place in the file,
// what was found and what is allowed. Source lines and secret values never
// appear in an error. Whatever a file leaves out keeps its default, so a new
// program runs with an old file.
//
// The package reads files and the environment, and nothing else. Settings that
// belong to one public network are decoded here but declared by that network's
// own package: see Network.
package configs
