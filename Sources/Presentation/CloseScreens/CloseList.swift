import Closing
import Ledger
import Terminal

/// The closes of a workspace, for `close list`.
package struct CloseList {
  private let chain: CloseChain
  private let requiresApproval: Bool

  /// - Parameter requiresApproval: a close without an approval is shown as such.
  package init(_ chain: CloseChain, requiresApproval: Bool) {
    self.chain = chain
    self.requiresApproval = requiresApproval
  }

  private func state(of close: MonthClose) -> String {
    requiresApproval && close.state == .closed ? "not approved" : close.state.rawValue
  }

  /// The table, one line per close or restatement, by month and number.
  package func text(width: Int, paint: Paint) -> String {
    if chain.rows.isEmpty { return "No month is closed.\n" }
    let headings = ["Month", "Close", "State", "Closed", "By", "Approved", "By", "Accepted"]
    let table = TextTable(
      columns: headings.indices.map { index in
        TextTable.Column(
          heading: headings[index], rank: index == 7 ? 1 : nil, isNote: index != 1)
      },
      rows: closes.map { close in
        let row = close.row
        return [
          row.period.description, "\(row.number)", state(of: close), row.at.utcDay.description,
          row.by, close.approval?.at.utcDay.description ?? "", close.approval?.by ?? "",
          row.accepted.joined(separator: ", "),
        ].map { TextTable.Cell(text: SafeText.safe($0)) }
      }, hasTotal: false, width: width, file: CloseChain.file, paint: paint)
    let head = "\(GroupedDigits.count(Int64(chain.rows.count), "row")) in \(CloseChain.file); head:"
    return (table.lines + ["", head, "  \(chain.head)"]).text
  }

  /// The same as a document.
  package var json: JSONText {
    .object([
      (
        "closes",
        .array(
          closes.map { close in
            let row = close.row
            return .object([
              ("period", .string(row.period.description)), ("number", .number(Int64(row.number))),
              ("state", .string(close.state.rawValue)), ("at", .string(row.at.rfc3339)),
              ("by", .string(row.by)), ("reason", .string(row.reason)),
              ("accepted", .array(row.accepted.map { .string($0) })),
              ("manifest", .string(row.manifest)),
              ("manifest_sha256", .string(row.manifestSHA256)),
              ("restates", row.restates.map { .number(Int64($0)) } ?? .null),
              ("approved_at", close.approval.map { .string($0.at.rfc3339) } ?? .null),
              ("approved_by", close.approval.map { .string($0.by) } ?? .null),
              ("row_sha256", .string(row.rowSHA256)),
            ])
          })
      ), ("rows", .number(Int64(chain.rows.count))), ("head", .string(chain.head)),
      ("faults", .number(Int64(chain.faults.count))),
    ])
  }

  private var closes: [MonthClose] {
    chain.allCloses.sorted { ($0.row.period, $0.row.number) < ($1.row.period, $1.row.number) }
  }
}
