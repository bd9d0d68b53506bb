import Intake
import Ledger
import Parsing

/// Reads `assay.json`: every setting checked, everything wrong with it noted.
package struct SettingsFile {
  package var settings = Settings()
  package private(set) var findings: [Finding] = []
  /// The mappings of exports' columns, in the order written.
  var mappings: [ConfiguredMapping] = []
  /// The columns that are called otherwise in any export.
  var renaming: UsageMapping?
  /// The columns on which no price depends, in lower case.
  var harmless: Set<String> = []
  /// The settings of vendors' bills.
  var bills = ConfiguredBills()
  /// The mappings of files of credit events.
  var creditMappings: [ConfiguredBillOrEventMapping] = []
  /// The member `mappings` is there, which may be empty.
  var hasMappings = false
  /// The place of the time zone; nil if none is stated.
  private(set) var zonePlace: Place?
  package let file: String

  /// The most bytes of settings or of scenarios: as many mappings as anybody writes, and read within a second.
  package static let limit: Int64 = 16 << 20

  private static let keys = SettingKey.allCases.map(\.rawValue)

  package init(_ bytes: [UInt8], file: String) {
    self.file = file
    do throws(JSONFault) {
      var twice: [JSONFault] = []
      let value = try JSONReader.readSettings(
        Array(bytes.dropFirst(bytes.byteOrderMarkLength)), twice: &twice)
      findings += twice.map { $0.finding(in: file) }
      for member in members(of: value, key: file, keys: SettingsFile.keys) { read(member) }
    } catch {
      findings.append(error.finding(in: file))
    }
  }

  mutating func note(_ fault: SettingsFault, line: Int, column: Int) {
    findings.append(fault.finding(at: Place(file: file, line: line, column: column)))
  }

  mutating func note(_ fault: SettingsFault, at value: JSONValue) {
    note(fault, line: value.line, column: value.column)
  }

  /// Notes a text that is none of `words`.
  mutating func noteUnknown(
    _ text: String, _ key: String, among words: [String], at value: JSONValue
  ) {
    note(
      .wrongValue(
        key: key, text: text, expected: words.joined(separator: ", "),
        near: nearest(to: text, among: words)), at: value)
  }

  /// The members of an object whose keys are among `keys`; others are noted.
  package mutating func members(
    of value: JSONValue, key: String, keys: [String]
  ) -> [JSONValue.Member] {
    guard case .object(let members) = value.content else {
      note(.wrongType(key: key, expected: "an object { … }"), at: value)
      return []
    }
    return members.filter { member in
      if keys.contains(member.key) { return true }
      let near =
        nearest(to: member.key, among: keys) ?? keys.first { member.key.hasPrefix($0 + ".") }
      note(.unknownKey(member.key, near: near, all: keys), line: member.line, column: member.column)
      return false
    }
  }

  private mutating func read(_ member: JSONValue.Member) {
    guard let key = SettingKey(rawValue: member.key) else {
      preconditionFailure("only known keys come here")
    }
    let value = member.value
    switch key {
    case .organization:
      if case .null = value.content { break }
      settings.organization = name(value, member.key)?.description
    case .timeZone:
      if let name = string(value, member.key) {
        settings.timeZone = name
        zonePlace = Place(file: file, line: value.line, column: value.column)
      }
    case .creditValue:
      settings.creditValues = dated(
        value, member.key, .default,
        "USD above 0 and up to 1000 with at most 12 decimals, in quotes", AmountParser.creditValue)
    case .creditIncrement:
      settings.creditIncrements = dated(
        value, member.key, Settings().creditIncrements.fallback, AmountParser.increments,
        AmountParser.increment)
    case .ledgerCostDecimals:
      if let decimals = whole(value, member.key, 0...Int64(Money.decimals)) {
        settings.ledgerCostDecimals = Int(decimals)
      }
    case .costTolerance:
      let tolerance = amount(value, member.key, "USD of 0 or more, in quotes", AmountParser.money)
      if let tolerance { settings.costTolerance = tolerance }
    case .defaultMultiplier:
      let multiplier = amount(
        value, member.key, "a multiplier from 0 to 1000 with at most 6 decimals, in quotes",
        AmountParser.multiplier)
      if let multiplier { settings.defaultMultiplier = multiplier }
    case .charge: readCharged(value)
    case .markup: readMarkup(value)
    case .freeTier: readFreeTier(value)
    case .watch: readWatch(value)
    case .materiality: readMateriality(value)
    case .segments: readSegments(value)
    case .batchableServices: readBatchableServices(value)
    case .credits: readCredits(value)
    case .journalAccounts: readJournalAccounts(value)
    case .close: readClose(value)
    case .formats: readFormats(value)
    case .mappings: readMappings(value)
    case .bills: readBills(value)
    case .ignore: readIgnored(value)
    case .confirmedDays: readConfirmedDays(value)
    }
  }

  // MARK: Single values

  mutating func string(_ value: JSONValue, _ key: String) -> String? {
    if case .string(let text) = value.content { return text }
    note(.wrongType(key: key, expected: "a string in quotes"), at: value)
    return nil
  }

  /// A text that names something, which is held to the rules of ids.
  mutating func name(_ value: JSONValue, _ key: String) -> Name? {
    string(value, key).map { checked(Name($0), key, at: value) }
  }

  mutating func checked(_ name: Name, _ key: String, at value: JSONValue) -> Name {
    for fault in NameFault.faults(inName: name.bytes) { note(.text(fault, key: key), at: value) }
    return name
  }

  mutating func whole(
    _ value: JSONValue, _ key: String, _ range: ClosedRange<Int64>
  ) -> Int64? {
    guard case .number(let text) = value.content else {
      note(.wrongType(key: key, expected: "a number"), at: value)
      return nil
    }
    if let number = Int64(text), range.contains(number) { return number }
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    note(.wrongValue(key: key, text: text, expected: expected), at: value)
    return nil
  }

  /// An amount, written in quotes.
  package mutating func amount<Amount>(
    _ value: JSONValue, _ key: String, _ expected: String, _ read: (String) -> Amount?
  ) -> Amount? {
    guard let text = string(value, key) else { return nil }
    if let amount = read(text) { return amount }
    note(.wrongValue(key: key, text: text, expected: expected), at: value)
    return nil
  }

  mutating func percent(_ member: JSONValue.Member) -> Percent? {
    amount(
      member.value, member.key,
      "a percentage from 0 to 1000 with at most 6 decimals, in quotes", AmountParser.percent)
  }

  // MARK: Times, lists and objects

  mutating func start(_ value: JSONValue) -> Instant? {
    guard let text = string(value, "from") else { return nil }
    if let instant = Instant(dayOrInstant: text) { return instant }
    let expected = "a day or an RFC 3339 instant"
    note(.wrongValue(key: "from", text: text, expected: expected), at: value)
    return nil
  }

  mutating func strings(_ value: JSONValue, _ key: String) -> [(String, JSONValue)] {
    guard case .array(let items) = value.content else {
      note(.wrongType(key: key, expected: "a list [ … ]"), at: value)
      return []
    }
    return items.compactMap { item in string(item, key).map { ($0, item) } }
  }

  private mutating func readCharged(_ value: JSONValue) {
    var charged: Set<RequestStatus> = []
    for (text, item) in strings(value, "charge") {
      if let status = RequestStatus(name: Name(text)) {
        charged.insert(status)
      } else {
        noteUnknown(text, "charge", among: RequestStatus.allCases.map(\.name), at: item)
      }
    }
    settings.charged = charged
  }

  private mutating func readMarkup(_ value: JSONValue) {
    let paths: [String: WritableKeyPath<BYOKMarkup, Percent>] = [
      "free": \.free, "budget": \.budget, "standard": \.standard, "premium": \.premium,
    ]
    let keys = ["free", "budget", "standard", "premium"]
    for member in members(of: value, key: "byok_markup_percent", keys: keys) {
      if let percent = percent(member), let path = paths[member.key] {
        settings.byokMarkup[keyPath: path] = percent
      }
    }
  }

  private mutating func readFreeTier(_ value: JSONValue) {
    let keys = ["budget_credits", "daily_cap_credits", "allowed_models"]
    for member in members(of: value, key: "free_tier", keys: keys) {
      if member.key == "allowed_models" {
        settings.freeTier.allowedModels = strings(member.value, member.key).map {
          checked(Name($0.0), member.key, at: $0.1)
        }
        continue
      }
      if member.key == "daily_cap_credits", case .null = member.value.content { continue }
      let limit = amount(
        member.value, member.key, "credits of 0 or more, in quotes", AmountParser.credits)
      guard let limit else { continue }
      if member.key == "daily_cap_credits" {
        settings.freeTier.dailyCap = limit
      } else {
        settings.freeTier.budget = limit
      }
    }
  }

  private mutating func readWatch(_ value: JSONValue) {
    let keys = ["auto_apply_percent", "critical_points", "stale_days"]
    for member in members(of: value, key: "watch", keys: keys) {
      if member.key == "stale_days" {
        if let days = whole(member.value, member.key, 1...36_500) {
          settings.watch.staleDays = Int(days)
        }
        continue
      }
      guard let percent = percent(member) else { continue }
      if member.key == "auto_apply_percent" {
        settings.watch.autoApply = percent
      } else {
        settings.watch.criticalPoints = percent
      }
    }
  }
}
