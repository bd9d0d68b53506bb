import Intake

/// The grants of one account from which credits may be taken, the next one first: a binary heap of grant indices.
///
/// A grant without credits left stays until it is the first.
struct GrantQueue {
  private var heap: [UInt32] = []

  var first: UInt32? { heap.first }
  var grants: [UInt32] { heap }

  /// Asks for the memory of the first grants' numbers.
  @inline(__always)
  func fetch() {
    heap.withUnsafeBufferPointer { if let base = $0.baseAddress { prefetch(base) } }
  }

  /// Enters a grant in O(log n).
  mutating func insert(_ grant: UInt32, by order: GrantOrder, in grants: [Grant]) {
    heap.append(grant)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard order.precedes(heap[child], heap[parent], in: grants) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Removes the first grant in O(log n).
  mutating func removeFirst(by order: GrantOrder, in grants: [Grant]) {
    let last = heap.removeLast()
    if heap.isEmpty { return }
    heap[0] = last
    sink(from: 0, by: order, in: grants)
  }

  /// Makes the heap anew of the grants that `keeps` in O(n), as the order or an expiry changed.
  mutating func rebuild(
    keeping keeps: (UInt32) -> Bool, by order: GrantOrder, in grants: [Grant]
  ) {
    heap.removeAll { !keeps($0) }
    var parent = heap.count / 2
    while parent > 0 {
      parent -= 1
      sink(from: parent, by: order, in: grants)
    }
  }

  private mutating func sink(from start: Int, by order: GrantOrder, in grants: [Grant]) {
    var parent = start
    while true {
      var least = parent
      let left = 2 * parent + 1
      if left < heap.count, order.precedes(heap[left], heap[least], in: grants) { least = left }
      if left + 1 < heap.count, order.precedes(heap[left + 1], heap[least], in: grants) {
        least = left + 1
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
