import Intake
import Ledger

/// A table of the distinct texts of a credit ledger: ids, words and codes, each with a number.
///
/// Number 0 is the blank text. Equal bytes have equal numbers, whatever column they come from. A text takes its bytes
/// and about 22 more.
package struct CreditNames: Sendable {
  /// The number of the blank text.
  package static let blank: UInt32 = 0

  private var bytes: [UInt8] = []
  /// Text n ends at `ends[n]` in `bytes`; text 0 is blank.
  private var ends: [Int] = [0]
  /// At the places of hashes: the low half of the hash before the number; 0 is a free place.
  private var slots: [UInt64] = Array(repeating: 0, count: 1024)

  package init() {}

  /// The number of distinct texts, the blank one included: numbers are 0 ..< `count`.
  package var count: Int { ends.count }

  /// Returns the number of `text`, which is a new one if the table lacks it.
  package mutating func number(of text: Bytes) -> UInt32 {
    text.isEmpty ? CreditNames.blank : number(of: text, hash: CreditNames.hash(text))
  }

  /// Asks for the memory in which a text of that hash is looked up.
  @inline(__always)
  func prefetch(_ hash: UInt64) {
    slots.withUnsafeBufferPointer { slots in
      guard let base = slots.baseAddress else { return }
      Intake.prefetch(base + (CreditNames.place(hash << 32) & (slots.count - 1)))
    }
  }

  /// Returns the number of `text`, which is not blank and has that hash.
  mutating func number(of text: Bytes, hash: UInt64) -> UInt32 {
    let place = self.place(of: text, hash)
    if slots[place] != 0 { return UInt32(truncatingIfNeeded: slots[place]) }
    precondition(ends.count < Int(UInt32.max), "a ledger has fewer than 2³² distinct texts")
    let number = UInt32(ends.count)
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    slots[place] = hash << 32 | UInt64(number)
    if ends.count * 5 > slots.count * 3 { grow() }
    return number
  }

  /// Returns the number of `text`, which is a new one if the table lacks it.
  package mutating func number(of text: Name) -> UInt32 {
    text.bytes.withUnsafeBufferPointer { number(of: $0) }
  }

  /// Returns the number of `text`; nil if the table lacks it.
  package func find(_ text: Bytes) -> UInt32? {
    if text.isEmpty { return CreditNames.blank }
    let slot = slots[place(of: text, CreditNames.hash(text))]
    return slot == 0 ? nil : UInt32(truncatingIfNeeded: slot)
  }

  /// Returns the number of `text`; nil if the table lacks it.
  package func find(_ text: Name) -> UInt32? {
    text.bytes.withUnsafeBufferPointer { find($0) }
  }

  /// Returns the text of `number`.
  package func name(_ number: UInt32) -> Name { Name(bytes: bytes[range(number)]) }

  /// Calls `body` with the bytes of the text of `number`.
  package func withBytes<Result>(of number: UInt32, _ body: (Bytes) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(Bytes(rebasing: $0[range(number)])) }
  }

  /// True if the text of `left` comes before that of `right` in bytewise order.
  package func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    bytes.withUnsafeBytes { $0[range(left)].precedes($0[range(right)]) }
  }

  private func range(_ number: UInt32) -> Range<Int> {
    let index = Int(number)
    return (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// The place where `text` is, or where it would be entered.
  private func place(of text: Bytes, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    // Texts are compared only where the half of the hash is equal that a slot keeps.
    let half = hash << 32
    var place = CreditNames.place(half) & mask
    return slots.withUnsafeBufferPointer { slots in
      while true {
        let slot = slots[place]
        if slot == 0 { return place }
        if (slot ^ half) >> 32 == 0,
          isText(of: UInt32(truncatingIfNeeded: slot), text)
        {
          return place
        }
        place = (place + 1) & mask
      }
    }
  }

  private func isText(of number: UInt32, _ text: Bytes) -> Bool {
    let known = range(number)
    guard known.count == text.count else { return false }
    return bytes.withUnsafeBytes { bytes in
      let (left, right) = (bytes[known], UnsafeRawBufferPointer(text))
      var index = 0
      while index + 8 <= right.count {
        let word = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word != right.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
        index += 8
      }
      while index < right.count {
        if left[known.lowerBound + index] != right[index] { return false }
        index += 1
      }
      return true
    }
  }

  /// Doubles the table; no text is looked at, and places next to each other stay so.
  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for slot in slots where slot != 0 {
      var place = CreditNames.place(slot) & mask
      while larger[place] != 0 { place = (place + 1) & mask }
      larger[place] = slot
    }
    slots = larger
  }

  /// Returns the place of a slot in a table that has room for all.
  @inline(__always)
  private static func place(_ slot: UInt64) -> Int { Int(truncatingIfNeeded: slot >> 32) }

  /// FNV-1a over words of eight bytes with a final mix: numbers do not depend on it.
  static func hash(_ text: Bytes) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var index = 0
    let words = UnsafeRawBufferPointer(text)
    while index + 8 <= text.count {
      let word = words.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      hash = mixed(hash ^ word)
      index += 8
    }
    var rest: UInt64 = UInt64(text.count)
    while index < text.count {
      rest = rest << 8 | UInt64(text[index])
      index += 1
    }
    return mixed(hash ^ rest)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
