/// How a line ends; the last of a file may end with nothing.
package enum LineEnd: Hashable, Sendable {
  case lineFeed, both, carriageReturn, none
}
