import CSystem

extension Array {
  /// Makes room for `count` elements at once, in pages of two mebibytes where the system has such.
  private mutating func reserveInLargePages(_ count: Int) {
    reserveCapacity(count)
    withUnsafeMutableBufferPointer { elements in
      guard let start = elements.baseAddress else { return }
      assay_prefer_large_pages(start, count * MemoryLayout<Element>.stride)
    }
  }

  /// Appends to a list that may become very long: it then grows fourfold, so that little is copied, and in large pages.
  @inline(__always)
  package mutating func appendToLong(_ element: consuming Element) {
    if count == capacity && count >= 1 << 12 { reserveInLargePages(4 * count) }
    append(element)
  }
}
