import Overview
import Reports
import Tables

/// The sheet of requests that show differences of bills; no CSV has them.
enum BillRequestsSheet {
  static func sheet(of requests: BillRequestsTable, _ bills: VendorBills?) -> Sheet {
    let table = requests.table
    let shares = (bills?.bills ?? []).compactMap { bill in
      bill.proof(of: requests.proven(of: bill.summary.bill, in: bill.summary.month))
    }
    return Sheet(
      name: table.title, title: table.title,
      fields: table.columns.map {
        SheetField(Headings.words(for: $0.name), $0.kind, wraps: $0.name == "evidence")
      },
      rows: (0..<table.rowCount).map { row in
        zip(table.columns, table.cells(at: row)).map { column, cell in
          guard case .text(let code) = cell,
            let words = CodeText.billWords(code, column: column.name)
          else { return cell }
          return .text(words)
        }
      },
      note: (shares + [BillRequestsTable.choice, BillRequestsTable.command]).joined(separator: " "))
  }
}
