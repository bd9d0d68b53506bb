/// The format in which the records of a file are written.
package enum RecordFormat: Hashable, Sendable {
  case csv(delimiter: UInt8)
  /// One JSON object a line; a lone CR ends a line, or is a blank.
  case jsonLines(endsAtCR: Bool)
  /// The elements of one list, which is in a number of objects.
  case jsonDocument(depth: Int)

  package var isJSONLines: Bool { if case .jsonLines = self { true } else { false } }

  package var isJSONDocument: Bool { if case .jsonDocument = self { true } else { false } }

  package var isCSV: Bool { if case .csv = self { true } else { false } }

  /// The separator between records that are read again one after another.
  package var separator: [UInt8] { isJSONDocument ? [0x2C, 0x0A] : [0x0A] }

  /// True if a CR that no LF follows ends a line.
  package var endsAtCR: Bool {
    switch self {
    case .csv: true
    case .jsonLines(let endsAtCR): endsAtCR
    case .jsonDocument: false
    }
  }
}
