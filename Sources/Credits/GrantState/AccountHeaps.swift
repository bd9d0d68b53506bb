/// Heaps of numbered elements, one per account, all linked in one array: pairing heaps.
///
/// Whoever has a heap keeps the number of its first element, `CreditEvent.none` for an empty heap. An array for each
/// account would lie far away from it, and most hold few elements.
struct AccountHeaps {
  /// By number of the element.
  private var links: [Link] = []

  private struct Link {
    /// The newest of the elements just below.
    var child = CreditEvent.none
    /// The next older one below the same element.
    var sibling = CreditEvent.none
  }

  /// The order of two numbers of the elements.
  typealias Order<Element> = (UInt32, UInt32, [Element]) -> Bool

  /// Enters an element that is in no heap in O(1); returns the first one of the heap.
  mutating func insert<Element>(
    _ number: UInt32, into first: UInt32, of elements: [Element], by precedes: Order<Element>
  ) -> UInt32 {
    while links.count <= Int(number) { links.append(Link()) }
    return meld(first, number, elements, precedes)
  }

  /// Removes the first element in O(log n) on average; returns the next one.
  mutating func removeFirst<Element>(
    _ first: UInt32, of elements: [Element], by precedes: Order<Element>
  ) -> UInt32 {
    var next = links[Int(first)].child
    links[Int(first)].child = CreditEvent.none
    // Neighbours are melded first, then the pairs from the last one on: that keeps the heap shallow.
    var pairs = CreditEvent.none
    while next != CreditEvent.none {
      let (left, right) = (next, detach(next))
      next = right == CreditEvent.none ? right : detach(right)
      let pair = meld(left, right, elements, precedes)
      links[Int(pair)].sibling = pairs
      pairs = pair
    }
    var root = CreditEvent.none
    while pairs != CreditEvent.none {
      let pair = pairs
      pairs = detach(pair)
      root = meld(root, pair, elements, precedes)
    }
    return root
  }

  /// Returns the elements of a heap, in any order.
  func elements(of first: UInt32) -> [UInt32] {
    if first == CreditEvent.none { return [] }
    var found = [first]
    var next = 0
    while next < found.count {
      var below = links[Int(found[next])].child
      while below != CreditEvent.none {
        found.append(below)
        below = links[Int(below)].sibling
      }
      next += 1
    }
    return found
  }

  /// Takes a heap apart; returns its elements, in any order.
  mutating func removeAll(of first: UInt32) -> [UInt32] {
    let all = elements(of: first)
    for number in all { links[Int(number)] = Link() }
    return all
  }

  /// Takes an element out of the list below another; returns the one after it.
  private mutating func detach(_ number: UInt32) -> UInt32 {
    let next = links[Int(number)].sibling
    links[Int(number)].sibling = CreditEvent.none
    return next
  }

  /// Makes one heap of two; returns its first element.
  private mutating func meld<Element>(
    _ left: UInt32, _ right: UInt32, _ elements: [Element], _ precedes: Order<Element>
  ) -> UInt32 {
    if left == CreditEvent.none { return right }
    if right == CreditEvent.none { return left }
    let isLeft = precedes(left, right, elements)
    let (first, second) = isLeft ? (left, right) : (right, left)
    links[Int(second)].sibling = links[Int(first)].child
    links[Int(first)].child = second
    return first
  }
}
