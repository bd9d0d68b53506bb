import Ledger
import Parsing
import Platform
import Pricing
import Rating
import Simulation
import Workspace

/// Reads a file of scenarios: one object, or a list of them; every fault is reported with its place.
package struct ScenarioFile {
  /// In the order of the file; complete where nothing is found wrong.
  package private(set) var scenarios: [Scenario] = []
  /// The faults, by line.
  package private(set) var findings: [Finding] = []
  private let file: String
  private let reader: ChangeReader

  /// Reads the file at `path`; a scenario without a name has that of the file.
  package init(_ bytes: [UInt8], path: String, books: Books) {
    file = path
    reader = ChangeReader(books: books)
    do throws(JSONFault) {
      let value = try JSONReader.read(
        Array(bytes.dropFirst(bytes.byteOrderMarkLength)), allowsComments: true)
      let name = FileSystem.name(of: path).split(separator: ".").first.map(String.init) ?? path
      if case .array(let items) = value.content {
        if items.isEmpty {
          note(
            "there is no scenario in the list", "write { \"changes\": [ … ] } between the brackets",
            at: value.line, value.column)
        }
        for (index, item) in items.enumerated() { read(item, else: "\(name) \(index + 1)") }
      } else {
        read(value, else: name)
      }
    } catch {
      findings.append(error.finding(in: file))
    }
  }

  mutating func note(_ message: String, _ help: String, at line: Int, _ column: Int) {
    findings.append(
      Finding(
        .error, at: Place(file: file, line: line, column: column), code: "sim.file",
        message: message, help: help))
  }

  mutating func noteExpected(_ key: String, _ expected: String, _ value: JSONValue) {
    note(
      "\"\(key)\" is not \(expected)", "see docs/SIMULATION.md for its format",
      at: value.line, value.column)
  }

  private mutating func members(
    of value: JSONValue, _ what: String, keys: [String]
  ) -> [JSONValue.Member] {
    guard case .object(let members) = value.content else {
      noteExpected(what, "an object { … }", value)
      return []
    }
    return members.filter { member in
      if keys.contains(member.key) { return true }
      let near = nearest(to: member.key, among: keys)
      note(
        "\"\(member.key.excerpt)\" is not a part of a \(what)",
        near.map { "did you mean \"\($0)\"?" } ?? "the parts are " + keys.joined(separator: ", "),
        at: member.line, member.column)
      return false
    }
  }

  private mutating func read(_ value: JSONValue, else fallback: String) {
    var name = Name(fallback)
    var changes: [Change] = []
    let before = findings.count
    var isEmpty = true
    for member in members(of: value, "scenario", keys: ["name", "changes"]) {
      if member.key == "name" {
        if let text = string(member) { name = Name(text) }
      } else if case .array(let items) = member.value.content {
        isEmpty = items.isEmpty
        changes += items.compactMap { change($0) }
      } else {
        noteExpected("changes", "a list [ … ]", member.value)
      }
    }
    for fault in NameFault.faults(inName: name.bytes) {
      note(fault.message(column: "name"), "write another name", at: value.line, value.column)
    }
    if isEmpty && findings.count == before {
      note(
        "scenario \"\(name)\" changes nothing", "give it \"changes\": [ … ]", at: value.line,
        value.column)
    }
    scenarios.append(Scenario(name: name, changes: changes))
  }

  // MARK: Changes

  /// The kinds of change, by the member that states the new value.
  private enum ChangeKey: String, CaseIterable {
    case multiplier, increment
    case creditValue = "credit_value_usd"
    case price = "price_usd"
    case swap = "swap_to"
    case block = "block_models"
    case budget = "budget_credits"
    case dailyCap = "daily_cap_credits"
    case planPrice = "monthly_price_usd"
    case planCredits = "monthly_credits"
    case planMargin = "target_margin_percent"
    case planIsFree = "is_free"

    /// True if it is of a plan, of which one change may state several.
    var isOfPlan: Bool {
      switch self {
      case .planPrice, .planCredits, .planMargin, .planIsFree: true
      case .multiplier, .increment, .creditValue, .price, .swap, .block, .budget, .dailyCap: false
      }
    }
  }
  private static let keys =
    ChangeKey.allCases.map(\.rawValue) + [
      "tier", "provider", "model", "unit_class", "per", "service_tier", "region", "context_over",
      "from", "to",
    ]

  private mutating func change(_ value: JSONValue) -> Change? {
    let before = findings.count
    var parts: [String: JSONValue.Member] = [:]
    for member in members(of: value, "change", keys: ScenarioFile.keys) {
      parts[member.key] = member
    }
    let named = ChangeKey.allCases.filter { parts[$0.rawValue] != nil }
    guard let key = named.first, named.count == 1 || named.allSatisfy(\.isOfPlan) else {
      if findings.count == before {
        note(
          named.isEmpty
            ? "a change is empty"
            : "a change has more than one effect: \(ScenarioFile.list(named))",
          "give it one of " + ScenarioFile.list(ChangeKey.allCases), at: value.line,
          value.column)
      }
      return nil
    }
    let place = Place(file: file, line: value.line, column: value.column)
    let from = instant(parts["from"])
    let to = instant(parts["to"])
    let kind: Change.Kind?
    do throws(ScenarioFault) {
      kind = try self.kind(key, parts, value)
    } catch {
      findings.append(error.finding(at: place))
      return nil
    }
    guard let kind, findings.count == before else { return nil }
    return Change(kind, from: from, to: to, at: place)
  }

  private static func list(_ keys: [ChangeKey]) -> String {
    keys.map(\.rawValue).joined(separator: ", ")
  }

  private mutating func kind(
    _ key: ChangeKey, _ parts: [String: JSONValue.Member], _ value: JSONValue
  ) throws(ScenarioFault) -> Change.Kind? {
    let tier = name("tier", parts)
    let provider = name("provider", parts)
    guard let member = parts[key.rawValue] else { return nil }
    switch key {
    case .multiplier:
      return read(member, "a multiplier from 0 to 1000", AmountParser.multiplier).map {
        .multiplier($0, ScenarioFile.key(tier, provider, name("model", parts)))
      }
    case .increment:
      return read(member, AmountParser.increments, AmountParser.increment).map {
        .increment($0, tier: tier)
      }
    case .creditValue:
      return read(member, "USD of a credit, as in \"0.01\"", AmountParser.creditValue).map {
        .creditValue($0, tier: tier)
      }
    case .price: return try price(member, parts, value)
    case .swap:
      guard let other = string(member), let model = required("model", parts, value) else {
        return nil
      }
      let own = try reader.ownedModel(model, provider: provider?.description)
      return .swap(model: own.model, other: Name(other), provider: own.provider)
    case .block:
      guard let tier = required("tier", parts, value) else { return nil }
      guard case .array(let items) = member.value.content, !items.isEmpty else {
        noteExpected(key.rawValue, "a list of models", member.value)
        return nil
      }
      let models = items.compactMap { item -> Name? in
        if case .string(let text) = item.content { return Name(text) }
        noteExpected(key.rawValue, "a list of names in quotes", item)
        return nil
      }
      return .block(models, tier: Name(tier))
    case .budget:
      return try limit(member, parts, value) { .monthlyBudget($0, tier: $1) }
    case .dailyCap:
      return try limit(member, parts, value) { .dailyCap($0, tier: $1) }
    case .planPrice, .planCredits, .planMargin, .planIsFree: return try plan(parts, value)
    }
  }

  private mutating func limit(
    _ member: JSONValue.Member, _ parts: [String: JSONValue.Member], _ value: JSONValue,
    _ kind: (Credits, Name) -> Change.Kind
  ) throws(ScenarioFault) -> Change.Kind? {
    guard let tier = required("tier", parts, value) else { return nil }
    return read(member, "a number of credits, as in \"2000\"", AmountParser.credits).map {
      kind($0, Name(tier))
    }
  }

  private static func key(_ tier: Name?, _ provider: Name?, _ model: Name?) -> MultiplierRow.Key {
    let level: MultiplierLevel =
      switch (tier != nil, provider != nil, model != nil) {
      case (true, false, false): .tier
      case (true, _, _): .combination
      case (false, _, true): .model
      case (false, true, false): .provider
      case (false, false, false): .default
      }
    return MultiplierRow.Key(
      level: level, tier: tier ?? .empty, provider: provider ?? .empty, model: model ?? .empty)
  }

  private mutating func price(
    _ member: JSONValue.Member, _ parts: [String: JSONValue.Member], _ value: JSONValue
  ) throws(ScenarioFault) -> Change.Kind? {
    guard let model = required("model", parts, value) else { return nil }
    var unitClass: UnitClass?
    if let stated = parts["unit_class"], !stated.value.isStar {
      unitClass = read(stated, "a class of the price book") { UnitClass(name: Name($0)) }
    }
    let per = count("per", parts) ?? unitClass?.defaultPer ?? 1
    let change = read(member, "a price in USD or a share such as \"+20%\"") {
      ChangeReader.priceChange($0, per: max(1, per))
    }
    guard let change else { return nil }
    let isShare = if case .by = change { true } else { false }
    if !isShare && unitClass == nil {
      noteExpected("unit_class", "there, which a price in USD needs", value)
      return nil
    }
    let over = count("context_over", parts)
    let own = try reader.ownedModel(model, provider: name("provider", parts)?.description)
    return .price(
      change,
      PriceBook.Selection(
        model: own, unitClass: unitClass,
        serviceTier: name("service_tier", parts)
          ?? (isShare ? nil : RateKey.standardServiceTier),
        region: name("region", parts) ?? (isShare ? nil : .empty),
        band: over.map { .over($0) } ?? (isShare ? nil : .base)))
  }

  private mutating func plan(
    _ parts: [String: JSONValue.Member], _ value: JSONValue
  ) throws(ScenarioFault) -> Change.Kind? {
    guard let tier = required("tier", parts, value) else { return nil }
    var change = PlanChange()
    if let member = parts["monthly_price_usd"] {
      change.monthlyPrice = read(member, "USD, as in \"20\"", AmountParser.money)
    }
    if let member = parts["monthly_credits"] {
      change.monthlyCredits = read(member, "credits, as in \"2000\"", AmountParser.credits)
    }
    if let member = parts["target_margin_percent"] {
      change.targetMargin = read(member, "a percentage, as in \"30\"", AmountParser.signedPercent)
    }
    if let member = parts["is_free"] {
      if case .boolean(let isFree) = member.value.content {
        change.isFree = isFree
      } else {
        noteExpected("is_free", "true or false", member.value)
      }
    }
    return .plan(change, tier: Name(tier))
  }
}
