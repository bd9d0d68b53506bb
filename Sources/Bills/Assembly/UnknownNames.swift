import Ledger

/// Unknown names on bills, with the number and amount of their lines.
struct UnknownNames {
  private var sums: [Key: Sum] = [:]

  /// More names of one bill than this are one message with their number.
  private static let limit = 20

  private struct Key: Hashable {
    let bill: BillKey
    let name: Name
  }

  private struct Sum {
    var lines: Int64 = 0
    var amount = Money.zero
    let place: Place
    let start: Instant
  }

  mutating func add(_ name: Name, of line: BillLine, _ count: LineCount) {
    let key = Key(bill: line.bill, name: name)
    var sum = sums[key] ?? Sum(place: line.place, start: line.period.from)
    sum.lines += count.all
    sum.amount = sum.amount + line.countedAmount
    sums[key] = sum
  }

  /// The messages, in the order of their first lines.
  func findings(code: String, noun: String, help: (Name, Name, Instant) -> String?) -> [Finding] {
    let bills = Dictionary(grouping: sums, by: \.key.bill)
    return bills.values.flatMap { all -> [Finding] in
      let inOrder = all.sorted {
        $0.value.place != $1.value.place
          ? $0.value.place < $1.value.place : $0.key.name < $1.key.name
      }
      guard inOrder.count > UnknownNames.limit, let first = inOrder.first else {
        return inOrder.map { key, sum in
          Finding(
            .warning, at: sum.place, code: code,
            message: "\(noun) \"\(key.name.description.excerpt)\" is unknown: "
              + UnknownNames.text(sum.lines, sum.amount),
            help: help(key.bill.vendor, key.name, sum.start))
        }
      }
      let lines = inOrder.reduce(Int64(0)) { $0 + $1.value.lines }
      let amount = inOrder.reduce(Money.zero) { $0 + $1.value.amount }
      let plural = noun.hasSuffix("s") ? noun + "es" : noun + "s"
      return [
        Finding(
          .warning, at: first.value.place, code: code,
          message: "\(GroupedDigits.text(Int64(inOrder.count))) \(plural) are unknown, the first"
            + " \"\(first.key.name.description.excerpt)\": " + UnknownNames.text(lines, amount),
          help: help(first.key.bill.vendor, first.key.name, first.value.start))
      ]
    }.sorted { $0.place < $1.place }
  }

  private static func text(_ lines: Int64, _ amount: Money) -> String {
    "\(GroupedDigits.count(lines, "line")), \(BillText.amount(amount))"
  }

  /// The row to add to `aliases.csv`, from the start of the year of the first line.
  static func aliasHelp(vendor: Name, name: Name, start: Instant, zone: ReportingZone) -> String {
    "add to aliases.csv: \(AliasLine.text(vendor: vendor, name: name, start: start, zone: zone))"
  }
}

/// The line of `aliases.csv` that makes an unknown name of a bill known.
package enum AliasLine {
  /// Returns the line from the start of a year on.
  ///
  /// - Parameters:
  ///   - model: the model of the name; `MODEL`, which a person has to replace, where it is not known.
  ///   - start: of the first line with the name.
  package static func text(
    vendor: Name, name: Name, model: Name = "MODEL", start: Instant, zone: ReportingZone
  ) -> String {
    let year = zone.day(of: start).civil.year
    return "\(vendor),\(cell(name)),\(cell(model)),\(year)-01-01,"
  }

  private static func cell(_ name: Name) -> String {
    let text = name.description
    let needsQuotes = text.contains { [",", "\"", "\n", "\r"].contains($0) }
    return SafeText.safe(needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text)
  }
}
