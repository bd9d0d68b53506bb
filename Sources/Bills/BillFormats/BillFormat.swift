import Ledger
import Pricing

/// A format of vendor bills: how it is recognised, and how a record becomes lines.
///
/// One value per file here; docs/FORMATS.md has a row for each. Names of columns are compared by their letters and digits
/// in lower case, so that `lineItem/UsageType` and `line_item_usage_type` are one.
package struct BillFormat: Sendable {
  /// The name, as in `assay.json` and docs/FORMATS.md.
  package let name: Name
  /// Each a set of columns or keys, all of which a bill of this format has.
  let marks: [Set<String>]
  /// The vendor; blank if each line states it.
  package let vendor: Name
  /// The zone in which the vendor begins days and months.
  package let zone: String
  /// The names of the columns that `read` uses, by their numbers.
  let columns: [[String]]
  /// Columns that hold texts, although their names end like those of amounts; or the other way round.
  var texts: Set<String> = []
  var measures: Set<String> = []
  /// The columns of figures, where a record becomes one line and all its other columns recur.
  let figures: FigureColumns?
  /// The same file in `ledger/` is a usage export.
  package var isUsageToo = false
  /// Makes the lines of a record; faults are noted.
  let read: @Sendable (inout BillRow) -> Void

  init<Column: BillColumn>(
    name: Name, marks: [Set<String>], vendor: Name, zone: String = "UTC", columns: Column.Type,
    texts: Set<String> = [], measures: Set<String> = [], figures: FigureColumns? = nil,
    isUsageToo: Bool = false, read: @escaping @Sendable (inout BillRow) -> Void
  ) {
    self.name = name
    self.marks = marks
    self.vendor = vendor
    self.zone = zone
    self.columns = columns.allCases.map(\.names)
    self.texts = texts
    self.measures = measures
    self.figures = figures
    self.isUsageToo = isUsageToo
    self.read = read
  }

  init(mapping columns: [[String]], read: @escaping @Sendable (inout BillRow) -> Void) {
    name = BillFormat.mappingName
    marks = []
    vendor = .empty
    zone = "UTC"
    self.columns = columns
    figures = nil
    self.read = read
  }

  /// Every format, the most particular first.
  package static let all: [BillFormat] = [
    .focus, .openAICosts, .anthropicCost, .anthropicConsoleCost, .googleBilling, .awsCUR,
    .azureCost, .openRouterActivity, .deepSeekCost, .deepSeekAmount,
  ]

  /// The name of the format of files that a mapping of the settings describes.
  package static let mappingName: Name = "mapping"

  /// The names that settings may give a file.
  package static let names = all.map(\.name.description) + [mappingName.description]

  /// The zones in which some vendor begins days, for the caller to look up.
  package static let zones = Set(all.map(\.zone)).sorted()

  /// The zones in which a vendor is known to begin days.
  package static func zones(of vendor: Name) -> [String] {
    let names = Set(ProviderNames.all(of: vendor))
    return Set(all.filter { names.contains($0.vendor) }.map(\.zone)).sorted()
  }

  /// Returns the format of a bill with these columns or keys, of letters and digits; nil for any other file.
  static func of(_ names: Set<String>) -> BillFormat? {
    all.first { $0.marks.contains { $0.isSubset(of: names) } }
  }

  /// The name of a column without everything but letters and digits, in lower case.
  static func folded(_ name: String) -> String {
    String(decoding: name.utf8.compactMap(letterOrDigit), as: UTF8.self)
  }

  private static func letterOrDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x80...: byte
    case 0x41...0x5A: byte + 0x20
    default: nil
    }
  }
}

extension BillFormat {
  /// Returns true if two lines may differ in the column and still be alike: it holds an amount, a price, a rate, a
  /// quantity, a unit or a number of requests.
  func isMeasure(_ title: String) -> Bool {
    let folded = BillFormat.folded(title)
    if texts.contains(folded) { return false }
    if measures.contains(folded) { return true }
    return BillFormat.endings.contains { folded.hasSuffix($0) }
  }

  private static let endings = [
    "cost", "costusd", "costinusd", "costinbillingcurrency", "costinpricingcurrency", "costatlist",
    "amount", "amountusd", "amountvalue", "price", "priceusd", "rate", "quantity", "unit", "units",
    "unitofmeasure", "exchangeratepricingtobilling", "requests", "tokens", "credits", "value",
  ]
}
