import Ledger
import Pricing
import Rating
import Simulation
import Terminal
import Workspace

/// Adds the multipliers of scenarios to the book as rows that wait for approval.
package struct Proposer {
  let name: String
  let reason: String

  /// Nil where no proposal is requested.
  package init?(_ arguments: Arguments) throws {
    guard arguments.has("--save-as-proposal") else { return nil }
    guard let name = arguments.text("--by") else {
      throw UsageFault.needsOther(option: "--save-as-proposal", other: "--by NAME")
    }
    guard let reason = arguments.text("--reason") else {
      throw UsageFault.needsOther(option: "--save-as-proposal", other: "--reason TEXT")
    }
    try BookInputCheck.check(name: name, option: "--by")
    try BookInputCheck.check(reason: reason, option: "--reason")
    self.name = name
    self.reason = reason
  }

  /// Works out the pending rows of the scenarios, each by itself, and refuses those without a possible approver.
  ///
  /// - Parameter lastDay: of the ledger; a change without a start is proposed from the day after.
  package func plan(
    _ scenarios: [Scenario], lastDay: Day?, in workspace: Workspace
  ) throws -> PendingMultipliers {
    var proposal = PendingMultipliers(book: try MultiplierFile(root: workspace.root), name: name)
    let start = lastDay.map { workspace.zone.start(of: $0 + 1) }
    for scenario in scenarios {
      let changes = try scenario.changes.compactMap { change throws(ScenarioProblem) in
        try multiplier(change, from: change.from ?? start)
      }
      let rows = proposal.book.histories.rows(for: changes)
      let cells = rows.map { $0.map { self.cells($0, of: proposal.book) } }
      try proposal.book.checkApproval(of: cells.flatMap { $0 })
      for (rows, cells) in zip(rows, cells) { try proposal.add(rows, cells) }
    }
    if proposal.isEmpty { throw MultiplierRefusal.nothingToPropose }
    proposal.others = scenarios.flatMap(\.changes).filter { !$0.isMultiplier }.map(\.words)
    return proposal
  }

  private func multiplier(
    _ change: Change, from: Instant?
  ) throws(ScenarioProblem) -> MultiplierChange? {
    guard case .multiplier(let multiplier, let key) = change.kind else { return nil }
    if let from, let to = change.to, to <= from {
      throw ScenarioProblem(fault: .endNotAfterStart, place: change.place)
    }
    return MultiplierChange(
      multiplier, for: key, during: ChangeValidity(from: from, to: change.to), at: change.place)
  }

  private func cells(_ row: ProposedMultiplier, of book: MultiplierFile) -> [String: String] {
    let resumed = book.rows.first { $0.dated.place == row.resumed }
    return [
      "level": row.key.level.name, "tier": row.key.tier.description,
      "provider": row.key.provider.description, "model": row.key.model.description,
      "multiplier": row.multiplier.description,
      "effective_from": row.from == .distantPast ? "" : row.from.description,
      "effective_to": row.to?.description ?? "", "status": "pending", "requested_by": name,
      "reason": reason, "target_margin_percent": resumed?.targetMargin.description ?? "",
    ]
  }
}

extension Change {
  /// True if it needs approval.
  fileprivate var isMultiplier: Bool { if case .multiplier = kind { true } else { false } }
}
