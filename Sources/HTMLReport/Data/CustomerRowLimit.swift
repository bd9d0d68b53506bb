import Overview

/// The number of customers whose rows find room in the data of the page.
struct CustomerRowLimit {
  private let cells: ReportCells
  private let scale: AmountScale

  init(_ cells: ReportCells, scale: AmountScale) {
    self.cells = cells
    self.scale = scale
  }

  /// Returns the number of customers, from the largest on, whose rows fit into `limit` bytes.
  func customers(in limit: Int) -> Int {
    var (now, before) = (0, 0)
    var rows = CompactTableText()
    var names = 0
    let count = cells.namedCustomers
    for customer in 0..<count {
      if case .named(let name) = cells.customers[customer] { names += name.bytes.count + 3 }
      CustomerRowLimit.add(cells.rows, from: &now, of: customer, to: &rows, scale)
      CustomerRowLimit.add(cells.before, from: &before, of: customer, to: &rows, scale)
      if names + rows.bytes.count > limit { return customer }
    }
    return count
  }

  /// Adds the rows of a customer, and moves to where those of the next one begin.
  private static func add(
    _ list: [ReportCell], from place: inout Int, of customer: Int, to rows: inout CompactTableText,
    _ scale: AmountScale
  ) {
    while place < list.count && list[place].customer == customer {
      rows.add(list[place], scale)
      place += 1
    }
  }
}
