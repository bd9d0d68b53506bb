import Ledger

/// A column whose name says that its values may state what a price depends on: where a request was served, on which terms,
/// what else it used, that a gateway's cache answered, or that the row takes another one back.
struct ConditionColumn: Hashable, Sendable {
  /// Which of its values state something.
  private enum Test: Hashable {
    /// All but those that say what is usual.
    case notNeutral(RequestCondition)
    case region
    case count
    case countOrFlag
    case hit
    case termWord
    /// The kind of a row in a word.
    case kindWord
    /// The id of a batch as vendors write it.
    case batchID
  }

  private let test: Test
  /// Of a count, the columns of ours any of which has it.
  let classes: [LedgerColumn]
  /// Only the settings' own columns leave it unread by mistake: in a file of ours other warnings are for it.
  private(set) var isOfMappings = false
  /// Within other members such a name says nothing.
  private(set) var isTopLevel = false

  private init(_ test: Test, _ classes: [LedgerColumn] = []) {
    self.test = test
    self.classes = classes
  }

  /// The condition that a value states; nil where it states none.
  func condition(_ text: String) -> RequestCondition? {
    switch test {
    case .notNeutral(let condition): ConditionWord.isNeutral(text) ? nil : condition
    case .region: ConditionWord.isRegion(text) ? .unreadRegion : nil
    case .count: ConditionWord.isCount(text) ? .unreadQuantity : nil
    case .countOrFlag:
      ConditionWord.isCount(text) || ConditionWord.isYes(text) ? .unreadQuantity : nil
    case .hit: ConditionWord.isHit(text) && !Self.isMiss(text) ? .gatewayCache : nil
    case .termWord: ConditionWord.areTerms(text) ? .unreadTerms : nil
    case .kindWord:
      ConditionWord.isReversal(text)
        ? .reversal
        : ConditionWord.areTerms(text) && NameWords(text).words.count <= 2 ? .unreadTerms : nil
    case .batchID: text.hasPrefix("batch_") || text.hasPrefix("msgbatch_") ? .unreadTerms : nil
    }
  }

  /// Portkey writes `Cache Miss` and `Cache Refreshed`, which the vendor answered.
  private static func isMiss(_ text: String) -> Bool {
    let words = NameWords(text).words
    return words.contains("cache") && !words.contains("hit") && !words.contains("hits")
  }

  /// Whether the answers of a gateway's cache are told by it.
  var tellsCache: Bool { test == .hit }

  /// Whether the kind of a row is told by it.
  var tellsKind: Bool { test == .kindWord || test == .notNeutral(.reversal) }

