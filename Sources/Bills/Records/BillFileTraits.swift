import Ledger

/// Facts that decide how each line of a file is read, and need the whole file.
package struct BillFileTraits: Hashable, Sendable {
  /// By currency, the most decimals of an amount.
  package var decimals: [Name: Int] = [:]
  /// A line states a service tier by a word.
  package var statesTier = false

  package init() {}

  mutating func add(_ line: RawBillLine) {
    if let decimals = line.amount.decimalsOfFile { add(decimals, of: line.currency) }
    if line.serviceTier != nil { statesTier = true }
  }
  /// Adds the decimals of an amount.
  mutating func add(_ decimals: Int, of currency: Name) {
    self.decimals[currency] = max(self.decimals[currency] ?? decimals, decimals)
  }
}
