extension StoreTable {
  /// The closes of months; empty in a workspace without `closes.csv`.
  static let close = StoreTable(
    "close",
    grain:
      "One row per line of closes.csv, including the line of the close that made this database.",
    columns: [
      StoreColumn("sequence", .requiredCount, "number of the line, from 1"),
      StoreColumn("kind", .requiredText, "close, approve or restate"),
      StoreColumn("period", .requiredText, "the month, YYYY-MM"),
      StoreColumn("number", .requiredCount, "number of the close within its month, from 1"),
      StoreColumn("at", .requiredText, "time of the decision, RFC 3339 in UTC"),
      StoreColumn("by", .requiredText, "the person, as typed"),
      StoreColumn("reason", .text, "the reason; NULL: none"),
      StoreColumn(
        "accepted", .text, "the defects that the close tolerates, separated by `;`; NULL: none"),
      StoreColumn("manifest", .text, "path of the manifest; NULL in an approval"),
      StoreColumn("manifest_sha256", .text, "SHA-256 of the manifest; NULL in an approval"),
      StoreColumn(
        "restates", .count, "number of the close that a restatement replaces; otherwise NULL"),
      StoreColumn("previous_sha256", .requiredText, "row_sha256 of the line before"),
      StoreColumn("row_sha256", .requiredText, "SHA-256 of the line up to the comma before it"),
      StoreColumn("state", .requiredText, "closed, approved or restated, of the close of the line"),
    ])
}
