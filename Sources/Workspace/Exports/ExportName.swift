import Ledger

/// What the name of a file in `ledger/` tells of it.
enum ExportName {
  private static let tables = [".csv", ".tsv"]
  private static let jsonLines = [".jsonl", ".ndjson"]
  private static let documents = [".json"]

  /// Whether `path` is an export by its name.
  static func isExport(_ path: String) -> Bool {
    (tables + jsonLines + documents).contains(where: plainName(of: path).hasSuffix)
  }

  /// Whether the export at `path` is one of JSON lines by its name.
  static func isJSONLines(_ path: String) -> Bool {
    jsonLines.contains(where: plainName(of: path).hasSuffix)
  }

  /// A path in lower case, and without the `.gz` that tells nothing of the format.
  private static func plainName(of path: String) -> String {
    let name = path.trimmedLowercase
    return name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }
}
