import Ledger

/// The sums collected by workers, in the order of the facts.
///
/// It is known before the rows that count are: reversals join when the sums are merged.
package struct FactMerge: Sendable {
  /// Sorted by their cells, then their terms.
  let dimensions: [FactDimensions]
  /// Sorted by account, then user.
  let users: [UserKey]
  /// Per dimensions, a number that is the same for those that `facts.csv` cannot tell apart.
  let lines: [Int32]
  let order: FactOrder
  /// Of each worker; empty once they were merged.
  var groups: [FactGroups]
  let hasOverflowed: Bool
  private let dimensionRank: [FactDimensions: Int32]
  private let userRank: [UserKey: Int32]

  /// - Parameter parts: each worker's table with the users that its numbers mean; what no other code holds of
  ///   them is freed along the way.
  package init(of parts: consuming [(table: FactTable, users: [UserKey])]) {
    dimensions = FactMerge.inOrder(Set(parts.flatMap(\.table.dimensions)))
    users = Set(parts.flatMap(\.users)).sorted()
    lines = FactMerge.lines(of: dimensions)
    let dimensionRank = Dictionary(uniqueKeysWithValues: zip(dimensions, Int32(0)...))
    let userRank = Dictionary(uniqueKeysWithValues: zip(users, Int32(0)...))
    let numbers = parts.map {
      FactOrder.PartNumbers($0.table, $0.users, dimensionRank, userRank)
    }
    hasOverflowed = parts.contains { $0.table.hasOverflowed }
    groups = parts.map(\.table.groups)
    parts = []
    order = FactOrder(groups, numbers, lines: lines, users: users.count)
    self.dimensionRank = dimensionRank
    self.userRank = userRank
  }

  /// The groups that are removed again, in the same order.
  struct Corrections {
    let order: FactOrder
    var groups: FactGroups
  }

  /// Brings the table of removed rows into the order of these groups; nil where a removed row was not collected.
  func corrections(_ table: FactTable, users: [UserKey]) -> Corrections? {
    var isCollected = table.dimensions.allSatisfy { dimensionRank[$0] != nil }
    table.groups.forEachKey { _, day, _, user in
      if !order.mayHave(day) || userRank[users[Int(user)]] == nil { isCollected = false }
    }
    guard isCollected else { return nil }
    let numbers = FactOrder.PartNumbers(table, users, dimensionRank, userRank)
    return Corrections(
      order: FactOrder([table.groups], [numbers], lines: lines, as: order), groups: table.groups)
  }

  /// Sorts by the cells, then the terms.
  private static func inOrder(_ dimensions: Set<FactDimensions>) -> [FactDimensions] {
    dimensions.sorted { left, right in
      left.hasCells(of: right) ? left.terms < right.terms : left.cellsPrecede(right)
    }
  }

  private static func lines(of dimensions: [FactDimensions]) -> [Int32] {
    var lines: [Int32] = []
    for (index, each) in dimensions.enumerated() {
      let isSame = index > 0 && each.hasCells(of: dimensions[index - 1])
      lines.append(isSame ? lines[index - 1] : Int32(index))
    }
    return lines
  }
}

extension FactDimensions {
  /// True if `facts.csv` cannot separate the two.
  ///
  /// No list of their cells is made, as there may be very many.
  fileprivate func hasCells(of other: FactDimensions) -> Bool {
    tier == other.tier && provider == other.provider && model == other.model
      && service == other.service && serviceTier == other.serviceTier && status == other.status
      && isBYOK == other.isBYOK
  }

  /// True if their cells precede others, bytewise and one after another.
  fileprivate func cellsPrecede(_ other: FactDimensions) -> Bool {
    if tier != other.tier { return tier < other.tier }
    if provider != other.provider { return provider < other.provider }
    if model != other.model { return model < other.model }
    if service != other.service { return service < other.service }
    if serviceTier != other.serviceTier { return serviceTier < other.serviceTier }
    if status != other.status { return Name(status.name) < Name(other.status.name) }
    return !isBYOK && other.isBYOK
  }
}
