import Ledger

/// The meaning of the name of a file in `ledger/` or `bills/`.
package enum ExportName {
  private static let tables = [".csv", ".tsv"]
  private static let jsonLines = [".jsonl", ".ndjson"]
  private static let documents = [".json"]

  /// Returns true if `path` is an export or a bill by its name.
  package static func isExport(_ path: String) -> Bool {
    (tables + jsonLines + documents).contains(where: plainName(of: path).hasSuffix)
  }

  /// Returns true if `path` is a file of credit events by its name.
  package static func isEventFile(_ path: String) -> Bool {
    (tables + jsonLines).contains(where: plainName(of: path).hasSuffix)
  }

  /// True if the export at `path` is a JSON Lines file by its name.
  static func isJSONLines(_ path: String) -> Bool {
    jsonLines.contains(where: plainName(of: path).hasSuffix)
  }

  /// A path in lower case, and without the `.gz` that tells nothing of the format.
  private static func plainName(of path: String) -> String {
    let name = path.trimmedLowercase
    return name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }
}
