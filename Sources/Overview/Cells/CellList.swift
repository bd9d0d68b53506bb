/// Cells while they are added up.
struct CellList {
  private var cells: [ReportCell] = []
  /// The places of the cells of customers that are folded, whose parts do not follow each other.
  private var folded: [UInt128: Int] = [:]
  private let firstOther: Int

  /// - Parameter firstOther: the place of the first customer that represents several.
  init(folding firstOther: Int) { self.firstOther = firstOther }

  mutating func add(_ cell: ReportCell) {
    let isFolded = cell.customer >= firstOther
    if let place = isFolded ? folded[cell.key] : cells.indices.last,
      cells[place].isAtPlace(of: cell)
    {
      cells[place].measures += cell.measures
    } else {
      if isFolded { folded[cell.key] = cells.count }
      cells.append(cell)
    }
  }

  /// By customer, plan, model and month, each once.
  var sorted: [ReportCell] {
    // Keys alone are sorted: the sums beside them are long.
    let order = cells.indices.map { (key: cells[$0].key, index: $0) }.sorted { $0 < $1 }
    var merged: [ReportCell] = []
    merged.reserveCapacity(order.count)
    for (_, index) in order {
      if let last = merged.indices.last, merged[last].isAtPlace(of: cells[index]) {
        merged[last].measures += cells[index].measures
      } else {
        merged.append(cells[index])
      }
    }
    return merged
  }
}

extension ReportCell {
  /// The four places as one number, in their order.
  fileprivate var key: UInt128 {
    UInt128(customer) << 96 | UInt128(plan) << 64 | UInt128(model) << 32 | UInt128(month)
  }

  fileprivate func isAtPlace(of other: ReportCell) -> Bool {
    customer == other.customer && plan == other.plan && model == other.model
      && month == other.month
  }
}
