import Ledger

/// A column whose name says that its values may state what a price depends on: where a request was served, on which terms,
/// what else it used, that a gateway's cache answered, or that the row takes another one back.
struct ConditionColumn: Hashable, Sendable {
  /// The values of the column that state something.
  enum Test: Hashable {
    /// All but those that say what is usual.
    case notNeutral(RequestCondition)
    case region
    case count
    case countOrFlag
    case hit
    /// That a cache answered, in a word.
    ///
    /// - Parameter counts: whether a number says how many tokens were read from a vendor's cache.
    case hitWord(counts: Bool)
    case termWord
    /// A service tier by the word itself, which the name does not tell.
    case tierWord(batch: Bool)
    /// The kind of a row in a word.
    ///
    /// - Parameter status: whether a word that it failed, or was free, says something that nothing else does.
    case kindWord(status: Bool)
    /// The id of a batch, or of a request in one, as vendors write it.
    case batchID
    /// The path of an endpoint.
    case path(batch: Bool, region: Bool)
    /// The medium that is made or read, in a word.
    case mediaWord
    /// The id of the entry of a gateway's cache that answered.
    case cacheID
    /// The kind of a deployment, as Azure names it.
    case deployment
    /// A dry run, a test or a simulation, in words alone or also as 1.
    case trial(inWords: Bool)
    /// A live request, as opposed to a trial.
    case live
    /// The source that answered.
    case source
    /// The owner of the key that paid.
    case keyOwner
    /// The flag for the customer's own key.
    case ownKey
    /// The time for which written tokens are kept in a cache.
    case writeTerm
    /// The band of context.
    case contextBand
    /// The number of requests that a row sums.
    case requests
    /// The number of calls that a sampled row represents.
    case weight
    /// Usage that sums the requests of a session so far.
    case sessionSum
    /// The sum of all tokens of a request, which may hold more than the counts that a mapping reads.
    case allTokens
    /// A count of the tokens that were served on the terms of its name.
    ///
    /// - Parameter cached: whether they were read from a cache.
    case tierTokens(cached: Bool)
  }

  private(set) var test: Test
  /// Of a count, the native columns any of which has it.
  let classes: [LedgerColumn]
  /// It counts tokens of a class that a mapping reads: what it says is unread in rows where the class has nothing.
  ///
  /// In a native file other warnings are for it.
  var isOfMappings = false
  /// Its tokens may be of input or of output: what is read of one of them says nothing of the other.
  var isOfBothSides = false
  /// Within other members such a name says nothing.
  var isTopLevel = false

  init(_ test: Test, _ classes: [LedgerColumn] = []) {
    self.test = test
    self.classes = classes
  }

  /// Returns true if the given ledger columns leave nothing that it could add.
  func isRead(in given: Set<LedgerColumn>) -> Bool {
    if case .hitWord = test { return false }
    return isOfBothSides
      ? classes.allSatisfy(given.contains) : classes.contains(where: given.contains)
  }

