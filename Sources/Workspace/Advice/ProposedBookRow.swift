import Ledger
import Pricing

/// A row to be added to a book, as it has to be typed there.
package struct ProposedBookRow {
  package let file: String
  /// The content of each column; other columns stay blank.
  package let cells: [String: String]
  /// The columns of a book that has to be made first.
  package let columns: [String]

  /// The placeholder for `true` or `false`, which a person must replace.
  package static let trueOrFalse = "TRUE_OR_FALSE"

  /// Returns the advice, with the row at its end: where to add it, or which file to create.
  ///
  /// - Parameter condition: what else to do with the row, in words.
  package func advice(in workspace: Workspace, where condition: String = "") -> String {
    [self].advice(in: workspace, where: condition)
  }

  /// The columns of both lists, those of each in its order.
  fileprivate static func joined(_ some: [String], _ others: [String]) -> [String] {
    var all = some
    for (index, name) in others.enumerated() where !all.contains(name) {
      let next = others[index...].dropFirst().first { all.contains($0) }
      all.insert(name, at: next.flatMap(all.firstIndex) ?? all.count)
    }
    return all
  }

  fileprivate func text(_ columns: [String], _ delimiter: Character) -> String {
    columns.map { column in
      let cell = cells[column] ?? ""
      let isPlain = !cell.contains { $0 == delimiter || $0 == "\"" }
      return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: String(delimiter))
  }
}

extension [ProposedBookRow] {
  /// Returns the advice, with the rows at its end, one line each.
  ///
  /// It says where to add them, or which files to create.
  package func advice(in workspace: Workspace, where condition: String = "") -> String {
    let condition = condition.isEmpty ? "" : " " + condition
    var files: [String] = []
    for row in self where !files.contains(row.file) { files.append(row.file) }
    return files.map { file in
      let rows = filter { $0.file == file }
      let header = workspace.headers[file]
      // A new file has every column that any of its rows needs: without it a condition would be lost.
      let needed = rows.map(\.columns).reduce([]) { ProposedBookRow.joined($0, $1) }
      let (columns, delimiter) =
        header.map { BookTable.headerColumns(of: $0, known: rows.flatMap(\.cells.keys)) } ?? (
          needed, ","
        )
      let texts = rows.map { $0.text(columns, delimiter) }.joined(separator: "\n")
      return header == nil
        ? "make \(file) with the header \(columns.joined(separator: ",")), and add\(condition): \(texts)"
        : "add to \(file)\(condition): \(texts)"
    }.joined(separator: "\nand ")
  }
}

extension ProposedBookRow {
  /// Another name of a model.
  package static func alias(
    _ alias: String, of model: String, provider: String
  ) -> ProposedBookRow {
    ProposedBookRow(
      file: WorkspacePath.aliases, cells: ["provider": provider, "alias": alias, "model": model],
      columns: ["provider", "alias", "model"])
  }

  /// A price to be filled in, in the first own price book, or in one of its own where no book has a
  /// column for its service tier, region or band.
  ///
  /// - Parameter recorded: when it is recorded, where it corrects a row of the same start.
  package static func price(
    of model: ModelKey, _ price: PricedClass, over: Int64? = nil, from day: String,
    recorded: String? = nil, in workspace: Workspace
  ) -> ProposedBookRow {
    let (unitClass, serviceTier) = (price.unitClass, price.serviceTier)
    let isStandard = serviceTier == RateKey.standardServiceTier
    let tierColumns =
      (isStandard ? [] : ["service_tier"]) + (price.region.isEmpty ? [] : ["region"])
      + (over == nil ? [] : ["context_over"]) + (recorded == nil ? [] : ["recorded_at"])
    // Rows of people stand in books of their own, not in those of catalogs.
    let sources = workspace.books.prices.sources
    let books = workspace.headers.keys.filter {
      WorkspacePath.isInPrices($0) && sources.rank(of: $0) == 0
    }.sorted()
    let newBook = sources.isEmpty ? "prices/vendors.csv" : "prices/own.csv"
    let fitting = books.first { book in
      let header = workspace.headers[book, default: ""]
      let columns = BookTable.headerColumns(of: header, known: tierColumns + ["provider", "model"])
        .names
      return tierColumns.allSatisfy(columns.contains)
    }
    let wanted = isStandard ? "prices/conditions" : "prices/service-tiers"
    // A book that is there and lacks a column would lose the condition.
    let file =
      fitting
      ?? ([books.isEmpty ? newBook : wanted + ".csv"] + (2...99).map { "\(wanted)-\($0).csv" })
      .first { workspace.headers[$0] == nil }
    return ProposedBookRow(
      file: file ?? newBook,
      cells: [
        "provider": model.provider.description, "model": model.model.description,
        "unit_class": unitClass.name, "price_usd": "PRICE", "per": "\(unitClass.defaultPer)",
        "service_tier": isStandard ? "" : serviceTier.description,
        "region": price.region.description, "context_over": over?.description ?? "",
        "effective_from": day, "recorded_at": recorded ?? "",
      ],
      columns: ["provider", "model", "unit_class", "price_usd", "per"] + tierColumns
        + ["effective_from"])
  }

  /// A factor on all prices of a model in a region: 1, to be changed by hand.
  package static func factor(of region: Name, provider: Name, model: Name) -> ProposedBookRow {
    ProposedBookRow(
      file: WorkspacePath.derivations,
      cells: [
        "provider": provider.description, "factor": "1", "region": region.description,
        "models": model.description,
      ],
      columns: ["provider", "factor", "region", "models"])
  }

  /// Returns a row for the value of a currency on a day, which a person must fill in.
  package static func rate(of currency: Name, on day: Day) -> ProposedBookRow {
    let cells = [
      "day": day.description, "currency": currency.description, "usd_per_unit": "RATE",
      "source": "SOURCE",
    ]
    return ProposedBookRow(
      file: WorkspacePath.currencies, cells: cells,
      columns: ["day", "currency", "usd_per_unit", "source"])
  }

  /// An account whose plan must be filled in.
  package static func account(_ account: Name) -> ProposedBookRow {
    ProposedBookRow(
      file: WorkspacePath.accounts,
      cells: ["account_id": account.description, "plan": "PLAN"],
      columns: ["account_id", "plan", "effective_from", "effective_to"])
  }

  /// A tier without a target; the operator must state whether it is free.
  package static func plan(_ tier: String) -> ProposedBookRow {
    ProposedBookRow(
      file: WorkspacePath.plans, cells: ["tier": tier, "is_free": ProposedBookRow.trueOrFalse],
      columns: ["tier", "is_free", "target_margin_percent"])
  }
}
