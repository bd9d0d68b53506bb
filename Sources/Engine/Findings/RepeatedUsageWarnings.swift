import Intake
import Ledger

extension NonRequestRows {
  /// Findings on rows that state the usage of other rows again, as a column of the file says.
  ///
  /// - Parameter isMapped: the settings say what its columns mean.
  func repeatedUsage(in file: String, isMapped: Bool) -> [Finding] {
    func finding(
      _ code: String, _ message: String, of column: String, _ words: [String]
    ) -> Finding {
      let list = words.prefix(8).map(JSONString.quoted).joined(separator: ", ")
      return Finding(
        .warning, at: Place(file: file), code: code, message: message,
        help: isMapped
          ? "leave these rows out: write beside \"columns\" of its mapping: \"skip\":"
            + " { \(JSONString.quoted(column)): [\(list)] }"
          : "leave these rows out of the export")
    }
    func rows(_ count: Int, _ words: [String], in column: String) -> String {
      "\(GroupedDigits.count(Int64(count), "row")) of the first \(rowCount)"
        + " \(count == 1 ? "states" : "state")"
        + " \(words.prefix(3).map { "\"\($0.excerpt)\"" }.joined(separator: ", "))"
        + " in \"\(column.excerpt)\""
    }
    var findings: [Finding] = []
    if let pieces {
      findings.append(
        finding(
          "qty.running",
          rows(pieces.count, pieces.words, in: pieces.column)
            + ": these look like pieces of streamed responses that other rows state in full,"
            + " and each row counts as a request", of: pieces.column, pieces.words))
    }
    if let traceSums {
      let place = traceSums.trace.map { "\"\($0.excerpt)\"" } ?? "file"
      findings.append(
        finding(
          traceSums.addsUp ? "sum.rows" : "sum.nested",
          rows(traceSums.count, traceSums.words, in: traceSums.column)
            + (traceSums.addsUp
              ? " and equal the sum of the other rows of the same \(place): Assay counts all of them"
              : ": their usage may include that of other rows of the same \(place); Assay counts"
                + " all of them"),
          of: traceSums.column, traceSums.words))
    }
    return findings
  }
}
