import Overview

/// The groups of a bill with the largest differences.
enum BillGroupTable {
  static func markup(_ bill: VendorBill, id: String) -> Markup {
    let groups = bill.largestGroups
    guard !groups.isEmpty else { return .nothing }
    let columns = [
      DataTable.Column(words: "Period", isNumber: false),
      DataTable.Column(words: "Model", isNumber: false),
      DataTable.Column(words: "Class", isNumber: false),
      DataTable.Column(words: "Billed", isOptional: true),
      DataTable.Column(words: "Ledger", isOptional: true), DataTable.Column(words: "Difference"),
      DataTable.Column(words: "Largest part", isNumber: false),
    ]
    let table = DataTable(
      id: "t-\(id)-groups", heading: "h-" + id, note: Section.noteID(BillSection.id),
      name: "Largest differences, \(bill.name), \(bill.monthName)", columns: columns,
      rows: groups.map { group in
        DataTable.Row(
          cells: [
            group.period, group.model, group.unitClass, Typography.figure(group.billed),
            Typography.figure(group.ledger), Typography.figure(group.difference), group.part,
          ].map { DataTable.Cell(text: $0) })
      })
    let all = bill.groups.count
    let count =
      all == groups.count
      ? "" : "\(groups.count) of \(Figures.count(Int64(all), "group")), largest difference first"
    return .joined([
      table.markup, count.isEmpty ? .nothing : .element("p", ["class": "note"], .text(count)),
    ])
  }
}
