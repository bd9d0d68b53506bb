import Intake
import Ledger
import Workspace

/// Request ids in a file: one per line, or the column `request_id` of a CSV file such as `exceptions.csv`.
package enum RequestIDList {
  private static let column = "request_id"
  /// The maximum number of ids that are explained at once.
  package static let limit = 1_000

  /// Returns the ids in their order; refuses a CSV file with a row that cannot be read.
  package static func ids(in bytes: [UInt8], file: String) throws(RunRefusal) -> [Name] {
    let text = bytes.dropFirst(bytes.byteOrderMarkLength)
    let lines = text.split { $0 == 0x0A || $0 == 0x0D }
    guard let first = lines.first, isHeader(first) else {
      return lines.compactMap { line in
        let blank: Set<UInt8> = [0x20, 0x09]
        let id = line.drop(while: blank.contains).reversed().drop(while: blank.contains).reversed()
        return id.isEmpty ? nil : Name(bytes: Array(id))
      }
    }
    var faults: [Finding] = []
    let table = BookTable(bytes, file: file, required: [column], known: [column], faults: &faults)
    let errors = faults.filter { $0.severity == .error }
    if !errors.isEmpty { throw RunRefusal(findings: errors) }
    return table.rows.map { table.cell(column, of: $0) }.filter { !$0.isEmpty }
  }

  /// True if a line has a cell with the name of the column.
  private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    let cells = String(decoding: line, as: UTF8.self).split(whereSeparator: ",;\t|".contains)
    return cells.contains { cell in
      String(cell).trimmedLowercase.filter { $0 != "\"" } == column
    }
  }
}
