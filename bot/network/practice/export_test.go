package practice

// Shelf keeps files in memory.
type Shelf = shelf
