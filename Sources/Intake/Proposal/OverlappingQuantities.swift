import Ledger

extension UsageMapping {
  /// The columns that are read as several quantities, none of which includes another for every
  /// vendor, each with these quantities, by name.
  package var countedTwice: [(name: String, columns: [LedgerColumn])] {
    var columns: [String: [LedgerColumn]] = [:]
    for source in sources where source.column.content.isQuantity {
      for name in Set(source.names) { columns[name, default: []].append(source.column) }
    }
    let faulty = columns.filter { _, columns in
      columns.indices.contains { place in
        columns[..<place].contains {
          !includes($0, columns[place]) && !includes(columns[place], $0)
        }
      }
    }
    return faulty.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Returns true if `whole` is a total that includes `part`, whatever the vendor.
  private func includes(_ whole: LedgerColumn, _ part: LedgerColumn) -> Bool {
    let kind = ProposedTotals.classes.first { $0.whole == whole && $0.columns.contains(part) }?.kind
    guard let kind else { return false }
    let held = whole == .inputTokens ? inputIncludes : outputIncludes
    let rules = held.byVendor.values + (held.elsewhere.map { [$0] } ?? [])
    return rules.allSatisfy { $0.contains(kind) }
  }
}