  /// The condition that a value states; nil where it states none.
  func condition(_ text: String) -> RequestCondition? {
    switch test {
    case .notNeutral(let condition): ConditionKeywords.isNeutral(text) ? nil : condition
    case .region: ConditionKeywords.isRegion(text) ? .unreadRegion : nil
    case .count: ConditionKeywords.isCount(text) ? .unreadQuantity : nil
    case .countOrFlag:
      ConditionKeywords.isCount(text) || ConditionKeywords.isYes(text) ? .unreadQuantity : nil
    case .hit:
      ConditionKeywords.isHit(text) && !Self.isMiss(text) || ConditionKeywords.mayBeHit(text)
        ? .gatewayCache : nil
    case .termWord:
      ConditionKeywords.areTerms(text)
        ? .unreadTerms : ConditionKeywords.isTrial(text) ? .trial : MediaKeywords.condition(text)
    case .tierWord(let batch): ServiceTierKeywords.isTold(text, batch: batch) ? .unreadTerms : nil
    case .kindWord(let status):
      ConditionKeywords.isReversal(text)
        ? .reversal
        : ConditionKeywords.areTermsOfKind(text) || ConditionKeywords.isOwnKey(text)
          || status && ConditionKeywords.isUncharged(text)
          ? .unreadTerms
          : ConditionKeywords.isTrial(text) ? .trial : ConditionKeywords.operation(text)
    case .batchID: ConditionKeywords.isBatchID(text) ? .unreadTerms : nil
    case .path(let batch, let region):
      if batch && ConditionKeywords.isBatchPath(text) {
        .unreadTerms
      } else if region && ConditionKeywords.isRegionalPath(text) {
        .unreadRegion
      } else {
        MediaKeywords.condition(text)
      }
    case .mediaWord: ConditionKeywords.operation(text)
    case .cacheID: ConditionKeywords.isID(text) ? .gatewayCache : nil
    case .deployment: ConditionKeywords.deployment(text)
    case .trial(let inWords):
      ConditionKeywords.isYes(text) && !(inWords && Int(text) != nil) ? .trial : nil
    case .live: ConditionKeywords.isNo(text) ? .trial : nil
    case .hitWord(let counts):
      ConditionKeywords.isOnlyHit(text) || ConditionKeywords.mayBeHit(text)
        ? .gatewayCache
        : counts && text != "1" && ConditionKeywords.isCount(text) ? .unreadQuantity : nil
    case .source: ConditionKeywords.isCache(text) ? .gatewayCache : nil
    case .keyOwner: ConditionKeywords.isCustomer(text) ? .unreadTerms : nil
    case .ownKey: ConditionKeywords.isNeutral(text) ? nil : .unreadTerms
    case .writeTerm: ConditionKeywords.isHour(text) ? .unreadQuantity : nil
    case .contextBand: ConditionKeywords.isLongContext(text) ? .unreadTerms : nil
    case .sessionSum: ConditionKeywords.isCount(text) ? .partsOfAnyLength : nil
    case .allTokens: nil
    case .requests: ConditionKeywords.isSeveral(text) ? .partsOfAnyLength : nil
    case .weight: ConditionKeywords.isSeveral(text) ? .unreadQuantity : nil
    case .tierTokens: ConditionKeywords.isCount(text) ? .unreadTerms : nil
    }
  }

  /// Portkey writes `Cache Miss` and `Cache Refreshed`, which the vendor answered.
  static func isMiss(_ text: String) -> Bool {
    let words = ColumnNameWords(text).words
    return words.contains("cache") && !words.contains("hit") && !words.contains("hits")
  }

  /// The same where the service tier, the region or the status is in other columns.
  ///
  /// - Parameter isMapped: true if a mapping states what columns count. Native files have other warnings for counts.
  func beside(tier: Bool, region: Bool, status: Bool, isMapped: Bool) -> ConditionColumn {
    var column = self
    switch test {
    case .hitWord: column.test = .hitWord(counts: isMapped)
    case .path: column.test = .path(batch: !tier, region: !region)
    case .kindWord: column.test = .kindWord(status: !status)
    default: break
    }
    return column
  }

  /// - Parameter path: the name; members within members are joined by points.
  init?(_ path: String) {
    let parts = path.utf8.count > 400 ? [] : path.split(separator: ".").suffix(2)
    guard let last = parts.last else { return nil }
    if parts.count > 1, let column = Self.within(parts[parts.startIndex], last) {
      self = column
      return
    }
    let name = ColumnNameWords(last)
    let words = Set(name.words)
    guard !words.isEmpty else { return nil }
    if let column = Self.named(name, last) ?? Self.tierTokens(parts.dropLast().last, name) {
      self = column
      return
    }
    guard words.isDisjoint(with: Self.others) else { return nil }
    guard
      let column = Self.reversal(name, words) ?? Self.cache(name, words) ?? Self.region(name, words)
        ?? Self.terms(name, words) ?? Self.quantity(name, words, in: parts.dropLast().last)
        ?? Self.known(path) ?? Self.total(path) ?? Self.tierWord(words)
    else { return nil }
    self = column
  }

  /// Of customers, of what was wished or allowed, and of money.
  private static let others: Set = [
    "user", "customer", "client", "tenant", "billing", "home", "sales", "market", "shop", "store",
    "office", "team", "ip", "max", "limit", "limits", "allowed", "enabled", "requested", "quota",
    "price", "prices", "rate", "url", "uri", "latency", "policy", "version",
  ]

  // MARK: Kinds

  private static func reversal(_ name: ColumnNameWords, _ words: Set<String>) -> ConditionColumn? {
    // The vendor bills a request whose charge was given back to a customer.
    if name.words.last == "refunded" { return nil }
    if !words.isDisjoint(with: ConditionKeywords.strongReversals) {
      return ConditionColumn(.notNeutral(.reversal))
    }
    guard kinds.contains(name.joined) else { return nil }
    var column = ConditionColumn(.kindWord(status: true))
    column.isTopLevel = true
    return column
  }

