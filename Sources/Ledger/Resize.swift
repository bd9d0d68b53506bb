extension Array {
  /// Makes the list `count` long, keeping its memory; its content then is to be written over.
  ///
  /// Elements are written in place afterwards: appending each asks for every one whether there is room and nobody else
  /// holds the list.
  @inline(__always)
  package mutating func resize(to count: Int, with placeholder: Element) {
    if self.count > count {
      removeLast(self.count - count)
    } else {
      append(contentsOf: repeatElement(placeholder, count: count - self.count))
    }
  }
}
