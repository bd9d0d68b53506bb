import Cube
import Ledger
import Rating
import Workspace

/// The accounts whose plan changes within the days of a forecast, which keeps the plan of the last day.
package enum PlanChanges {
  /// Returns one note, at the first row that begins then; none where no plan changes.
  ///
  /// - Parameters:
  ///   - lastDay: of the usage from which the forecast goes on.
  ///   - horizon: the number of days ahead.
  package static func findings(
    _ facts: Facts, after lastDay: Day, horizon: Int, _ workspace: Workspace
  ) -> [Finding] {
    let (book, zone) = (workspace.books.accounts, workspace.zone)
    if book.isEmpty { return [] }
    let last = zone.startInBooks(of: lastDay)
    let ahead = Validity(
      from: zone.startInBooks(of: lastDay + 1), to: zone.startInBooks(of: lastDay + 1 + horizon))
    let users = facts.users.indices.filter { facts.hasFactOfUser[$0] }.map { facts.users[$0] }
    let customers = Dictionary(users.map { ($0.accountOrUser, $0) }) { first, _ in first }
    let changes = customers.values.compactMap { user in
      book.plans(of: user).first {
        ahead.contains($0.validity.from)
          && $0.value.plan != book.entry(of: user, at: last)?.value.plan
      }
    }
    guard let first = changes.map(\.place).min() else { return [] }
    let (count, isOne) = (GroupedDigits.count(Int64(changes.count), "account"), changes.count == 1)
    return [
      Finding(
        .note, at: first, code: "forecast.plan",
        message: "\(count) \(isOne ? "changes its" : "change their") plan in the days ahead; "
          + "the forecast ignores this and keeps the plan of \(lastDay)")
    ]
  }
}
