import Intake
import Ledger
import Parsing
import Platform

extension SettingsFile {
  /// The members of a mapping.
  private enum MappingKey: String, CaseIterable {
    case columns, constants, values, units, only, skip
    case inputIncludes = "input_includes"
    case outputIncludes = "output_includes"
    case timeFormat = "time_format"
    case timeZone = "time_zone"
    case decimalComma = "decimal_comma"
    case digitGrouping = "digit_grouping"
    case numberSigns = "number_signs"
    case numberSuffixes = "number_suffixes"
    case blanks
  }

  /// In place of a native column: no price depends on the column.
  package static let ignored = "ignored"

  private static let mappingKeys = MappingKey.allCases.map(\.rawValue)

  /// Reads what the columns of exports mean: an object per path, or a text that renames one column everywhere.
  mutating func readMappings(_ value: JSONValue) {
    guard case .object(let members) = value.content else {
      return note(.wrongType(key: "mappings", expected: "an object { … }"), at: value)
    }
    hasMappings = true
    if !members.isEmpty { settings.mappings = JSONText(value).text }
    var renames: [UsageMapping.Source] = []
    for member in members {
      if case .string(SettingsFile.ignored) = member.value.content {
        harmless.insert(member.key.trimmedLowercase)
      } else if case .string(let name) = member.value.content {
        if let column = column(name, at: member.value) {
          renames.append(UsageMapping.Source(column: column, names: [member.key]))
        }
      } else if WorkspacePath.isInBills(member.key) {
        readBillMapping(member)
      } else if WorkspacePath.isInCredits(member.key) {
        readCreditMapping(member)
      } else if let mapping = mapping(member) {
        mappings.append(mapping)
      } else {
        mappings.append(
          ConfiguredMapping(
            pattern: member.key, mapping: UsageMapping(),
            place: Place(file: file, line: member.line, column: member.column), isFaulty: true))
      }
    }
    guard !renames.isEmpty else { return }
    var mapping = UsageMapping()
    mapping.keepsOwnNames = true
    mapping.sources = renames
    renaming = mapping
  }

  private mutating func mapping(_ member: JSONValue.Member) -> ConfiguredMapping? {
    let before = findings.count
    var mapping = UsageMapping()
    var zone: (name: String, value: JSONValue)?
    for member in members(of: member.value, key: member.key, keys: SettingsFile.mappingKeys) {
      read(member, into: &mapping, zone: &zone)
    }
    if let zone { resolve(zone.name, at: zone.value, into: &mapping) }
    let lacking = mapping.lacking.map(\.name)
    if findings.count == before, !lacking.isEmpty {
      note(
        .mappingLacks(lacking), line: member.line, column: member.column)
    }
    for (name, columns) in mapping.countedTwice {
      note(
        .countedTwice(name, columns.map(\.name)), line: member.line, column: member.column)
    }
    guard findings.count == before else { return nil }
    return ConfiguredMapping(
      pattern: member.key, mapping: mapping,
      place: Place(file: file, line: member.line, column: member.column))
  }

  private mutating func read(
    _ member: JSONValue.Member, into mapping: inout UsageMapping,
    zone: inout (name: String, value: JSONValue)?
  ) {
    let (key, value) = (member.key, member.value)
    guard let known = MappingKey(rawValue: key) else {
      preconditionFailure("only known keys come here")
    }
    switch known {
    case .columns: readColumns(value, key, into: &mapping)
    case .constants:
      for (column, value) in pairs(value, key) {
        if let text = string(value, column.name), isFilled(text, column, at: value) {
          mapping.constants[column] = text
        }
      }
    case .values:
      for (column, value) in pairs(value, key) {
        let meant = texts(value, column.name)
        if meant.values.allSatisfy({ isFilled($0, column, at: value) }) {
          mapping.values[column] = meant
        }
      }
    case .units:
      for (column, value) in pairs(value, key) {
        mapping.units[column] = unit(value, column.name)
      }
    case .inputIncludes:
      mapping.inputIncludes = heldParts(
        value, key, [.cacheRead, .cacheWrite, .audio, .audioCacheRead, .image])
    case .outputIncludes:
      mapping.outputIncludes = heldParts(value, key, [.reasoning, .audio, .image])
    case .only: mapping.choices += choices(value, key, isOnly: true)
    case .skip: mapping.choices += choices(value, key, isOnly: false)
    case .timeFormat:
      if let text = string(value, key), let form = timeForm(text, key, at: value) {
        mapping.times = form
      }
    case .timeZone: zone = string(value, key).map { ($0, value) }
    case .numberSuffixes: mapping.numbers.suffixes = suffixes(value, key)
    case .decimalComma, .digitGrouping, .numberSigns, .blanks:
      read(member, into: &mapping.numbers)
    }
  }

