import Ledger
import Tables

/// The fields of a line of `closes.csv`.
struct ChainLine {
  let fields: [String]
  /// True if the line is quoted as Assay quotes.
  let isPlain: Bool

  /// Reads a line without its line end; nil if quotes do not close or the text is not UTF-8.
  init?(_ bytes: [UInt8]) {
    var fields: [String] = []
    var at = 0
    while true {
      guard let (field, end) = ChainLine.field(bytes, from: at),
        let text = String(validating: field, as: UTF8.self)
      else { return nil }
      fields.append(text)
      if end == bytes.count { break }
      at = end + 1
    }
    self.fields = fields.map(ChainLine.withoutApostrophe)
    isPlain = CSVText.bytes(self.fields.map { .text(Name($0)) }) == bytes
  }

  /// The bytes of the field from `start`, without its quotes, and the offset after it.
  private static func field(_ bytes: [UInt8], from start: Int) -> ([UInt8], Int)? {
    let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
    guard start < bytes.count, bytes[start] == quote else {
      let text = bytes[start...].prefix { $0 != comma }
      return text.contains(quote) ? nil : (Array(text), text.endIndex)
    }
    var text: [UInt8] = []
    var at = start + 1
    while at < bytes.count {
      if bytes[at] != quote {
        text.append(bytes[at])
        at += 1
      } else if at + 1 < bytes.count, bytes[at + 1] == quote {
        text.append(quote)
        at += 2
      } else {
        let isEnd = at + 1 == bytes.count || bytes[at + 1] == comma
        return isEnd ? (text, at + 1) : nil
      }
    }
    return nil
  }

  /// The text without the apostrophe that keeps a spreadsheet from running it as a formula.
  private static func withoutApostrophe(_ text: String) -> String {
    text.hasPrefix("'") && CSVText.startsFormula(text) ? String(text.dropFirst()) : text
  }
}
