import Ledger
import Pricing
import Rating
import Reconciliation
import Workspace

/// Names in the ledger that the books lack: models without a price, and tiers without a plan.
///
/// One finding per name, with its rows and files counted.
struct MissingBookEntryWarnings {
  private let exceptions: RowList<ExceptionRow>
  private let workspace: Workspace
  private let tierless: TierlessRequests
  private let catalogs = KnownCatalogs()
  /// The providers of each model of the price book, the names of their models, and those of all.
  private let providers: [Name: [Name]]
  private let modelsOf: [Name: ModelNameSuggestions]
  private let models: ModelNameSuggestions
  private let limit: Int
  private let unread: UnreadColumns

  /// So many unknown models are compared with the names in the books; who meets more has another problem
  /// than slips, and each comparison takes its time.
  private static let compared = 200

  /// - Parameter limit: the number of reported findings of each file and code, and of files of each code.
  init(
    _ map: LedgerMap, _ exceptions: RowList<ExceptionRow>, _ tierless: TierlessRequests, limit: Int,
    unread: UnreadColumns
  ) {
    (self.limit, self.unread) = (limit, unread)
    (self.tierless, self.exceptions, workspace) = (tierless, exceptions, tierless.workspace)
    // Only models without a price are held against those of the book, which may have very many.
    let kinds = exceptions.indices.lazy.map { exceptions.order(at: $0) }
    let isAsked = kinds.contains(ExceptionRow.Kind.unpriced.rawValue)
    let all = isAsked ? workspace.books.prices.allModels : []
    providers = Dictionary(grouping: all, by: \.model).mapValues { $0.map(\.provider).sorted() }
    modelsOf = Dictionary(grouping: all, by: \.provider).mapValues { keys in
      ModelNameSuggestions(keys.lazy.map(\.model.description))
    }
    models = ModelNameSuggestions(all.lazy.map(\.model.description))
  }

  /// Those that are reported, and the number of others.
  typealias Warnings = (findings: [Finding], unlisted: [OmittedFindings])

  private typealias Group = MissingBookEntry

  private func grouped(
    _ kind: ExceptionRow.Kind, _ reference: (Located<ExceptionRow>) -> MissingBookEntry.Reference
  ) -> [Group] {
    MissingBookEntry.all(of: kind, in: exceptions, by: reference)
  }

  private func warning(
    _ group: Group, _ code: String, _ message: String, help: String
  ) -> Finding {
    let place = Place(file: group.file.description, line: Int(group.line))
    return Finding(.warning, at: place, code: code, message: message, help: help)
  }

  // MARK: Models

  /// - Parameter asked: what the slices of the ledger ask a price for.
  func unpriced(_ asked: [MissingPrices]) -> Warnings {
    let groups = grouped(.unpriced) {
      // The advice on a condition depends on the columns of the file.
      let isOfFile = if case .conditions = $0.row.reason { true } else { false }
      return Group.Reference(
        file: isOfFile ? $0.file : nil, first: $0.row.provider, second: $0.row.model,
        reason: $0.row.reason)
    }
    var told = MissingBookEntryLimit(limit: limit)
    let shown = groups.indices.filter {
      told.tells(UnpricedCode.of(groups[$0].reference.reason), groups[$0].file)
    }
    let missing = MissingPriceRows(
      asked, of: Set(shown.map { key(of: groups[$0]) }), workspace)
    let findings = shown.map { index in
      let group = groups[index]
      return warning(
        group, UnpricedCode.of(group.reference.reason),
        "model \"\(group.reference.second)\" of \(group.reference.first) "
          + problem(of: group, missing) + " (first of \(group.words))",
        help: help(group, missing, isCompared: index < MissingBookEntryWarnings.compared))
    }
    return (findings, told.unlisted)
  }

  private func problem(of group: Group, _ missing: MissingPriceRows) -> String {
    switch group.reference.reason {
    case .unknownModel: "has no price"
    case .notInForce: "has no price in force at the start of the request"
    case .ambiguousAlias: "means two models on that day"
    case .unknownFee: "has a per-request fee whose amount is not known"
    case .conditions(let conditions): "has no price for \(conditions.what)"
    case nil: "has no price for \(missing.words(key(of: group)))"
    }
  }

  private func key(of group: Group) -> ModelKey {
    ModelKey(provider: group.reference.first, model: group.reference.second)
  }

