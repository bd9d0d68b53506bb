import Engine
import Ledger
import Outputs
import Overview
import Reconciliation
import Reports

/// The figures of one kind of finding that its messages do not add up to.
package struct FindingKindFigures: Equatable {
  /// The number of rows of the ledger behind it.
  package var rows: Int64
  /// The money in them; nil where it is not known for all.
  package var amount: Money?
  /// The models, tiers or currencies that they name, most rows first; empty where it does not matter.
  package var names: [String]

  /// - Parameters: see the members of these names.
  package init(rows: Int64, amount: Money? = nil, names: [String] = []) {
    self.rows = rows
    self.amount = amount
    self.names = names
  }

  /// Returns what a run knows about its findings, by code.
  package static func of(_ run: Run) -> [String: FindingKindFigures] {
    var kinds: [String: Tally] = [:]
    for kind in [ExceptionRow.Kind.unpriced, .conflict, .duplicate, .unknownTier] {
      for row in run.input.exceptions(of: kind) {
        let (code, name): (String, Name) =
          switch kind {
          case .unpriced: (UnpricedCode.of(row.row.reason), row.row.model)
          case .conflict: ("dup.conflict", .empty)
          case .unknownTier: ("ref.tier", row.row.tier)
          default: ("dup.same", .empty)
          }
        // What is counted twice costs nothing, and the revenue of a tier is no fault.
        let hasAmount = kind == .unpriced || kind == .conflict
        kinds[code, default: Tally()].add(
          row.row.standsFor, hasAmount ? row.row.recordedCost : nil, name)
      }
    }
    // Of very many rejected rows only the first are kept.
    if run.input.rows.rejected == Int64(run.input.rejects.count) {
      for reject in run.input.rejects {
        kinds[reject.row.code.description, default: Tally()].add(
          1, reject.row.estimatedCost, .empty)
      }
    }
    let decisions = run.workspace.books.multipliers.notApproved
    var approvals: [String: Int64] = [:]
    for finding in run.findings where finding.code == "book.approval" {
      let word =
        switch decisions[finding.place] {
        case .pending: "waiting"
        case .rejected: "rejected"
        case .approved, nil: "approved by the requester"
        }
      approvals[word, default: 0] += 1
    }
    var figures = kinds.mapValues(\.figures)
    if !approvals.isEmpty {
      figures["book.approval"] = FindingKindFigures(
        rows: approvals.values.reduce(0, +),
        names: approvals.sorted { $0.key < $1.key }.map { "\(Figures.count($0.value)) \($0.key)" })
    }
    let abroad = run.input.unconvertedCosts
    if !abroad.isEmpty {
      figures["ref.fx"] = FindingKindFigures(
        rows: abroad.values.reduce(0, +),
        names: abroad.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key.description))
    }
    return figures
  }

  private struct Tally {
    var rows: Int64 = 0
    var amount = Money.zero
    var isKnown = true
    var names: [Name: Int64] = [:]

    mutating func add(_ count: Int64, _ cost: Money?, _ name: Name) {
      rows += count
      if let cost, count == 1 { amount = amount + cost } else { isKnown = false }
      if !name.isEmpty { names[name, default: 0] += count }
    }

    var figures: FindingKindFigures {
      FindingKindFigures(
        rows: rows, amount: isKnown ? amount : nil,
        names: names.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key.description))
    }
  }
}
