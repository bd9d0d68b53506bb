import Ledger

/// A long table as one text: rows end with `;`, figures are parted by commas.
///
/// A place that is the same as in the row above is blank, a figure that is 0 too, and blank figures at the end of a row
/// are left out: most of a table is one or the other.
struct CompactTableText {
  /// Digits, signs, commas and semicolons.
  private(set) var bytes: [UInt8] = []
  private var last: [Int] = []
  /// The fields of the row so far, and the commas that are before its next figure.
  private var (field, commas) = (0, 0)

  /// The table as a JSON string: nothing in it needs an escape.
  var json: String { "\"" + String(decoding: bytes, as: UTF8.self) + "\"" }

  /// Adds a number in a list to a row; places come before figures, as many in each row.
  mutating func addPlace(_ place: Int) {
    let isSame = field < last.count && last[field] == place
    if field < last.count { last[field] = place } else { last.append(place) }
    if field > 0 { bytes.append(CompactTableText.comma) }
    field += 1
    if !isSame { DecimalText.append(Int64(place), to: &bytes) }
  }

  /// Adds a figure to a row; 0 is 0 and not unknown.
  mutating func addFigure(_ figure: Int128) {
    if field > 0 { commas += 1 }
    field += 1
    if figure == 0 { return }
    for _ in 0..<commas { bytes.append(CompactTableText.comma) }
    commas = 0
    DecimalText.append(figure, scale: 0, to: &bytes)
  }

  /// Ends a row.
  mutating func endRow() {
    bytes.append(UInt8(ascii: ";"))
    (field, commas) = (0, 0)
  }

  private static let comma = UInt8(ascii: ",")
}
