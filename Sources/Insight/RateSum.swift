import Ledger
import Rating

/// The requests of one rate, summed.
package struct RateSum: Sendable {
  var requests: Int64 = 0
  var quantities = Quantities()
  /// In attodollars, if every key were ours.
  var cost: Int128 = 0
}

extension RateSum {
  /// Adds a row of text.
  @inline(__always)
  mutating func addText(
    _ record: UnsafePointer<UsageRecord>, cost: Int128, sign: Int64
  ) {
    requests &+= sign
    self.cost &+= sign > 0 ? cost : -cost
    quantities.input &+= record.pointee.quantities.input &* sign
    quantities.cacheRead &+= record.pointee.quantities.cacheRead &* sign
    quantities.cacheWrite5m &+= record.pointee.quantities.cacheWrite5m &* sign
    quantities.cacheWrite1h &+= record.pointee.quantities.cacheWrite1h &* sign
    quantities.output &+= record.pointee.quantities.output &* sign
    quantities.reasoning &+= record.pointee.quantities.reasoning &* sign
  }

  /// Adds a row of anything, and returns true if it would leave the range of Int64: then nothing was added.
  mutating func add(
    _ record: UnsafePointer<UsageRecord>, _ rated: RatedRecord, sign: Int64
  ) -> Bool {
    var sum = quantities
    if sum.add(record.pointee.quantities, sign: sign) { return true }
    quantities = sum
    requests &+= sign
    if rated.disposition == .rated {
      let cost = rated.notionalCost.attodollars
      self.cost &+= sign > 0 ? cost : -cost
    }
    return false
  }
}
