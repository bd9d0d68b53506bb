/// The balance of an account at the start and the end of one month, and the sums between them.
///
/// Sums in microcredits; texts are numbers of the audit's names.
package struct AccountMonth: Hashable, Sendable {
  package let account: UInt32
  /// Months since January of year 0.
  package let month: Int32
  /// The plan in force at the end of the month.
  package var plan: UInt32 = 0
  package var opening: Int128 = 0
  /// By source, in the order of `GrantSource`; refunds and transfers are 0.
  package var granted = AccountMonth.nothing
  package var refunded: Int128 = 0
  package var transferredIn: Int128 = 0
  package var consumed: Int128 = 0
  package var expired: Int128 = 0
  package var revoked: Int128 = 0
  package var transferredOut: Int128 = 0
  package var closing: Int128 = 0

  package init(account: UInt32, month: Int32) {
    self.account = account
    self.month = month
  }

  /// No credits of any source.
  package static let nothing: [Int128] = Array(repeating: 0, count: GrantSource.allCases.count)
}
