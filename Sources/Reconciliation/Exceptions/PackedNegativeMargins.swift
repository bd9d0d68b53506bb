import Ledger

/// The names that many rows have in common, each held once.
package struct SharedNames: SharedByRows {
  fileprivate private(set) var names: [Name] = []
  private var numbers: [Name: Int] = [:]

  package init() {}

  package var withoutIndex: SharedNames {
    var shared = self
    shared.numbers = [:]
    return shared
  }

  fileprivate mutating func number(of name: Name) -> Int {
    if let known = numbers[name] { return known }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }
}

extension NegativeMarginRow: PackedRow {
  package var order: UInt8 { 0 }

  /// Packs what a row says beside its place.
  package func pack(into bytes: inout PackedBytes, _ shared: inout SharedNames) {
    for name in [requestID, startedAt, user] { bytes.put(name) }
    for name in [tier, provider, model] { bytes.put(shared.number(of: name)) }
    bytes.put(vendorCost.attodollars)
    bytes.put(credits.microcredits)
    bytes.put(revenue.attodollars)
  }

  package init(
    order: UInt8, location: RowLocation, _ bytes: inout PackedReader, _ shared: SharedNames
  ) {
    self.init(
      location: location, requestID: bytes.name(), startedAt: bytes.name(), user: bytes.name(),
      tier: shared.names[bytes.number()], provider: shared.names[bytes.number()],
      model: shared.names[bytes.number()], vendorCost: Money(attodollars: bytes.number()),
      credits: Credits(microcredits: bytes.number()),
      revenue: Money(attodollars: bytes.number()))
  }
}