  private static func cache(_ name: ColumnNameWords, _ words: Set<String>) -> ConditionColumn? {
    if caches.contains(name.joined) { return ConditionColumn(.hit) }
    // Numbers, or yes, may be of a vendor's cache of prompts.
    if cacheWords.contains(name.joined) {
      return ConditionColumn(.hitWord(counts: false), [.cacheReadTokens])
    }
    // A prompt is read from a vendor's cache.
    let isGateway =
      words.contains("cache") && !words.isDisjoint(with: ["status", "hit", "result", "outcome"])
      && words.isDisjoint(with: ["prompt", "input", "token", "tokens", "context", "kv", "cost"])
    return isGateway ? ConditionColumn(.hit) : nil
  }

  /// Columns of one name each.
  private static func named(_ name: ColumnNameWords, _ text: Substring) -> ConditionColumn? {
    switch name.joined {
    case "cachereferenceid": return ConditionColumn(.cacheID)
    case "latencymode": return ConditionColumn(.termWord)
    case let joined where paths.contains(joined):
      return ConditionColumn(.path(batch: true, region: true))
    case let joined where trials.contains(joined): return ConditionColumn(.trial(inWords: false))
    case "test":
      var column = ConditionColumn(.trial(inWords: true))
      column.isTopLevel = true
      return column
    case "livemode", "islivemode": return ConditionColumn(.live)
    case let joined where totals.contains(joined): return ofAllTokens
    case let joined where media.contains(joined): return ConditionColumn(.mediaWord)
    case let joined where deployments.contains(joined): return ConditionColumn(.deployment)
    case let joined where keyOwners.contains(joined): return ConditionColumn(.keyOwner)
    case let joined where ownKeys.contains(joined): return ConditionColumn(.ownKey)
    case _ where countsRequests(name): return ConditionColumn(.requests)
    case let joined where text == "itemCount" || weights.contains(joined):
      return ConditionColumn(.weight)
    case let joined where writeTerms.contains(joined):
      return ConditionColumn(.writeTerm, [.cacheWrite1hTokens])
    case let joined where contexts.contains(joined): return ConditionColumn(.contextBand)
    case "source":
      var column = ConditionColumn(.source)
      column.isTopLevel = true
      return column
    case let joined where sources.contains(joined): return ConditionColumn(.source)
    default: return name.words.last == "id" ? ConditionColumn(.batchID) : nil
    }
  }

  private static func region(_ name: ColumnNameWords, _ words: Set<String>) -> ConditionColumn? {
    if words.contains("region") || name.joined.hasSuffix("region")
      || regions.contains(name.joined)
    {
      return ConditionColumn(.notNeutral(.unreadRegion))
    }
    return places.contains(name.joined) ? ConditionColumn(.region) : nil
  }

  private static let regions: Set = ["inferencegeo", "dataresidency", "datazone"]
  private static let places: Set = [
    "location", "geo", "geography", "residency", "datacenter", "gcplocation", "vertexlocation",
    "azurelocation", "modellocation", "deploymentlocation", "inferencelocation", "cloudlocation",
  ]

  private static func terms(_ name: ColumnNameWords, _ words: Set<String>) -> ConditionColumn? {
    if !words.isDisjoint(with: ["batch", "batched", "isbatch"]), words.isDisjoint(with: noTerms) {
      return ConditionColumn(.notNeutral(.unreadTerms))
    }
    if tiers.contains(name.joined) { return ConditionColumn(.notNeutral(.unreadTerms)) }
    return modes.contains(name.joined) ? ConditionColumn(.termWord) : nil
  }

  private static let noTerms: Set = [
    "size", "count", "number", "no", "nr", "index", "idx", "name", "date", "time", "at", "run",
    "total", "tokens", "cost", "file", "position", "seq", "import", "load", "ts",
  ]
  static let tiers: Set = [
    "servicetier", "processingtier", "inferencetier", "servedtier", "isflex", "ispriority",
    "fastmode", "isfast", "isptu", "ptu", "provisioned", "isprovisioned", "traffictype",
  ]
  private static let modes: Set = [
    "speed", "mode", "processingmode", "apimode", "requestmode", "executionmode", "inferencemode",
    "servingmode", "callmode", "runmode", "endpointtype", "capacity", "priority", "latencymode",
  ]
}
