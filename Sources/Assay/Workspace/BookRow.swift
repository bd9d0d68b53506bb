/// A row to be added to a book, as it has to be typed there.
struct BookRow {
  let file: String
  /// What goes into each column; other columns stay blank.
  let cells: [String: String]
  /// The columns of a book that has to be made first.
  let columns: [String]

  /// What to do, with the row at its end: where to add it, or which file to make.
  func advice(in workspace: Workspace) -> String {
    if let header = workspace.headers[file] {
      return "add to \(file): \(text(header.split(separator: ",").map(String.init)))"
    }
    return
      "make \(file) with the header \(columns.joined(separator: ",")), and add: \(text(columns))"
  }

  private func text(_ columns: [String]) -> String {
    columns.map { column in
      let cell = cells[column.trimmedLowercase] ?? ""
      let isPlain = !cell.contains { $0 == "," || $0 == "\"" }
      return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",")
  }

  /// The first line of a book, without its mark of byte order and its line end.
  static func header(_ bytes: [UInt8]) -> String {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let line = bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    // Blank columns count: a header that ends in a comma has one more.
    return String(decoding: line, as: UTF8.self)
  }
}

extension BookRow {
  /// Another name of a model.
  static func alias(_ alias: String, of model: String, provider: String) -> BookRow {
    BookRow(
      file: "aliases.csv", cells: ["provider": provider, "alias": alias, "model": model],
      columns: ["provider", "alias", "model"])
  }

  /// A price that somebody has to fill in, in the first price book.
  static func price(
    of model: String, provider: String, from day: String, in workspace: Workspace
  ) -> BookRow {
    let books = workspace.headers.keys.filter { $0.hasPrefix("prices/") }.sorted()
    return BookRow(
      file: books.first ?? "prices/vendors.csv",
      cells: [
        "provider": provider, "model": model, "unit_class": "input", "price_usd": "PRICE",
        "per": "1000000", "effective_from": day,
      ],
      columns: ["provider", "model", "unit_class", "price_usd", "per", "effective_from"])
  }

  /// A paid tier without a target.
  static func plan(_ tier: String) -> BookRow {
    BookRow(
      file: "plans.csv", cells: ["tier": tier, "is_free": "false"],
      columns: ["tier", "is_free", "target_margin_percent"])
  }
}
