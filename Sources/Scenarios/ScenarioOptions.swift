import Ledger
import Pricing
import Rating
import Simulation
import Terminal
import Workspace

extension Arguments {
  /// The changes that the options of the command line state, in their order.
  ///
  /// - Throws: a `UsageFault` or a `ScenarioProblem`.
  package func changes(_ reader: ChangeReader) throws -> [Change] {
    var changes: [Change] = []
    for (option, text) in stated {
      guard let form = Arguments.quickForms[option] else { continue }
      let place = Place(file: "\(option) \(text)")
      let kind: Change.Kind?
      do throws(ScenarioFault) { kind = try form.read(text, reader) } catch {
        throw ScenarioProblem(fault: error, place: place)
      }
      guard let kind else {
        throw UsageFault.wrongValue(
          option: option, text: text, expected: form.expected,
          near: option == "--price" ? Arguments.priceWithProvider(text, reader) : nil)
      }
      if changes.contains(where: { $0.kind.setsTheSame(as: kind) }) {
        throw ScenarioProblem(fault: .setTwice, place: place)
      }
      changes.append(Change(kind, at: place))
    }
    return changes
  }

  /// The form of a change as an option, and its expected value.
  private struct QuickForm: Sendable {
    let expected: String
    let read: @Sendable (String, ChangeReader) throws(ScenarioFault) -> Change.Kind?
  }

  private static let quickForms: [String: QuickForm] = [
    "--set": QuickForm(
      expected: "LEVEL:KEY=MULTIPLIER, as in tier:pro=1.4, model:gpt-5=1.6 or default=1.5",
      read: { text, reader throws(ScenarioFault) in
        guard let (left, right) = halves(text, at: "=") else { return nil }
        guard let multiplier = AmountParser.multiplier(right), let key = multiplierKey(left, reader)
        else { return nil }
        return .multiplier(multiplier, key)
      }),
    "--increment": QuickForm(
      expected: "TIER=STEP, or STEP for every tier; a step is 0.01, 0.1 or 1",
      read: { text, _ throws(ScenarioFault) in
        let (tier, value) = tierAndValue(text)
        return AmountParser.increment(value).map { .increment($0, tier: tier) }
      }),
    "--credit-value": QuickForm(
      expected: "TIER=USD, or USD for every tier, as in 0.012",
      read: { text, _ throws(ScenarioFault) in
        let (tier, value) = tierAndValue(text)
        return AmountParser.creditValue(value).map { .creditValue($0, tier: tier) }
      }),
    "--price": QuickForm(
      expected: "PROVIDER/MODEL/CLASS +20%, or PROVIDER/MODEL/CLASS=USD per million (or one)",
      read: { text, reader throws(ScenarioFault) in try price(text, reader) }),
    "--swap": QuickForm(
      expected: "MODEL=OTHER, two models of one provider",
      read: { text, reader throws(ScenarioFault) in
        guard let (left, right) = halves(text, at: "=") else { return nil }
        let model = try reader.ownedModel(left)
        let named = reader.model(right)
        if let provider = named.provider, provider != model.provider { return nil }
        return .swap(model: model.model, other: named.model, provider: model.provider)
      }),
    "--block": QuickForm(
      expected: "TIER:MODEL, or several models separated by commas",
      read: { text, _ throws(ScenarioFault) in
        guard let (tier, models) = halves(text, at: ":") else { return nil }
        return .block(models.split(separator: ",").map { Name(String($0)) }, tier: Name(tier))
      }),
    "--budget": QuickForm(
      expected: "TIER=CREDITS, the most that each user may use in a month",
      read: { text, _ throws(ScenarioFault) in
        guard let (tier, credits) = halves(text, at: "=") else { return nil }
        return AmountParser.credits(credits).map { .monthlyBudget($0, tier: Name(tier)) }
      }),
    "--daily-cap": QuickForm(
      expected: "TIER=CREDITS, the most that each user may use in a day",
      read: { text, _ throws(ScenarioFault) in
        guard let (tier, credits) = halves(text, at: "=") else { return nil }
        return AmountParser.credits(credits).map { .dailyCap($0, tier: Name(tier)) }
      }),
    "--plan-price": QuickForm(
      expected: "TIER=USD a month",
      read: { text, _ throws(ScenarioFault) in
        guard let (tier, price) = halves(text, at: "="), let price = AmountParser.money(price)
        else { return nil }
        var change = PlanChange()
        change.monthlyPrice = price
        return .plan(change, tier: Name(tier))
      }),
  ]