  /// - Parameter path: the name; members within members are joined by points.
  init?(_ path: String) {
    let last = path.utf8.count > 400 ? "" : path.split(separator: ".").last ?? ""
    let name = NameWords(last)
    let words = Set(name.words)
    guard !words.isEmpty, words.isDisjoint(with: Self.others) else { return nil }
    guard
      let column = Self.reversal(name, words) ?? Self.cache(name) ?? Self.region(name, words)
        ?? Self.terms(name, words) ?? Self.quantity(name, words)
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

  private static func reversal(_ name: NameWords, _ words: Set<String>) -> ConditionColumn? {
    // The vendor bills a request whose charge was given back to a customer.
    if name.words.last == "refunded" { return nil }
    if !words.isDisjoint(with: ConditionWord.strongReversals) {
      return ConditionColumn(.notNeutral(.reversal))
    }
    guard kinds.contains(name.joined) else { return nil }
    var column = ConditionColumn(.kindWord)
    column.isTopLevel = true
    return column
  }

  private static let kinds: Set = [
    "type", "kind", "category", "recordtype", "rowtype", "entrytype", "linetype", "lineitemtype",
    "transactiontype", "transactionkind", "txntype", "txtype", "eventtype", "chargetype",
    "usagetype",
    "requesttype", "calltype", "jobtype", "apitype", "billtype", "op", "operation", "action",
    "status", "state", "typ", "art", "satzart", "vorgangsart", "buchungsart",
  ]

  private static func cache(_ name: NameWords) -> ConditionColumn? {
    caches.contains(name.joined) ? ConditionColumn(.hit) : nil
  }

  private static let caches: Set = [
    "cached", "iscached", "cachehit", "iscachehit", "cachestatus", "fromcache", "isfromcache",
    "servedfromcache", "cacheresult", "responsecached", "cachedresponse", "responsefromcache",
    "cfaigcachestatus", "gatewaycache", "gatewaycachehit", "cachehitstatus", "heliconecachehit",
    "gatewaycachestatus", "responsecachehit", "cachehittype", "semanticcachehit", "usedcache",
  ]

  private static func region(_ name: NameWords, _ words: Set<String>) -> ConditionColumn? {
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

  private static func terms(_ name: NameWords, _ words: Set<String>) -> ConditionColumn? {
    if !words.isDisjoint(with: ["batch", "batched", "isbatch"]), words.isDisjoint(with: noTerms) {
      return ConditionColumn(words.contains("id") ? .batchID : .notNeutral(.unreadTerms))
    }
    if tiers.contains(name.joined) { return ConditionColumn(.notNeutral(.unreadTerms)) }
    return modes.contains(name.joined) ? ConditionColumn(.termWord) : nil
  }

  private static let noTerms: Set = [
    "size", "count", "number", "no", "nr", "index", "idx", "name", "date", "time", "at", "run",
    "total", "tokens", "cost", "file", "position", "seq", "import", "load", "ts",
  ]
  private static let tiers: Set = [
    "servicetier", "processingtier", "inferencetier", "servedtier", "isflex", "ispriority",
    "fastmode", "isfast", "isptu", "ptu", "provisioned", "isprovisioned", "byok", "isbyok",
    "ownkey", "traffictype",
  ]
  private static let modes: Set = [
    "speed", "mode", "processingmode", "apimode", "requestmode", "executionmode", "inferencemode",
    "servingmode", "callmode", "runmode", "deploymenttype", "endpointtype", "capacity", "priority",
  ]

  // MARK: Quantities

  private static func quantity(_ name: NameWords, _ words: Set<String>) -> ConditionColumn? {
    guard words.isDisjoint(with: money) else { return nil }
    let isIn = !words.isDisjoint(with: ["input", "prompt", "in"])
    let isOut = !words.isDisjoint(with: ["output", "completion", "out", "generated"])
    let areTokens = !words.isDisjoint(with: ["token", "tokens", "tok", "toks"])
    let isCache = words.contains { $0.hasPrefix("cach") }
    func sided(_ input: LedgerColumn, _ output: LedgerColumn) -> [LedgerColumn] {
      isIn == isOut ? [input, output] : [isIn ? input : output]
    }
    if !words.isDisjoint(with: ["audio", "speech", "voice"]), areTokens || isTime(words) {
      if isCache { return ConditionColumn(.count, [.audioCacheReadTokens]) }
      return ConditionColumn(
        .count, sided(.audioInputTokens, .audioOutputTokens) + (areTokens ? [] : [.seconds]))
    }
    if !words.isDisjoint(with: ["image", "images", "img", "vision"]),
      areTokens || !words.isDisjoint(with: counts) || name.words == ["images"]
    {
      let classes = sided(.imageInputTokens, .imageOutputTokens)
      return ConditionColumn(.count, areTokens ? classes : classes + [.images])
    }
    if words.contains("video"), areTokens || isTime(words) { return ConditionColumn(.count) }
    if searches.contains(name.joined)
      || !words.isDisjoint(with: ["search", "searches", "websearch", "grounding"])
        && words.isDisjoint(with: ["file", "vector", "ms", "time", "results", "context"])
        && !words.isDisjoint(with: counts.union(["web", "google", "bing"]))
    {
      return ConditionColumn(.countOrFlag, [.searches])
    }
    if tools.contains(where: { name.joined.contains($0) }) { return ConditionColumn(.countOrFlag) }
    if !words.isDisjoint(with: ["citation", "citations"]), areTokens {
      return ConditionColumn(.count)
    }
    return isCache ? cached(name, words, areTokens) : nil
  }

  private static func cached(
    _ name: NameWords, _ words: Set<String>, _ areTokens: Bool
  ) -> ConditionColumn? {
    guard !CacheWords.isUncached(name), words.isDisjoint(with: ["miss", "misses", "ttl", "saved"]),
      areTokens || !words.isDisjoint(with: ["read", "write", "creation", "input", "prompt"])
    else { return nil }
    let isWrite = CacheWords.areNotRead(name)
    var column = ConditionColumn(
      .count, isWrite ? [.cacheWrite5mTokens, .cacheWrite1hTokens] : [.cacheReadTokens])
    column.isOfMappings = true
    return column
  }

  private static func isTime(_ words: Set<String>) -> Bool {
    !words.isDisjoint(with: ["seconds", "second", "sec", "secs", "s", "minutes", "duration", "ms"])
  }

  private static let counts: Set = [
    "count", "counts", "num", "number", "n", "requests", "request", "calls", "queries", "generated",
    "used",
  ]
  private static let searches: Set = ["searches", "websearch", "grounded", "grounding"]
  private static let tools = [
    "codeinterpreter", "filesearch", "codeexecution", "containerhours", "computeruse",
  ]
  private static let money: Set = [
    "cost", "costs", "usd", "eur", "bytes", "size", "format", "quality", "model", "id", "ids",
    "percent", "pct", "ratio", "savings", "saved",
  ]
}
