import Ledger
import Rating
import Simulation

/// Adds the multipliers of scenarios to the book as rows that wait for approval.
struct Proposer {
  let name: String
  let reason: String

  /// Nil where no proposal is asked for.
  init?(_ arguments: Arguments) throws {
    guard arguments.has("--save-as-proposal") else { return nil }
    guard let name = arguments.text("--by") else {
      throw UsageFault.needsOther(option: "--save-as-proposal", other: "--by NAME")
    }
    guard let reason = arguments.text("--reason") else {
      throw UsageFault.needsOther(option: "--save-as-proposal", other: "--reason TEXT")
    }
    try Proposer.check(name, option: "--by", isName: true)
    try Proposer.check(reason, option: "--reason", isName: false)
    self.name = name
    self.reason = reason
  }

  /// Refuses what a book may not hold.
  static func check(_ text: String, option: String, isName: Bool) throws(MultiplierRefusal) {
    let bytes = Array(text.utf8)
    if let first = text.first, "=+-@\t\r".contains(first) { throw .formula(option: option) }
    let fault = TextFault.unreadable(
      in: bytes, isName: isName, allowing: isName ? [] : [0x09, 0x0A])
    if fault != nil || (isName && !TextFault.faults(inName: bytes).isEmpty) {
      throw .badName(option: option)
    }
  }

  /// Adds a pending row for each multiplier of the scenarios; returns what was added, in words.
  ///
  /// - Parameter lastDay: of the ledger; a change without a start is proposed from the day after.
  func propose(
    _ scenarios: [Scenario], lastDay: Day?, in workspace: Workspace
  ) throws -> [String] {
    let book = try MultiplierFile(root: workspace.root)
    var cells: [[String: String]] = []
    var words: [String] = []
    var others: [String] = []
    for change in scenarios.flatMap(\.changes) {
      guard case .multiplier(let multiplier, let key) = change.kind else {
        others.append(change.words)
        continue
      }
      let from =
        change.from?.description ?? lastDay.map { workspace.zone.start(of: $0 + 1).description }
        ?? ""
      cells.append([
        "level": key.level.name, "tier": key.tier.description,
        "provider": key.provider.description, "model": key.model.description,
        "multiplier": multiplier.description, "effective_from": from,
        "effective_to": change.to?.description ?? "", "status": "pending", "requested_by": name,
        "reason": reason,
      ])
      words.append(
        "Proposed: \(SafeText.safe(key.words)) multiplier \(multiplier) from \(from). It waits for"
          + " somebody else than \(SafeText.safe(name)): assay multipliers list")
    }
    if cells.isEmpty { throw MultiplierRefusal.nothingToPropose }
    if !others.isEmpty {
      words.append(
        "Not proposed, since only multipliers need approval: "
          + SafeText.safe(others.joined(separator: ", ")) + ".")
    }
    try book.append(cells, as: .proposal)
    return words
  }
}
