import Ledger

/// A line of a bill as it is given to whoever lists lines.
package enum ListedBillLine: Sendable {
  /// A line, with a number where lines like it may follow in its file; in a box, as these are few in a large bill.
  indirect case line(BillLine, number: Int?)
  /// A line that is like an earlier one.
  case again(RecurringBillLine)
}

/// A line that differs from the one with its number in figures, period, standing and place only.
package struct RecurringBillLine: Sendable {
  package let number: Int
  package let period: Validity
  package let quantity: BilledQuantity?
  package let amountAsBilled: PrintedDecimal
  package let amount: Money
  package let tolerance: Tolerance
  package let standing: BillLineStanding
  /// The line on which its record starts.
  package let line: Int
  /// It is of a bill whose lines are given away.
  let isWanted: Bool
}
