import Ledger

/// Facts that decide how each line of a file is read, and need the whole file.
package struct BillFacts: Hashable, Sendable {
  /// By currency, the most decimals of an amount.
  package var decimals: [Name: Int] = [:]
  /// A line states a service tier by a word.
  package var statesTier = false
  /// A line has a quantity.
  package var statesQuantity = false

  package init() {}

  mutating func add(_ line: RawBillLine) {
    if let decimals = line.amount.decimalsOfFile {
      self.decimals[line.currency] = max(self.decimals[line.currency] ?? decimals, decimals)
    }
    if line.serviceTier != nil { statesTier = true }
    if line.quantity != nil { statesQuantity = true }
  }
}
