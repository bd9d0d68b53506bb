import Ledger

extension BillLineTraits {
  /// - Parameter tiers: the service tiers of the group's requests.
  init(_ group: SplitGroup, tiers: Set<Name>) {
    guard let cell = group.cell else {
      self = .none
      return
    }
    func isWhole(_ amount: Money, _ quantity: BilledQuantity?) -> Bool {
      if let billed = group.billedQuantity, let quantity {
        return quantity.attounits > 0 && billed - group.quantityOfRows == quantity.attounits
      }
      let more = group.billed - group.costOfRows
      return amount > .zero && more > 0 && !group.tolerance.covers(Money(attodollars: more))
        && group.tolerance.covers(Money(attodollars: more - amount.attodollars))
    }
    let repeated = cell.repeated.flatMap { isWhole($0.lines.amount, $0.quantity) ? $0.lines : nil }
    let otherTiers =
      cell.stated.contains(.serviceTier) && !tiers.isEmpty && tiers.isDisjoint(with: cell.tiers)
      ? cell.tiers.sorted() : []
    let projects = cell.projects.filter {
      !$0.key.isEmpty && isWhole($0.value.amount, $0.value.quantity)
    }
    let project = cell.projects.count > 1 && projects.count == 1 ? projects.first?.key : nil
    self.init(repeated: repeated, otherTiers: otherTiers, project: project)
  }
}
