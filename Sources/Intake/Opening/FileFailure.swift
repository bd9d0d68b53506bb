import Ledger
import Parsing

/// A fault of a file with where in it, if anywhere.
package struct FileFailure: Error, Hashable, Sendable {
  package let fault: FileFault
  package let line: Int?
  package let column: Int?

  /// The failure of a record that takes all of `bytes` and does not end; it begins at `line`.
  package static func endlessRecord(
    _ bytes: Bytes, format: RecordFormat, line: Int
  ) -> FileFailure {
    guard case .csv(let delimiter) = format,
      case .openQuote(let quote) = RecordSkimmer(delimiter: delimiter).end(
        of: bytes, from: 0, isEnd: true)
    else { return FileFailure(.endlessRecord(isQuoteOpen: false), line: line, column: 1) }
    let place = CarefulScanner.linesAndColumn(bytes, from: 0, to: quote)
    return FileFailure(
      .endlessRecord(isQuoteOpen: true), line: line + place.lines, column: place.column)
  }

  /// The failure of a quote that `bytes`, the last of a file, do not close; its record begins at `start`, on `line`.
  package static func openQuote(
    _ bytes: Bytes, quote: Int, from start: Int, line: Int
  ) -> FileFailure {
    let place = CarefulScanner.linesAndColumn(bytes, from: start, to: quote)
    // A line end at the very end begins no further line.
    let after = CarefulScanner.linesAndColumn(bytes, from: quote, to: bytes.count - 1)
    return FileFailure(
      .openQuote(lastLine: line + place.lines + after.lines), line: line + place.lines,
      column: place.column)
  }

  package init(_ fault: FileFault, line: Int? = nil, column: Int? = nil) {
    self.fault = fault
    self.line = line
    self.column = column
  }

  package init(_ fault: ReadFault) { self.init(.reading(fault)) }

  /// The failure of a part of a file, by the lines of the file: `lines` of them are above the part.
  package func moved(downBy lines: Int) -> FileFailure {
    guard let line else { return self }
    var fault = fault
    if case .openQuote(let last) = fault { fault = .openQuote(lastLine: last + lines) }
    return FileFailure(fault, line: line + lines, column: column)
  }
}
