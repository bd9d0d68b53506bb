import Ledger

/// The meaning of the text by which a vendor meters: a SKU, a meter, a usage type or an item.
struct BillMeter: Hashable, Sendable {
  var model: Name = .empty
  /// Further names, of which the first that is known counts.
  var otherModels: [Name] = []
  var unitClass = BilledClass.all
  var serviceTier: Name?
  var context: Int64?
  var region: Name?
  /// The text after which the region of the record counts.
  var takesRegionOfRecord = false
  /// The units of a block that the text names.
  var block: Int64?

  /// A text that follows no known grammar: its class is unknown, and all of it is the model.
  static func unknown(_ text: Name) -> BillMeter {
    BillMeter(model: text, unitClass: .unknown)
  }
}

extension BillRow {
  /// Returns what the text of a cell means, which `make` finds out once for each text.
  mutating func meter<Column: BillColumn>(
    _ column: Column, make: (String) -> BillMeter
  ) -> BillMeter {
    meters.value(self[column].text) { make($0.description) }
  }
}

extension BillRow {
  /// Returns the single units that the text of a cell means, which `make` finds out once for each text.
  mutating func unit<Column: BillColumn>(
    _ column: Column, make: (String) -> Int64?
  ) -> Int64? {
    units.value(self[column].text) { make($0.description) }
  }
}

extension RawBillLine {
  mutating func set(_ meter: BillMeter, text: Name) {
    model = meter.model
    otherModels = meter.otherModels
    unitClass = meter.unitClass
    if unitClass == .unknown { classText = text }
    serviceTier = meter.serviceTier
    context = meter.context
    region = meter.region
  }
}
