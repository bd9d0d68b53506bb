import Ledger

/// Something that a person has to do: a finding, and the edit or command that removes it.
package struct Action: Hashable, Sendable {
  /// The money in it, which the heading of its block explains; nil where it is unknown, or of another kind.
  package let amount: Money?
  /// A second amount of another kind, in blocks with two.
  package var otherAmount: Money?
  /// The meaning of the amount, where each line of a block has its own.
  package var meaning = ""
  package let finding: String
  package let remedy: String
  package var requests: Int64?
  package var users: Int64?
  /// The first and last day of its requests.
  package var firstSeen: Day?
  package var lastSeen: Day?
  /// The name of the report with the rows, without `.csv`.
  package let report: String

  /// The larger of the amounts, which decides the order of lines.
  var size: Money {
    max(amount?.magnitude ?? .zero, otherAmount?.magnitude ?? .zero)
  }
}

/// Everything that has to be done, in three blocks, as one request can be in a line of each.
package struct ActionList: Sendable {
  /// Missing figures first, then the largest amount, then those below the setting `materiality`.
  ///
  /// Their amounts are of different kinds, so they have no sum.
  package let findings: [Action]
  /// The order of the findings, in words that are true for them.
  package let order: String
  /// Why recorded figures differ, the largest first: wrong charges, and wrong recorded costs, each recorded less right.
  package let causes: ActionBlock
  /// The refunds that the charges of `causes` leave out, in words; nil without any.
  package let refundNote: String?
  /// Refunds and charges by user, the largest first; by deductions where `hasDeductions`.
  package let corrections: ActionBlock
  /// Credit events say what customers paid.
  package let hasDeductions: Bool
  /// Some wrong credits are of free tiers, which cost no money.
  package let causesHaveFreeUse: Bool
  /// Some corrections give back or charge credits of free tiers, which cost no money.
  package let correctsFreeUse: Bool
  /// The number of requests of the corrections without a known cause.
  package let unexplainedCorrections: Int64

  /// The number of lines.
  package var count: Int { findings.count + causes.lines.count + corrections.lines.count }
}

/// Lines whose amounts add up.
package struct ActionBlock: Sendable {
  package let lines: [Action]

  /// Returns the lines after the first ones as one: the sum of their amounts.
  package func rest(after count: Int) -> (amount: Money?, otherAmount: Money?) {
    ActionBlock.sum(lines.dropFirst(count))
  }

  /// The sum of all lines.
  package var total: (amount: Money?, otherAmount: Money?) { ActionBlock.sum(lines[...]) }

  /// Nil where no line has such an amount.
  private static func sum(
    _ lines: ArraySlice<Action>
  ) -> (amount: Money?, otherAmount: Money?) {
    func sum(_ amount: KeyPath<Action, Money?>) -> Money? {
      let known = lines.compactMap { $0[keyPath: amount] }
      return known.isEmpty ? nil : known.reduce(.zero, +)
    }
    return (sum(\.amount), sum(\.otherAmount))
  }
}
