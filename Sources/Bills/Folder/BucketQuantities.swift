import Cube
import Ledger
import Pricing
import Rating

/// The vendors' usage exports in `ledger/`, whose buckets give quantities to bills that state none.
package struct BucketQuantities {
  /// The buckets of one format and grouping, each usage once; exports grouped otherwise may state the same usage again.
  private let groups: [[UsageBucket]]
  private var models: BillModels

  /// - Parameter exports: in the order of their files.
  package init(_ exports: [BucketExport], books: Books, use: QuarterHourUse) {
    models = BillModels(books: books, use: use)
    // A gateway counts only the requests that pass through it.
    let ofVendors = exports.filter {
      $0.grouping.contains("model") && !$0.format.hasPrefix("litellm")
    }
    let groups = Dictionary(grouping: ofVendors) { [$0.format] + $0.grouping }
    self.groups = groups.keys.sorted {
      $0.map { Name($0) }.lexicographicallyPrecedes($1.map { Name($0) })
    }.map { key in
      var seen: Set<UsageBucket.Key> = []
      return groups[key, default: []].flatMap(\.buckets).filter { seen.insert($0.key).inserted }
    }
  }

  /// Returns the bill with the quantities of the first export of its vendor that has exactly its periods and models; the
  /// bill as it is where it states a quantity or no export fits.
  package mutating func completed(_ bill: Bill) -> Bill {
    guard !bill.cells.isEmpty, bill.cells.allSatisfy({ $0.quantity == nil }) else { return bill }
    let vendors = Set(ProviderNames.all(of: bill.vendor))
    for group in groups {
      let buckets = group.filter { vendors.contains($0.key.provider) }
      if let cells = cells(of: bill, by: buckets) { return bill.withQuantitiesOfExport(cells) }
    }
    return bill
  }

  private struct Key: Hashable {
    let period: Validity
    let model: BilledModel
  }

  /// The cells with the quantities of the buckets; nil where these are of other periods, models or classes.
  private mutating func cells(of bill: Bill, by buckets: [UsageBucket]) -> [BilledCell]? {
    guard BucketQuantities.separates(buckets, bill) else { return nil }
    var quantities: [Key: [UnitClass: Int128]] = [:]
    for bucket in buckets {
      let model = models.model(
        bucket.key.model, orElse: [], vendor: bill.vendor, at: bucket.key.span.from)
      let key = Key(period: bucket.key.span, model: model)
      var sums = quantities[key] ?? [:]
      for unitClass in UnitClass.quantities where bucket.quantities[unitClass] != 0 {
        let quantity = BilledQuantity(Int128(bucket.quantities[unitClass]), of: unitClass)
        sums[unitClass, default: 0] += quantity.attounits
      }
      quantities[key] = sums
    }
    let named = bill.cells.filter { $0.model != .all }
    guard !named.isEmpty,
      Set(named.map { Key(period: $0.period, model: $0.model) }) == Set(quantities.keys)
    else { return nil }
    let classes = GroupKeys(
      bill.cells.map { GroupKeys.Key(period: 0, model: $0.model, unitClass: $0.unitClass) })
    return bill.cells.map { cell in
      guard case .known = cell.model, cell.unitClass != .unknown else { return cell }
      let found = quantities[Key(period: cell.period, model: cell.model)] ?? [:]
      let own = found.filter {
        cell.unitClass == .all || classes.billed($0.key) == cell.unitClass
      }
      var cell = cell
      cell.quantity = BilledQuantity(attounits: own.values.reduce(0, +))
      // Buckets do not say which line each token is of.
      cell.stated = []
      return cell
    }
  }

  /// Returns true if the buckets have the classes that the bill has.
  private static func separates(_ buckets: [UsageBucket], _ bill: Bill) -> Bool {
    let classes = Set(bill.cells.map(\.unitClass))
    // Output of buckets includes reasoning.
    if classes.contains(.one(.reasoning)) { return false }
    let least = buckets.map(\.cacheDetail).min() ?? .full
    switch least {
    case .none: return !classes.contains(where: GroupKeys.isInput)
    case .writesTogether:
      return classes.isDisjoint(with: [.one(.cacheWrite5m), .one(.cacheWrite1h)])
    case .full: return true
    }
  }
}
