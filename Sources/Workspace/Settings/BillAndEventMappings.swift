import Intake
import Ledger
import Parsing

extension SettingsFile {
  /// Reads how the columns of bills are called in a file without a known format.
  mutating func readBillMapping(_ member: JSONValue.Member) {
    if let mapping = table(member, .bills) { bills.mappings.append(mapping) }
  }

  /// Reads how the columns of credit events are called in a file.
  mutating func readCreditMapping(_ member: JSONValue.Member) {
    if let mapping = table(member, .events) { creditMappings.append(mapping) }
  }

  /// Returns the mapping that a member states; nil where something is wrong with it, which is noted.
  private mutating func table(
    _ member: JSONValue.Member, _ known: ConfiguredBillOrEventMapping.Columns
  ) -> ConfiguredBillOrEventMapping? {
    let before = findings.count
    var mapping = ConfiguredBillOrEventMapping(
      pattern: member.key, place: Place(file: file, line: member.line, column: member.column))
    let keys = [
      "columns", "constants", "values", "units", "time_format", "time_zone", "decimal_comma",
      "digit_grouping", "number_signs", "blanks",
    ]
    var zone: ReportingZone?
    let place = (line: member.line, column: member.column)
    for member in members(of: member.value, key: member.key, keys: keys) {
      read(member, into: &mapping, zone: &zone, known)
    }
    if let zone {
      mapping.times = TimeForm(shape: mapping.times?.shape ?? .rfc3339, zone: zone)
    }
    let lacking = known.required.filter {
      mapping.columns[$0] == nil && mapping.constants[$0] == nil
    }
    if findings.count == before, !lacking.isEmpty {
      note(.mappingLacks(lacking), line: place.line, column: place.column)
    }
    return findings.count == before ? mapping : nil
  }

  private mutating func read(
    _ member: JSONValue.Member, into mapping: inout ConfiguredBillOrEventMapping,
    zone: inout ReportingZone?, _ known: ConfiguredBillOrEventMapping.Columns
  ) {
    let (key, value) = (member.key, member.value)
    switch key {
    case "columns":
      for column in members(of: value, key: key, keys: known.all) {
        if case .array = column.value.content {
          mapping.columns[column.key] = strings(column.value, column.key).map(\.0)
        } else if let name = filled(column.value, column.key) {
          mapping.columns[column.key] = [name]
        }
      }
    case "constants":
      for column in members(of: value, key: key, keys: known.all) {
        if let text = filled(column.value, column.key) { mapping.constants[column.key] = text }
      }
    case "values":
      for column in members(of: value, key: key, keys: known.all) {
        mapping.values[column.key] = texts(column.value, column.key)
      }
    case "units":
      for column in members(of: value, key: key, keys: known.amounts) {
        guard let word = string(column.value, column.key) else { continue }
        if ConfiguredBillOrEventMapping.units.contains(word) {
          mapping.units[column.key] = word
        } else {
          noteUnknown(word, column.key, among: ConfiguredBillOrEventMapping.units, at: column.value)
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
        .wrongValue(key: key, text: text, expected: "the name of a column of the file, or a value"),
        at: value)
      return nil
    }
    return text
  }
}
