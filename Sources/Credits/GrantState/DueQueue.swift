/// The instants at which grants and holds of one account end, earliest first: a binary heap.
///
/// Entries are not removed when a grant or hold ends in another way; whoever takes one looks again.
struct DueQueue {
  private var heap: [Entry] = []

  /// A grant, or with `holdBit` a hold, that ends at an instant.
  ///
  /// Grants come before holds.
  struct Entry {
    let at: Int64
    let item: UInt32

    static let holdBit: UInt32 = 0x8000_0000

    fileprivate func precedes(_ other: Entry) -> Bool {
      at != other.at ? at < other.at : item < other.item
    }
  }

  /// The earliest instant; `Int64.max` if nothing ends.
  var earliest: Int64 { heap.first?.at ?? .max }

  mutating func insert(at instant: Int64, item: UInt32) {
    heap.append(Entry(at: instant, item: item))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func removeFirst() -> Entry {
    let first = heap[0]
    let last = heap.removeLast()
    if heap.isEmpty { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      let left = 2 * parent + 1
      if left < heap.count, heap[left].precedes(heap[least]) { least = left }
      if left + 1 < heap.count, heap[left + 1].precedes(heap[least]) { least = left + 1 }
      if least == parent { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
