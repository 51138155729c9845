// Package chart draws what was counted, for people who look at it on a phone.
//
// [Of] works out the numbers of a chart from a report, and [Draw] draws them: one
// picture of three parts, 1170 pixels wide, which is three for each point of a phone
// of 390. The smallest letters are 11 points high there. Nothing is told by colour
// alone: whatever is drawn has its name and its number beside it, and the numbers
// are also on the card. Both are pure, and the same numbers make the same bytes.
package chart
