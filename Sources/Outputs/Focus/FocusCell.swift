import Ledger
import Tables

/// A cell of a FOCUS file.
enum FocusCell {
  case blank
  case text(Name)
  /// A text without a comma, a quote or what a spreadsheet would run.
  case word(String)
  case number(FocusNumber)
  case flag(Bool)

  /// A text, or nothing where it is empty.
  static func name(_ text: Name) -> FocusCell { text.isEmpty ? .blank : .text(text) }

  static func number(orBlank number: FocusNumber?) -> FocusCell {
    number.map(FocusCell.number) ?? .blank
  }

  func put(into room: inout ByteBuilder) {
    switch self {
    case .blank: break
    case .text(let text): CSVText.put(text, into: &room)
    case .word(let word): room.put(word)
    case .number(let number): number.put(into: &room)
    case .flag(let flag): room.put(flag ? "true" : "false")
    }
  }
}

/// An exact number as FOCUS files have it: a plain decimal, always with a point.
///
/// Readers that guess types take `1` for a whole number, and then refuse it as a price.
struct FocusNumber {
  let value: Int128
  /// The number is `value` × 10⁻ˢᶜᵃˡᵉ.
  let scale: Int

  init(_ value: Int128, scale: Int) {
    self.value = value
    self.scale = scale
  }

  init(_ money: Money) { self.init(money.attodollars, scale: Money.decimals) }

  init(count: Int64) { self.init(Int128(count), scale: 0) }

  static var zero: FocusNumber { FocusNumber(0, scale: 0) }

  var text: String {
    var room = ByteBuilder(capacity: DecimalText.room)
    put(into: &room)
    return String(decoding: room.bytes, as: UTF8.self)
  }

  /// Puts the number as `text` has it.
  func put(into room: inout ByteBuilder) {
    let start = room.count
    room.put(value, scale: scale)
    if scale > 0 {
      for byte in room.bytes[start...] where byte == point { return }
    }
    room.put(byte: point)
    room.put(byte: 0x30)
  }
}

private let point: UInt8 = 0x2E

/// JSON objects of texts, as FOCUS has tags and details.
enum FocusJSON {
  /// Returns an object in one line, without the members that are empty.
  static func object(_ members: [(key: String, value: Name)]) -> Name {
    let texts = members.filter { !$0.value.isEmpty }.map { key, value in
      JSONString.quoted(key) + ": " + JSONString.quoted(value.description)
    }
    return Name("{" + texts.joined(separator: ", ") + "}")
  }
}
