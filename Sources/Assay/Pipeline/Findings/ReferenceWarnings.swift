import Ledger
import Overview
import Pricing
import Rating
import Reconciliation
import Reports

/// What the ledger names that the books do not know: models without a price, and tiers without a plan.
///
/// One finding per name and file, with a count.
struct ReferenceWarnings {
  private let input: ReportInput
  private let workspace: Workspace

  private let missing: MissingRows
  private let catalogs = KnownCatalogs()
  /// The providers of each model of the price book, the names of their models, and those of all.
  private let providers: [Name: [Name]]
  private let modelsOf: [Name: ModelNames]
  private let models: ModelNames

  /// So many unknown models are compared with the names in the books; who meets more has another problem
  /// than slips, and each comparison takes its time.
  private static let compared = 200

  /// How many findings of each file and code are told.
  private let limit: Int

  /// - Parameter limit: how many findings of each file and code are told, and of each code in how many files.
  init(_ map: LedgerMap, _ input: ReportInput, _ workspace: Workspace, limit: Int) {
    self.limit = limit
    self.input = input
    self.workspace = workspace
    missing = MissingRows(map, workspace)
    let all = workspace.books.prices.allModels
    providers = Dictionary(grouping: all, by: \.model).mapValues { $0.map(\.provider).sorted() }
    modelsOf = Dictionary(grouping: all, by: \.provider).mapValues { keys in
      ModelNames(keys.lazy.map(\.model.description))
    }
    models = ModelNames(all.lazy.map(\.model.description))
  }

  /// What rows share that miss the same thing.
  private struct Reference: Hashable {
    let file: Name
    let first: Name
    let second: Name
    let reason: UnpricedReason?
  }

  /// Rows that share a reference, of which the first stands for all.
  private struct Group {
    let reference: Reference
    /// An index into the exceptions.
    let first: Int
    let line: Int64
    var count: Int64
  }

  /// In order of appearance.
  private func grouped(
    _ kind: ExceptionRow.Kind, _ reference: (Located<ExceptionRow>) -> Reference
  ) -> [Group] {
    var groups: [Group] = []
    var indices: [Reference: Int] = [:]
    for place in input.exceptions.indices
    where input.exceptions.order(at: place) == kind.rawValue {
      let row = input.exceptions[place]
      let reference = reference(row)
      if let index = indices[reference] {
        groups[index].count += row.row.standsFor
      } else {
        indices[reference] = groups.count
        groups.append(
          Group(reference: reference, first: place, line: row.line, count: row.row.standsFor))
      }
    }
    return groups.filter { $0.count > 0 }
  }

  private func warning(
    _ group: Group, _ code: String, _ message: String, help: String?
  ) -> Finding {
    let place = Place(file: group.reference.file.description, line: Int(group.line))
    return Finding(.warning, at: place, code: code, message: message, help: help)
  }

  // MARK: Models

  func unpriced() -> [Finding] {
    let groups = grouped(.unpriced) {
      Reference(
        file: $0.file, first: $0.row.provider, second: $0.row.model, reason: $0.row.reason)
    }
    var told = ToldReferences(limit: limit)
    return groups.enumerated().map { index, group in
      let (code, problem) = words(for: group)
      let isTold = told.tells(code, group.reference.file)
      return warning(
        group, code,
        "model \"\(group.reference.second)\" of \(group.reference.first) \(problem)"
          + " (first of \(Figures.count(group.count, "row")))",
        help: isTold ? help(group, isCompared: index < ReferenceWarnings.compared) : nil)
    }
  }

  private func words(for group: Group) -> (code: String, problem: String) {
    switch group.reference.reason {
    case .unknownModel: ("ref.unpriced", "has no price")
    case .notInForce: ("ref.gap", "has no price in force at the start of the request")
    case .ambiguousAlias: ("ref.alias", "means two models on that day")
    case .unknownFee: ("ref.unpriced", "has a fee per request, whose price is not known")
    case .conditions(let conditions):
      (conditions.words.first?.code ?? "ref.unpriced", "has no price for \(conditions.what)")
    case nil:
      ("ref.unpriced", "has no price for \(missing.words(group.reference.file, key(of: group)))")
    }
  }

  private func key(of group: Group) -> ModelKey {
    ModelKey(provider: group.reference.first, model: group.reference.second)
  }

  private func help(_ group: Group, isCompared: Bool) -> String {
    let key = key(of: group)
    let (prices, areKnownLater) = missing.advice(
      group.reference.file, key, group.reference.reason)
    if areKnownLater { return prices }
    switch group.reference.reason {
    case .unknownModel where isCompared:
      let (provider, model) = (key.provider.description, key.model.description)
      let row = input.exceptions[group.first].row
      let names = workspace.books.meanings(
        of: ModelKey(provider: key.provider, model: row.modelInLedger))
      if let alias = names.outOfForce(at: row.started) {
        return "if it is \(alias.value.model), \(alias.advice)"
      }
      if let meant = modelsOf[key.provider]?.meant(by: model) {
        if let alias = names.entries(at: row.started).first {
          return "\(alias.place.fileAndLine) says that \(row.modelInLedger) means \(model);"
            + " if it is \(meant), write that there"
        }
        let alias = BookRow.alias(model, of: meant, provider: provider)
        return "if it is \(meant), \(alias.advice(in: workspace))"
      }
      guard let elsewhere = elsewhere(key) else {
        let typed = TypedCommand.text("prices import", in: workspace.root, ["CATALOG"])
        let known = catalogs.advice(for: key, at: row.started, in: workspace)
        return (known ?? "take its prices from a catalog (\(typed))") + ", or \(prices)"
      }
      if elsewhere.provider.isLike(key.provider) {
        return "the price book calls the provider \(elsewhere.provider): export it so, or \(prices)"
      }
      return "if it is \(elsewhere.model) of \(elsewhere.provider), export it so; or \(prices)"
    case .ambiguousAlias:
      let row = input.exceptions[group.first].row
      let names = workspace.books.meanings(
        of: ModelKey(provider: key.provider, model: row.modelInLedger))
      let places = names.entries(at: row.started).map(\.place.fileAndLine)
      return "delete one of these rows, or end it where the other begins: "
        + places.joined(separator: ", ")
    case .conditions(let conditions):
      return help(for: conditions, of: key, at: input.exceptions[group.first].row.started)
    case .notInForce:
      let start = input.exceptions[group.first].row.started
      let known = catalogs.advice(for: key, at: start, in: workspace)
      return known.map { $0 + ", or \(prices)" } ?? prices
    case .unknownModel, .unknownFee, nil: return prices
    }
  }

