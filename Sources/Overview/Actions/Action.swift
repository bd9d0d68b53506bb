import Ledger

/// Something that a person has to do: a finding, and the edit or command that removes it.
package struct Action: Hashable, Sendable {
  /// How much money is in it; nil where that is not known.
  package let amount: Money?
  package let finding: String
  package let remedy: String
  package var requests: Int64?
  package var users: Int64?
  /// The first and last day of its requests.
  package var firstSeen: Day?
  package var lastSeen: Day?
  /// The name of the report with the rows, without `.csv`.
  package let report: String
}

/// Everything that has to be done, in three blocks, as one request can be in a line of each.
package struct ActionList: Sendable {
  /// Unknown amounts first, then the largest, then those below the setting `materiality`.
  package let findings: [Action]
  /// Why recorded figures differ, in the same order.
  package let causes: [Action]
  /// The largest first, then all below the setting `materiality` as one.
  package let corrections: [Action]

  /// Findings, then causes, then corrections.
  package var all: [Action] { findings + causes + corrections }
}