  /// Returns the form of times that a text of the settings names; nil where it names none, which is noted.
  mutating func timeForm(_ text: String, _ key: String, at value: JSONValue) -> TimeForm? {
    if let shape = TimeForm.shape(text) { return TimeForm(shape: shape, zone: nil) }
    note(.wrongValue(key: key, text: text, expected: SettingsFile.timeFormats), at: value)
    return nil
  }

  /// Reads how numbers are written, whatever they count.
  mutating func read(_ member: JSONValue.Member, into numbers: inout NumberForm) {
    let (key, value) = (member.key, member.value)
    switch key {
    case MappingKey.decimalComma.rawValue:
      guard case .boolean(let flag) = value.content else {
        return note(.wrongType(key: key, expected: "true or false"), at: value)
      }
      numbers.hasDecimalComma = flag
    case MappingKey.digitGrouping.rawValue:
      guard let text = string(value, key) else { return }
      guard [",", ".", " ", "'", ""].contains(text) else {
        return note(
          .wrongValue(
            key: key, text: text, expected: "a comma, a point, a space or an apostrophe"),
          at: value)
      }
      numbers.grouping = text
    case MappingKey.numberSigns.rawValue: numbers.signs = strings(value, key).map(\.0)
    default: numbers.blanks = strings(value, key).map(\.0)
    }
  }

  /// Reads the names of their columns, in the order of our columns.
  private mutating func readColumns(
    _ value: JSONValue, _ key: String, into mapping: inout UsageMapping
  ) {
    for (column, value) in pairs(value, key) {
      guard let names = names(value, column.name),
        names.allSatisfy({ isFilled($0, column, at: value) })
      else { continue }
      guard names.count == 1 || column.mayStandInSeveral else {
        let text = names.joined(separator: ", ")
        note(
          .wrongValue(key: key, text: text, expected: "one name for \"\(column.name)\""),
          at: value)
        continue
      }
      mapping.sources.append(UsageMapping.Source(column: column, names: names))
    }
    mapping.sources.sort { $0.column.rawValue < $1.column.rawValue }
  }

  private static let timeFormats =
    "rfc3339, \(TimeForm.epochs.map(\.word).joined(separator: ", ")), or a pattern such as"
    + " dd.MM.yyyy HH:mm:ss"

  /// True if the open part of a proposal was filled in; else a finding is recorded.
  private mutating func isFilled(
    _ text: String, _ column: LedgerColumn, at value: JSONValue
  ) -> Bool {
    guard text == MappingProposal.open else { return true }
    note(.stillOpen(column), at: value)
    return false
  }

  // MARK: Members

  /// Our column of that name; noted where there is none.
  private mutating func column(_ name: String, at value: JSONValue) -> LedgerColumn? {
    if let column = LedgerColumn.allCases.first(where: { $0.name == name }) { return column }
    let names = LedgerColumn.allCases.map(\.name)
    note(
      .wrongValue(
        key: "mappings", text: name,
        expected: "a column of Assay, such as input_tokens, or \(SettingsFile.ignored)",
        near: nearest(to: name, among: names)), at: value)
    return nil
  }

  /// The members of an object whose keys are native columns; others are noted.
  private mutating func pairs(
    _ value: JSONValue, _ key: String
  ) -> [(LedgerColumn, JSONValue)] {
    members(of: value, key: key, keys: LedgerColumn.allCases.map(\.name)).compactMap { member in
      LedgerColumn.allCases.first { $0.name == member.key }.map { ($0, member.value) }
    }
  }

  /// One name of the export, or several.
  private mutating func names(_ value: JSONValue, _ key: String) -> [String]? {
    if case .array = value.content {
      let names = strings(value, key).map(\.0)
      return names.isEmpty ? nil : names
    }
    return string(value, key).map { [$0] }
  }

  mutating func texts(_ value: JSONValue, _ key: String) -> [String: String] {
    guard case .object(let members) = value.content else {
      note(.wrongType(key: key, expected: "an object of strings { … }"), at: value)
      return [:]
    }
    var texts: [String: String] = [:]
    for member in members {
      if let text = string(member.value, member.key) { texts[member.key] = text }
    }
    return texts
  }

  private mutating func unit(_ value: JSONValue, _ key: String) -> UnitFactor? {
    guard let word = string(value, key) else { return nil }
    if let factor = UnitFactor(word: word) { return factor }
    noteUnknown(word, key, among: UnitFactor.words, at: value)
    return nil
  }

  /// The zone of times that name none, as this machine's database has it.
  private mutating func resolve(
    _ name: String, at value: JSONValue, into mapping: inout UsageMapping
  ) {
    do throws(SystemError) {
      guard let zone = try TimeZones.zone(named: name) else {
        return note(.unknownZone(name), at: value)
      }
      mapping.times = TimeForm(shape: mapping.times.shape, zone: zone)
    } catch {
      note(.unknownZone("\(name): \(error.reason)"), at: value)
    }
  }
}
