import Intake

/// A table from a pair of numbers to a number: 12 bytes per place, at most 60 % full.
package struct PairTable: Sendable {
  private var slots: [Slot]
  private(set) var count = 0

  /// Makes an empty table, with room for a number of pairs.
  package init(room: Int = 0) {
    var places = 64
    while places * 3 < room * 5 { places *= 2 }
    slots = Array(repeating: Slot(), count: places)
  }

  /// A pair and its value; free if both numbers are 0, as no pair of two blanks is entered.
  private struct Slot {
    var first: UInt32 = 0
    var second: UInt32 = 0
    var value: UInt32 = 0

    var isFree: Bool { first == 0 && second == 0 }
  }

  /// The value of a pair; nil if the table lacks it.
  package subscript(first: UInt32, second: UInt32) -> UInt32? {
    get {
      let place = place(of: first, second)
      return slots[place].isFree ? nil : slots[place].value
    }
    set {
      guard let newValue else { preconditionFailure("a pair is never removed") }
      precondition(first != 0 || second != 0, "a pair has a number")
      let place = place(of: first, second)
      let isNew = slots[place].isFree
      slots[place] = Slot(first: first, second: second, value: newValue)
      if !isNew { return }
      count += 1
      if count * 5 > slots.count * 3 { grow() }
    }
  }

  /// Asks for the memory in which a pair is looked up.
  @inline(__always)
  func fetch(_ first: UInt32, _ second: UInt32) {
    slots.withUnsafeBufferPointer { slots in
      guard let base = slots.baseAddress else { return }
      prefetch(base + (PairTable.hash(first, second) & (slots.count - 1)))
    }
  }

  @inline(__always)
  private static func hash(_ first: UInt32, _ second: UInt32) -> Int {
    let key = UInt64(first) << 32 | UInt64(second)
    let product = key.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }

  private func place(of first: UInt32, _ second: UInt32) -> Int {
    let mask = slots.count - 1
    var place = PairTable.hash(first, second) & mask
    while !slots[place].isFree && (slots[place].first != first || slots[place].second != second) {
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for slot in old where !slot.isFree { slots[place(of: slot.first, slot.second)] = slot }
  }
}
