import Closing
import Ledger
import Workspace

/// The approval of the latest close of a month by another person.
package struct CloseApproval {
  private let root: String
  private let chain: CloseChain
  private let close: MonthClose
  private let name: String

  /// Refuses a month that is not closed or already approved, and the person who closed it.
  package init(of month: Month, in root: String, by name: String) throws {
    chain = try CloseChain.whole(in: root)
    guard let close = chain.close(of: month) else { throw CloseRefusal.none(month, root: root) }
    if close.approval != nil {
      throw CloseRefusal.approved(month, words: close.words(requiresApproval: false))
    }
    if close.row.by.trimmedLowercase == name.trimmedLowercase {
      throw CloseRefusal.same(month, name: close.row.by)
    }
    self.root = root
    self.close = close
    self.name = name
  }

  /// Appends the line of the approval.
  package func append(reason: String, at: Instant) throws -> CloseRow {
    let row = chain.appending(
      CloseChain.Entry(
        .approve, of: close.row.period, number: close.row.number, at: at, by: name, reason: reason))
    try CloseFiles(root: root, chain: chain).append(row)
    return row
  }
}
