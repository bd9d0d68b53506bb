/// The end of a line; the last line of a file may end with nothing.
package enum LineEnd: Hashable, Sendable {
  case lineFeed, both, carriageReturn, none
}
