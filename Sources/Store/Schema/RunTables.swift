extension StoreTable {
  /// The run itself, in one row.
  static let run = StoreTable(
    "run", grain: "The run that made this database: one row.",
    columns: [
      StoreColumn("assay", .requiredText, "version of the program"),
      StoreColumn(
        "period_from", .text, "first requested day; NULL means the first of the ledger"),
      StoreColumn(
        "period_to", .text,
        "day after the last requested day; NULL means after the last of the ledger"
      ),
      StoreColumn(
        "first_day", .text, "first day with a fact, in the reporting zone, for any period"),
      StoreColumn(
        "last_day", .text, "last day with a fact, in the reporting zone, for any period"),
      StoreColumn("time_zone", .requiredText, "reporting zone (IANA)"),
      StoreColumn(
        "as_known_at", .text, "books count as known at this instant; NULL means everything"),
      StoreColumn(
        "settings", .requiredText, "JSON: every setting in force, in the form of assay.json"),
      StoreColumn(
        "is_sold", .requiredCount,
        "1 if books or recorded credits set customers' prices; 0: credits, revenue and margin are not known, and NULL"
      ),
    ])

  /// The files that were read, with digests.
  static let inputFile = StoreTable(
    "input_file", grain: "One row per file that Assay read, sorted by the bytes of its path.",
    columns: [
      StoreColumn("path", .requiredText, "path in the workspace"),
      StoreColumn("kind", .requiredText, "settings, book or ledger"),
      StoreColumn("bytes", .requiredCount, "size"),
      StoreColumn("sha256", .requiredText, "digest, 64 hexadecimal digits"),
      StoreColumn(
        "rows_read", .count,
        "rows, and the sum of the columns after it; NULL for files without requests"),
      StoreColumn("rows_rated", .count, "rows with a price"),
      StoreColumn("rows_unpriced", .count, "rows without a price"),
      StoreColumn(
        "rows_duplicate", .count, "rows that repeat an earlier row, here or in another file"),
      StoreColumn("rows_conflict", .count, "rows that differ from an earlier row with the same id"),
      StoreColumn("rows_rejected", .count, "rows that Assay cannot use"),
      StoreColumn("rows_outside_period", .count, "rows of other days"),
    ], key: ["path"])

  /// The figures of `summary.csv`.
  static let summary = StoreTable(
    "summary",
    grain:
      "One row per measure of summary.csv, in its order; the rows_ measures add up. With resets in credits/ its "
      + "plan_fees_usd is the sum billed for them, and plan_fees_by_users_usd equals plan_fees_usd of simulation.csv.",
    columns: [
      StoreColumn("measure", .requiredText, "name of the measure; its suffix is its unit"),
      StoreColumn("value", .decimal, "exact decimal; NULL where there is none"),
    ], report: "summary")
}
