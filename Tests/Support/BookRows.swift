import Ledger
import Pricing

/// The findings of a book about its rows.
package typealias Faults = [BookProblem]

/// Returns midnight UTC at the start of the day with this number.
package func at(_ day: Int32) -> Instant { Instant(startOf: Day(number: day)) }

/// Returns a line of the one book of a test.
package func line(_ number: Int) -> Place { Place(file: "book.csv", line: number) }

/// Returns a row that counts from one numbered day to another.
package func row<Value>(
  _ value: Value, line number: Int = 1, from: Int32 = 0, to: Int32? = nil, recorded: Int32? = nil
) -> DatedRow<Value> {
  DatedRow(
    value: value, from: at(from), to: to.map(at), recordedAt: recorded.map(at), place: line(number))
}

/// Returns `amount` / `divisor` USD in attodollars, which must be whole.
package func usd(_ amount: Int128, per divisor: Int128 = 1) -> Int128 {
  let (attodollars, rest) = (amount * Money.attodollarsPerDollar).quotientAndRemainder(
    dividingBy: divisor)
  precondition(rest == 0, "an amount of a test fits 18 decimals")
  return attodollars
}

/// Returns a whole number of percent.
package func percent(_ whole: Int64) -> Percent { Percent(millionths: whole * 1_000_000) }