  // MARK: Parts

  /// The two parts of a text around `mark`, neither empty.
  ///
  /// The text before the last `=` or blank is a name, which may contain one itself. A colon follows
  /// a word or a tier, and names after it may contain one, as in `model:some-model:free`.
  static func halves(_ text: String, at mark: Character) -> (String, String)? {
    let found = mark == ":" ? text.firstIndex(of: mark) : text.lastIndex(of: mark)
    guard let found else { return nil }
    let (left, right) = (String(text[..<found]), String(text[text.index(after: found)...]))
    return left.isEmpty || right.isEmpty ? nil : (left, right)
  }

  private static func tierAndValue(_ text: String) -> (Name?, String) {
    halves(text, at: "=").map { (Name($0.0), $0.1) } ?? (nil, text)
  }

  /// Returns the scope of a multiplier.
  ///
  /// It is `tier:T`, `model:M`, `provider:P`, `combination:T/M` or `default`.
  static func multiplierKey(_ text: String, _ reader: ChangeReader) -> MultiplierRow.Key? {
    if text == "default" { return MultiplierRow.Key(level: .default) }
    guard let (word, name) = halves(text, at: ":"),
      let level = MultiplierLevel.allCases.first(where: { $0.name == word })
    else { return nil }
    switch level {
    case .tier: return MultiplierRow.Key(level: .tier, tier: Name(name))
    case .provider: return MultiplierRow.Key(level: .provider, provider: Name(name))
    case .model:
      let named = reader.model(name)
      return MultiplierRow.Key(
        level: .model, provider: named.provider ?? .empty, model: named.model)
    case .combination:
      // A combination without a tier is no row of the book.
      guard let slash = name.firstIndex(of: "/"), slash > name.startIndex else { return nil }
      let tier = Name(String(name[..<slash]))
      let rest = String(name[name.index(after: slash)...])
      if rest.hasSuffix("/*") {
        return MultiplierRow.Key(
          level: .combination, tier: tier, provider: Name(String(rest.dropLast(2))))
      }
      let named = reader.model(rest)
      return MultiplierRow.Key(
        level: .combination, tier: tier, provider: named.provider ?? .empty, model: named.model)
    case .default: return nil
    }
  }

  /// `'PROVIDER/MODEL +20%'` for a change that lacks the provider; nil where it lacks something else.
  private static func priceWithProvider(_ text: String, _ reader: ChangeReader) -> String? {
    guard text.hasSuffix("%"), let (left, value) = halves(text, at: " ") else { return nil }
    return reader.withProvider(left).map { "'\($0) \(value)'" }
  }

  /// `PROVIDER/MODEL/CLASS +20%` or `PROVIDER/MODEL/CLASS=12`; the class may be `*`, the provider left out.
  ///
  /// `PROVIDER/MODEL +20%` is a change of every class.
  private static func price(
    _ text: String, _ reader: ChangeReader
  ) throws(ScenarioFault) -> Change.Kind? {
    let isShare = text.hasSuffix("%")
    guard let (named, value) = halves(text, at: isShare ? " " : "=") else { return nil }
    let left = isShare && reader.isModelOfProvider(named) ? named + "/*" : named
    guard let slash = left.lastIndex(of: "/") else { return nil }
    let word = String(left[left.index(after: slash)...])
    let unitClass = UnitClass(name: Name(word))
    if unitClass == nil && (word != "*" || !isShare) { return nil }
    guard
      let change = ChangeReader.priceChange(value, per: unitClass?.defaultPer ?? 1)
    else { return nil }
    let model = try reader.ownedModel(String(left[..<slash]))
    return .price(
      change,
      PriceBook.Selection(
        model: model, unitClass: unitClass,
        serviceTier: isShare ? nil : RateKey.standardServiceTier,
        region: isShare ? nil : .empty, band: isShare ? nil : .base))
  }
}
