import Ledger

/// A table of the distinct texts of a credit ledger: ids, words and codes, each with a number.
///
/// Number 0 is the blank text. Equal bytes have equal numbers, whatever column they come from. A text takes its bytes
/// and about 16 more.
package struct CreditNames: Sendable {
  /// The number of the blank text.
  package static let blank: UInt32 = 0

  private var bytes: [UInt8] = []
  /// Text n ends at `ends[n]` in `bytes`; text 0 is blank.
  private var ends: [Int] = [0]
  /// Numbers at the places of their hashes; 0 is a free place.
  private var slots: [UInt32] = Array(repeating: 0, count: 1024)

  package init() {}

  /// The number of distinct texts, the blank one included: numbers are 0 ..< `count`.
  package var count: Int { ends.count }

  /// Returns the number of `text`, which is a new one if the table lacks it.
  package mutating func number(of text: Bytes) -> UInt32 {
    if text.isEmpty { return CreditNames.blank }
    let place = self.place(of: text)
    if slots[place] != 0 { return slots[place] }
    precondition(ends.count < Int(UInt32.max), "a ledger has fewer than 2³² distinct texts")
    let number = UInt32(ends.count)
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    slots[place] = number
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
    let number = slots[place(of: text)]
    return number == 0 ? nil : number
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
    bytes.withUnsafeBufferPointer {
      $0[range(left)].lexicographicallyPrecedes($0[range(right)])
    }
  }

  private func range(_ number: UInt32) -> Range<Int> {
    let index = Int(number)
    return (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// The place where `text` is, or where it would be entered.
  private func place(of text: Bytes) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: CreditNames.hash(text)) & mask
    return bytes.withUnsafeBufferPointer { bytes in
      while slots[place] != 0 {
        let known = range(slots[place])
        if known.count == text.count, bytes[known].elementsEqual(text) { return place }
        place = (place + 1) & mask
      }
      return place
    }
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    bytes.withUnsafeBufferPointer { bytes in
      for number in 1..<ends.count {
        let text = Bytes(rebasing: bytes[range(UInt32(number))])
        var place = Int(truncatingIfNeeded: CreditNames.hash(text)) & mask
        while larger[place] != 0 { place = (place + 1) & mask }
        larger[place] = UInt32(number)
      }
    }
    slots = larger
  }

  /// FNV-1a over words of eight bytes with a final mix: numbers do not depend on it.
  private static func hash(_ text: Bytes) -> UInt64 {
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
