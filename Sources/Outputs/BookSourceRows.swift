import Ledger
import Store
import Workspace

extension BookSource {
  /// Which files make up a table of the database, by the beginning of their paths.
  private static let tables: [(table: StoreTable, path: String)] = [
    (.price, WorkspacePath.prices + "/"), (.alias, WorkspacePath.aliases),
    (.derivation, WorkspacePath.derivations),
    (.model, WorkspacePath.models), (.multiplier, MultiplierFile.name),
    (.plan, WorkspacePath.plans), (.account, WorkspacePath.accounts),
    (.coupon, WorkspacePath.coupons), (.topUp, WorkspacePath.topUps),
    (.entitlement, WorkspacePath.entitlements),
    (.allocation, WorkspacePath.allocations),
    (.currency, WorkspacePath.currencies),
  ]

  /// The rows of every book that was read, cell by cell, by file and line.
  ///
  /// The books were found good before, so nothing is wrong with them now.
  static func rows(of sources: [BookSource]) -> [BookRows] {
    tables.map { each in
      let files = sources.filter { $0.path.hasPrefix(each.path) }
      return BookRows(table: each.table, rows: files.flatMap { $0.rows(for: each.table) })
    }
  }

  private func rows(for table: StoreTable) -> [BookRows.Row] {
    let columns = table.bookColumns
    var faults: [Finding] = []
    let book = BookTable(bytes, file: path, required: [], known: columns, faults: &faults)
    return book.rows.map { row in
      BookRows.Row(
        file: path, line: row.place.line ?? 0, cells: columns.map { book.cell($0, of: row) })
    }
  }
}
