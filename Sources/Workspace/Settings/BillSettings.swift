import Intake
import Ledger
import Parsing
import Platform

extension SettingsFile {
  /// Reads what the settings say of vendors' bills: an object per path.
  mutating func readBills(_ value: JSONValue) {
    guard case .object(let members) = value.content else {
      return note(.wrongType(key: "bills", expected: "an object { … }"), at: value)
    }
    if !members.isEmpty { settings.bills = JSONText(value).text }
    for member in members {
      var stated = ConfiguredBills.Member(
        pattern: member.key,
        place: Place(file: file, line: member.line, column: member.column))
      let keys = ["only", "replaces", "vendor", "zone", "invoice_total_usd"]
      for member in self.members(of: member.value, key: member.key, keys: keys) {
        read(member, into: &stated)
      }
      bills.files.append(stated)
    }
  }

  private mutating func read(
    _ member: JSONValue.Member, into stated: inout ConfiguredBills.Member
  ) {
    let (key, value) = (member.key, member.value)
    switch key {
    case "only":
      for scope in members(of: value, key: key, keys: ConfiguredBills.scopes) {
        stated.only[scope.key] = strings(scope.value, scope.key).map(\.0)
      }
    case "replaces": stated.replaces = strings(value, key).map(\.0)
    case "vendor": stated.vendor = string(value, key)
    case "zone": stated.zone = string(value, key).flatMap { zone(named: $0, at: value) }
    default:
      stated.invoiceTotal = amount(value, key, "USD with at most 18 decimals, in quotes") { text in
        let plain = NumberText.decimal(
          Name(text), scale: Money.decimals, limit: Money.totalLimit.attodollars,
          allowsNegative: true)
        if case .success = plain { return text }
        return nil
      }
    }
  }

  /// Reads how the columns of bills are called in a file without a known format.
  mutating func readBillMapping(_ member: JSONValue.Member) {
    let before = findings.count
    var mapping = ConfiguredBills.Mapping(
      pattern: member.key, place: Place(file: file, line: member.line, column: member.column))
    let keys = [
      "columns", "constants", "values", "units", "time_format", "time_zone", "decimal_comma",
      "digit_grouping", "number_signs", "blanks",
    ]
    var zone: ReportingZone?
    for member in members(of: member.value, key: member.key, keys: keys) {
      read(member, into: &mapping, zone: &zone)
    }
    if let zone {
      mapping.times = TimeForm(shape: mapping.times?.shape ?? .rfc3339, zone: zone)
    }
    if findings.count == before { bills.mappings.append(mapping) }
  }

  private mutating func read(
    _ member: JSONValue.Member, into mapping: inout ConfiguredBills.Mapping,
    zone: inout ReportingZone?
  ) {
    let (key, value) = (member.key, member.value)
    switch key {
    case "columns":
      for column in members(of: value, key: key, keys: ConfiguredBills.columns) {
        if case .array = column.value.content {
          mapping.columns[column.key] = strings(column.value, column.key).map(\.0)
        } else if let name = filled(column.value, column.key) {
          mapping.columns[column.key] = [name]
        }
      }
    case "constants":
      for column in members(of: value, key: key, keys: ConfiguredBills.columns) {
        if let text = filled(column.value, column.key) { mapping.constants[column.key] = text }
      }
    case "values":
      for column in members(of: value, key: key, keys: ConfiguredBills.columns) {
        mapping.values[column.key] = texts(column.value, column.key)
      }
    case "units":
      for column in members(of: value, key: key, keys: ["quantity", "amount", "requests"]) {
        guard let word = string(column.value, column.key) else { continue }
        if ConfiguredBills.units.contains(word) {
          mapping.units[column.key] = word
        } else {
          noteUnknown(word, column.key, among: ConfiguredBills.units, at: column.value)
        }
      }
    case "time_format":
      if let text = string(value, key) { mapping.times = timeForm(text, key, at: value) }
    case "time_zone": zone = string(value, key).flatMap { self.zone(named: $0, at: value) }
    default: read(member, into: &mapping.numbers)
    }
  }

  /// A text whose open part was filled in; nil where it was not, which is noted.
  private mutating func filled(_ value: JSONValue, _ key: String) -> String? {
    guard let text = string(value, key) else { return nil }
    guard text != MappingProposal.open else {
      note(
        .wrongValue(key: key, text: text, expected: "the name of a column of the bill, or a value"),
        at: value)
      return nil
    }
    return text
  }

  private mutating func zone(named name: String, at value: JSONValue) -> ReportingZone? {
    do throws(SystemError) {
      if let zone = try TimeZones.zone(named: name) { return zone }
      note(.unknownZone(name), at: value)
    } catch { note(.unknownZone("\(name): \(error.reason)"), at: value) }
    return nil
  }
}