  private func help(_ group: Group, _ missing: MissingPriceRows, isCompared: Bool) -> String {
    let key = key(of: group)
    let (prices, areKnownLater) = missing.advice(key, group.reference.reason)
    if areKnownLater { return prices }
    switch group.reference.reason {
    case .unknownModel where isCompared:
      let (provider, model) = (key.provider.description, key.model.description)
      let row = exceptions[group.first].row
      let names = workspace.books.meanings(
        of: ModelKey(provider: key.provider, model: row.modelInLedger))
      if let alias = names.outOfForce(at: row.started) {
        return "if it is \(alias.value.model), \(alias.advice)"
      }
      if let meant = modelsOf[key.provider]?.meant(by: model) {
        if let alias = names.entries(at: row.started).first {
          return "\(alias.place.fileAndLine) states that \(row.modelInLedger) means \(model);"
            + " if it is \(meant), correct the alias in that row"
        }
        let alias = ProposedBookRow.alias(model, of: meant, provider: provider)
        return "if it is \(meant), \(alias.advice(in: workspace))"
      }
      guard let elsewhere = elsewhere(key) else {
        let typed = TypedCommand.text("prices import", in: workspace.root, ["CATALOG"])
        let known = catalogs.advice(for: key, at: row.started, in: workspace)
        return (known ?? "import its prices from a catalog (\(typed))") + ", or \(prices)"
      }
      if elsewhere.provider.isLike(key.provider) {
        return
          "the price book calls the provider \(elsewhere.provider): use that name in the export, or \(prices)"
      }
      return "if it is \(elsewhere.model) of \(elsewhere.provider), export both names; or \(prices)"
    case .ambiguousAlias:
      let row = exceptions[group.first].row
      let names = workspace.books.meanings(
        of: ModelKey(provider: key.provider, model: row.modelInLedger))
      let places = names.entries(at: row.started).map(\.place.fileAndLine)
      return "delete one of these rows, or end it where the other begins: "
        + places.joined(separator: ", ")
    case .conditions(let conditions):
      let start = exceptions[group.first].row.started
      return help(for: conditions, of: key, at: start, in: group.file)
    case .notInForce:
      let start = exceptions[group.first].row.started
      let known = catalogs.advice(for: key, at: start, in: workspace)
      return known.map { $0 + ", or \(prices)" } ?? prices
    case .unknownModel, .unknownFee, nil: return prices
    }
  }

  /// A price of a request is all that a call needs whose units are not stated; nothing else can be added for a condition.
  private func help(
    for conditions: RequestConditions, of model: ModelKey, at instant: Instant, in file: Name
  ) -> String {
    conditions.all.map { condition in
      let help = ConditionText(condition).help
      guard condition == .unitsNotStated else {
        return unread.advice(for: condition, in: file) ?? help
      }
      let priced = workspace.books.prices.key(of: model) ?? model
      let row = ProposedBookRow.price(
        of: priced,
        PricedClass(unitClass: .request, serviceTier: RateKey.standardServiceTier),
        from: String(instant.description.prefix(10)), in: workspace)
      return unread.lengthAdvice(in: file) + help + row.advice(in: workspace)
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

  func unknownTiers() -> Warnings {
    // Where nothing is sold, it is the same who is in which tier.
    guard workspace.books.isSold else { return ([], []) }
    var told = MissingBookEntryLimit(limit: limit)
    let groups = grouped(.unknownTier) {
      Group.Reference(file: nil, first: $0.row.tier, second: .empty, reason: nil)
    }.filter { told.tells("ref.tier", $0.file) }
    let findings = groups.map { group in
      let tier = group.reference.first
      return warning(
        group, "ref.tier",
        "tier \"\(tier)\" has no plan in plans.csv at that time; Assay rates it as paid, without a"
          + " target (\(group.words))",
        help: help(tier: tier, at: exceptions[group.first].row.started))
    }
    return (findings, told.unlisted)
  }

  private func help(tier: Name, at instant: Instant) -> String {
    let plans = workspace.books.plans
    if tier.isEmpty { return tierless.help }
    let spelling = tierless.spelling(of: tier)
    if let row = plans.outOfForce(tier: tier, at: instant) { return row.advice }
    if let same = sameTier(as: tier) {
      return "it differs from \"\(same.tier)\" (\(same.place.fileAndLine)) only in case or spaces:"
        + " \(spelling)"
    }
    let plan = ProposedBookRow.plan(tier.description).advice(
      in: workspace, where: "with true or false in place of \(ProposedBookRow.trueOrFalse)")
    if let near = nearest(to: tier.description, among: plans.tiers),
      let place = plans.place(of: Name(near))
    {
      return "if it is \"\(near)\" (\(place.fileAndLine)), \(spelling); or \(plan)"
    }
    return plan
  }
}

extension MissingBookEntryWarnings {
  /// The tier of the books that `tier` is but for case and blanks, and where one of them names it.
  private func sameTier(as tier: Name) -> (tier: String, place: Place)? {
    let word = TierNameKey(tier.description)
    let plans = workspace.books.plans
    if let known = plans.tiers.first(where: { TierNameKey($0) == word }),
      let place = plans.place(of: Name(known))
    {
      return (known, place)
    }
    let known = workspace.books.multipliers.tiers.first { TierNameKey($0.description) == word }
    // In multipliers.csv it stands in a row of its own, which the tier alone does not tell.
    return known.flatMap { known in
      known == tier ? nil : (known.description, Place(file: MultiplierFile.name))
    }
  }
}

extension Name {
  /// True if it equals `other` except for letter case, or for a typing error.
  fileprivate func isLike(_ other: Name) -> Bool {
    description.trimmedLowercase == other.description.trimmedLowercase
      || nearest(to: description, among: [other.description]) != nil
  }
}

extension Array {
  /// The element where there is just one.
  fileprivate var only: Element? { count == 1 ? self[0] : nil }
}