  /// A price of a request is all that a call needs whose units are not stated; nothing else can be added for a condition.
  private func help(
    for conditions: RequestConditions, of model: ModelKey, at instant: Instant
  ) -> String {
    conditions.all.map { condition in
      let help = ConditionWords(condition).help
      guard condition == .unitsNotStated else { return help }
      let priced = workspace.books.prices.key(of: model) ?? model
      let row = BookRow.price(
        of: priced,
        PricedClass(unitClass: .request, serviceTier: RequestKind.standardServiceTier),
        from: String(instant.description.prefix(10)), in: workspace)
      return help + row.advice(in: workspace)
    }.joined(separator: "; ")
  }

  /// The model of another provider that was probably meant: of the same name, by a provider that is spelled
  /// alike or the only one that has it; else the only one whose name is near.
  private func elsewhere(_ key: ModelKey) -> ModelKey? {
    let same = providers[key.model, default: []]
    if let provider = same.first(where: { $0.isLike(key.provider) }) ?? same.only {
      return ModelKey(provider: provider, model: key.model)
    }
    guard let meant = models.meant(by: key.model.description).map({ Name($0) }) else {
      return nil
    }
    return providers[meant, default: []].only.map { ModelKey(provider: $0, model: meant) }
  }

  // MARK: Tiers

  func unknownTiers() -> [Finding] {
    let groups = grouped(.unknownTier) {
      Reference(file: $0.file, first: $0.row.tier, second: .empty, reason: nil)
    }
    var told = ToldReferences(limit: limit)
    return groups.map { group in
      warning(
        group, "ref.tier",
        "tier \"\(group.reference.first)\" is not in plans.csv at the time, rated as paid, without a"
          + " target (\(Figures.count(group.count, "row")))",
        help: told.tells("ref.tier", group.reference.file)
          ? help(
            tier: group.reference.first, at: input.exceptions[group.first].row.started) : nil)
    }
  }

  private func help(tier: Name, at instant: Instant) -> String {
    let plans = workspace.books.plans
    if let row = plans.outOfForce(tier: tier, at: instant) { return row.advice }
    if let same = sameTier(as: tier) {
      return "it is \"\(same.tier)\" (\(same.place.fileAndLine)) but for case or blanks: export it"
        + " so"
    }
    let plan = BookRow.plan(tier.description).advice(
      in: workspace, where: "with true or false in place of \(BookRow.trueOrFalse)")
    if let near = nearest(to: tier.description, among: plans.tiers),
      let place = plans.place(of: Name(near))
    {
      return "if it is \"\(near)\" (\(place.fileAndLine)), export it so; or \(plan)"
    }
    return tier.isEmpty ? "export it again with the tier filled in" : plan
  }
}

extension ReferenceWarnings {
  /// The tier of the books that `tier` is but for case and blanks, and where one of them names it.
  private func sameTier(as tier: Name) -> (tier: String, place: Place)? {
    let word = TierWord(tier.description)
    if tier.isEmpty { return nil }
    let plans = workspace.books.plans
    if let known = plans.tiers.first(where: { TierWord($0) == word }),
      let place = plans.place(of: Name(known))
    {
      return (known, place)
    }
    let known = workspace.books.multipliers.tiers.first { TierWord($0.description) == word }
    // In multipliers.csv it stands in a row of its own, which the tier alone does not tell.
    return known.flatMap { known in
      known == tier ? nil : (known.description, Place(file: MultiplierFile.name))
    }
  }
}

/// Which findings are told: to look for the help of any other takes its time for nothing.
private struct ToldReferences {
  let limit: Int
  private var counts: [String: [Name: Int]] = [:]

  init(limit: Int) { self.limit = limit }

  /// Whether the next finding of a code in a file is told.
  mutating func tells(_ code: String, _ file: Name) -> Bool {
    if limit == .max { return true }
    if counts[code]?[file] == nil, counts[code, default: [:]].count >= limit { return false }
    counts[code, default: [:]][file, default: 0] += 1
    return counts[code]?[file] ?? 0 <= limit
  }
}

extension OutOfForce {
  /// What to change so that the row, or one after it, is in force.
  var advice: String {
    switch reason {
    case .ended(let end):
      "\(place.fileAndLine) ended at \(end); clear its effective_to, or add a row from then on"
    case .begins: "give \(place.fileAndLine) an earlier effective_from"
    case .notKnown: "\(place.fileAndLine) was \(PlaceWords.time(of: reason))"
    }
  }
}

extension Name {
  /// Whether it is `other` but for the case of its letters, or a slip.
  fileprivate func isLike(_ other: Name) -> Bool {
    description.trimmedLowercase == other.description.trimmedLowercase
      || nearest(to: description, among: [other.description]) != nil
  }
}

extension Array {
  /// The element where there is just one.
  fileprivate var only: Element? { count == 1 ? self[0] : nil }
}
