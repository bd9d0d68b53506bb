import Ledger
import Rating
import Workspace

/// The decision on a multiplier that awaits approval: maker and checker kept apart, in a book that only grows.
package struct MultiplierDecision {
  /// The row that is decided.
  package let row: MultiplierFile.Row
  package let isApproved: Bool
  /// The person who decides.
  package let name: String
  package let at: Instant
  /// Equal requests, which it decides too.
  package let others: [MultiplierFile.Row]
  /// Open rows of the same proposal.
  package let companions: [MultiplierFile.Row]
  private let reason: String?
  private let book: MultiplierFile

  /// - Parameters:
  ///   - line: the line of the row, which waits for the decision of someone else than `name`.
  ///   - reason: nil is the reason of the request.
  package init(
    _ line: Int, isApproved: Bool, by name: String, reason: String?, at: Instant, in root: String
  ) throws {
    let book = try MultiplierFile(root: root)
    let row = try MultiplierDecision.waiting(line, in: book, of: root, for: name)
    let request = row.dated.value
    let others = book.pending.filter {
      $0.line != line && $0.dated.value.key == request.key
        && $0.dated.value.multiplier == request.multiplier
        && $0.dated.from == row.dated.from && $0.dated.to == row.dated.to
    }
    companions = book.companions(of: row).filter { companion in
      !others.contains { $0.line == companion.line }
    }
    self.row = row
    self.others = others
    self.isApproved = isApproved
    self.name = name
    self.reason = reason
    self.at = at
    self.book = book
  }

  /// The time in which it changes multipliers.
  package var times: [Validity] {
    isApproved ? [Validity(from: row.dated.from, to: row.dated.to ?? .distantFuture)] : []
  }

  /// Adds it to the book.
  package func append() throws {
    let request = row.dated.value
    let key = request.key
    let decision = [
      "level": key.level.name, "tier": key.tier.description,
      "provider": key.provider.description, "model": key.model.description,
      "multiplier": request.multiplier.description,
      "effective_from": row.dated.from == .distantPast ? "" : row.dated.from.description,
      "effective_to": row.dated.to?.description ?? "",
      "status": isApproved ? "approved" : "rejected",
      "requested_by": request.requestedBy.description, "approved_by": name,
      "approved_at": at.description, "reason": reason ?? row.reason.description,
      "target_margin_percent": row.targetMargin.description, "recorded_at": at.description,
    ]
    try book.append([decision], as: .decision)
  }

  /// The row of `line`, which waits for the decision of someone else than `name`.
  private static func waiting(
    _ line: Int, in book: MultiplierFile, of root: String, for name: String
  ) throws -> MultiplierFile.Row {
    guard let row = book.rows.first(where: { $0.line == line }) else {
      throw MultiplierRefusal.noRow(line: line, root: root)
    }
    guard book.pending.contains(where: { $0.line == line }) else {
      throw MultiplierRefusal.notWaiting(line: line, root: root)
    }
    let requestedBy = row.dated.value.requestedBy
    if requestedBy.isEmpty { throw MultiplierRefusal.nobodyAsked(line: line) }
    if row.dated.value.isRequested(by: Name(name.trimmedLowercase)) {
      throw MultiplierRefusal.ownRequest(line: line, name: requestedBy.description)
    }
    return row
  }
}
