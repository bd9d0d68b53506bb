import Closing
import Ledger
import Tables

extension CloseChain {
  /// The lines with the state of their closes, as the database has them.
  ///
  /// - Parameter own: the line of the close that is being made.
  func cells(with own: CloseRow?) -> [[Cell]] {
    let chain = own.map { CloseChain(bytes(with: $0)) } ?? self
    let states = Dictionary(
      chain.allCloses.map { (CloseKey(month: $0.row.period, number: $0.row.number), $0.state) }
    ) { _, last in last }
    return chain.rows.map { row in
      let state = states[CloseKey(month: row.period, number: row.number)] ?? .closed
      return [
        .count(Int128(row.sequence)), text(row.kind.rawValue), text(row.period.description),
        .count(Int128(row.number)), text(row.at.rfc3339), text(row.by), text(row.reason),
        text(row.accepted.joined(separator: ";")), text(row.manifest), text(row.manifestSHA256),
        row.restates.map { .count(Int128($0)) } ?? .blank, text(row.previousSHA256),
        text(row.rowSHA256), text(state.rawValue),
      ]
    }
  }

  private func text(_ text: String) -> Cell { text.isEmpty ? .blank : .text(Name(text)) }
}

/// The month and number of a close.
private struct CloseKey: Hashable {
  let month: Month
  let number: Int
}
