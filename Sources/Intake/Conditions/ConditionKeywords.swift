import Ledger

/// Values of columns in words: which say nothing special of a request, and which state that it has another price.
enum ConditionKeywords {
  /// Returns true if a value says nothing, or the usual: blank, no, 0, standard.
  static func isNeutral(_ text: String) -> Bool {
    if text.allSatisfy({ $0 == "0" || $0 == "." || $0 == " " }) { return true }
    return neutral.contains(ColumnNameWords(text).joined)
  }

  /// Returns true if a value is a number above 0.
  static func isCount(_ text: String) -> Bool {
    guard let first = text.first, first.isASCII, first.isNumber || first == "." else {
      return false
    }
    return text.contains { ("1"..."9").contains($0) }
      && text.allSatisfy { $0.isASCII && ($0.isNumber || ".,eE+-' ".contains($0)) }
  }

  /// Returns true if a value says yes.
  static func isYes(_ text: String) -> Bool { yes.contains(ColumnNameWords(text).joined) }

  /// Returns true if a value says no.
  static func isNo(_ text: String) -> Bool {
    ["false", "no", "0", "n", "f"].contains(text.lowercased())
  }

  /// Returns true if a value says that no vendor was called.
  static func isTrial(_ text: String) -> Bool {
    text.utf8.count <= 40
      && ["dryrun", "simulated", "mock", "mocked", "sandbox"].contains(ColumnNameWords(text).joined)
  }

  /// Returns true if a value says that a cache had the answer.
  static func isHit(_ text: String) -> Bool {
    isYes(text) || isCount(text) || ColumnNameWords(text).words.contains { hits.contains($0) }
  }

  /// Returns true if a value says that a cache had the answer, and nothing else.
  static func isOnlyHit(_ text: String) -> Bool { ColumnNameWords(text).words == ["hit"] }

  /// Returns true if a value in words may say that a cache had the answer: `read`, `semantic`, `stale`.
  ///
  /// Such words say neither that it had none nor how a cache is set up.
  static func mayBeHit(_ text: String) -> Bool {
    guard text.utf8.count <= 24, !isNeutral(text), !isYes(text),
      text.allSatisfy({ $0.isASCII && ($0.isLetter || " _-".contains($0)) })
    else { return false }
    return noAnswers.isDisjoint(with: ColumnNameWords(text).words)
  }

  /// Returns true if a value is a code of a region, such as `eu-west-1`, `EU` or `eastus2`.
  static func isRegion(_ text: String) -> Bool {
    guard !isNeutral(text), text.utf8.count <= 24,
      text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }),
      text.first?.isLetter ?? false
    else { return false }
    return areas.contains(text.lowercased())
      || text == text.lowercased() && text.contains { $0.isNumber || $0 == "-" }
  }

  /// Returns the condition of an operation: a call that is charged by something else than tokens, or one that may sum
  /// the requests of an agent.
  static func operation(_ text: String) -> RequestCondition? {
    SpanKindName.isHolder(text) ? .partsOfAnyLength : MediaKeywords.condition(text)
  }

  /// Returns true if a value names terms with their own prices, such as a batch.
  static func areTerms(_ text: String) -> Bool {
    text.utf8.count <= 40 && !terms.isDisjoint(with: ColumnNameWords(text).words)
  }

  /// Returns true if a value is the id of a batch, or of a request in one.
  ///
  /// OpenAI and Anthropic write them in this form.
  static func isBatchID(_ text: String) -> Bool {
    text.hasPrefix("batch_") || text.hasPrefix("msgbatch_")
  }

  /// Returns true if a value is the path of an endpoint for batches.
  static func isBatchPath(_ text: String) -> Bool {
    let path = text.prefix { $0 != "?" && $0 != "#" }.lowercased()
    return path.split { $0 == "/" || $0 == ":" }.contains {
      batchPaths.contains(String($0))
    }
  }

  /// Returns the condition of a deployment kind.
  ///
  /// Examples are `GlobalBatch`, `ProvisionedManaged` and `DataZoneStandard`.
  static func deployment(_ text: String) -> RequestCondition? {
    guard text.utf8.count <= 48 else { return nil }
    let name = ColumnNameWords(text).joined
    if deploymentTerms.contains(where: name.contains) { return .unreadTerms }
    return name.contains("datazone") || name.contains("regional") ? .unreadRegion : nil
  }

  /// Returns true if a value is an id.
  ///
  /// An id of zeros alone is not: Helicone writes it for a missing one.
  static func isID(_ text: String) -> Bool {
    !isNeutral(text) && text.contains { $0 != "0" && $0 != "-" }
  }

  /// Returns the place in the path of a model on Vertex AI; nil for other texts.
  ///
  /// An example of a path is `projects/p/locations/us-east5/publishers/…`.
  static func place(inPath text: String) -> String? {
    guard text.hasPrefix("projects/") else { return nil }
    let parts = text.split(separator: "/")
    guard let place = parts.firstIndex(of: "locations"), place + 2 < parts.count,
      parts[place + 2] == "publishers" || parts[place + 2] == "endpoints"
    else { return nil }
    return String(parts[place + 1])
  }

  /// Returns true if a value is such a path that leads to one region.
  static func isRegionalPath(_ text: String) -> Bool {
    place(inPath: text).map { !isNeutral($0) } ?? false
  }

  /// Returns true if the kind of a row says that the request failed, or was not charged.
  ///
  /// An example is `Errored, No Charge`.
  static func isUncharged(_ text: String) -> Bool {
    guard text.utf8.count <= 64 else { return false }
    let words = ColumnNameWords(text).words
    return !failures.isDisjoint(with: words) || isFree(text)
  }

  /// Returns true if the kind of a row says that it was not charged.
  static func isFree(_ text: String) -> Bool {
    guard text.utf8.count <= 64 else { return false }
    let words = ColumnNameWords(text).words
    return words.indices.contains { place in
      ["uncharged", "unbilled"].contains(words[place])
        || place > 0 && ["not", "no", "non"].contains(words[place - 1])
          && ["charge", "charged", "charges", "billed"].contains(words[place])
    }
  }

  private static let failures: Set = ["errored", "aborted", "failed"]

  /// Returns true if a cache answered.
  static func isCache(_ text: String) -> Bool {
    guard text.utf8.count <= 40 else { return false }
    let words = ColumnNameWords(text).words
    return words.contains { ["cache", "cached"].contains($0) || $0.hasSuffix("cache") }
      && noHits.isDisjoint(with: words)
  }

  /// Returns true if the kind of a row names terms with their own prices, and not more.
  static func areTermsOfKind(_ text: String) -> Bool {
    areTerms(text) && ColumnNameWords(text).words.count <= 2
  }

  /// Returns true if the kind of a row says that a customer's own key paid.
  ///
  /// Cursor writes `User API Key` or `USAGE_EVENT_KIND_USER_API_KEY`, by the code of public readers of its events, read
  /// 2026-11.
  static func isOwnKey(_ text: String) -> Bool {
    guard text.utf8.count <= 64 else { return false }
    let words = ColumnNameWords(text).words
    return words.contains("byok")
      || words.contains { ["key", "keys", "apikey"].contains($0) }
        && words.contains { ["user", "own", "customer", "client", "tenant", "users"].contains($0) }
  }

  /// Returns true if the key of a value is not the platform's.
  static func isCustomer(_ text: String) -> Bool {
    text.utf8.count <= 40 && (isYes(text) || !owners.isDisjoint(with: ColumnNameWords(text).words))
  }

  /// Returns true if a value is an hour: `1h`, `60 min`, `3600`.
  static func isHour(_ text: String) -> Bool {
    let words = ColumnNameWords(text.utf8.count > 24 ? "" : text).words.filter { $0 != "ephemeral" }
    return hours.contains(words.joined())
  }

  /// The smallest threshold of a long-context price, in tokens of input.
  static let shortContext: Int64 = 200_000

  /// Returns true if a value is a band of long contexts.
  ///
  /// Examples are `200k-1M`, `> 200k`, `over_200k`, `long` and `true`.
  static func isLongContext(_ text: String) -> Bool {
    guard text.utf8.count <= 40 else { return false }
    let words = ColumnNameWords(text).words
    if words.contains("long") || isYes(text) && Int(text) == nil { return true }
    guard text.contains(where: \.isNumber) else { return false }
    let plain = text.lowercased().filter { $0 != " " && $0 != "\u{A0}" }
    if above.contains(where: plain.hasPrefix) || plain.hasSuffix("+") { return true }
    let ends = plain.split { "-–_".contains($0) }.filter { $0.first?.isNumber ?? false }
    return ends.count == 2 && ends[0].contains { ("1"..."9").contains($0) }
  }

  /// Returns true if a value is a number above 1.
  static func isSeveral(_ text: String) -> Bool {
    isCount(text) && text != "1" && !text.hasPrefix("1.0") && !text.hasPrefix("1,0")
  }

  /// Returns true if a value says that its row reverses another one.
  static func isReversal(_ text: String) -> Bool {
    guard text.utf8.count <= 40 else { return false }
    let name = ColumnNameWords(text)
    return reversals.contains(name.joined) || name.words.contains { strongReversals.contains($0) }
  }

  /// Words for a row that takes another one back, also in the name of a column.
  static let strongReversals: Set = [
    "refund", "refunds", "refunded", "reversal", "reversals", "reversed", "chargeback", "void",
    "voided", "storno", "storniert", "gutschrift", "rueckerstattung", "erstattung",
  ]
  private static let reversals: Set = [
    "credit", "creditnote", "creditmemo", "adjustment", "correction", "reverse", "rebate",
    "cancellation",
  ]
  private static let hours: Set = [
    "1h", "1hr", "1hour", "hour", "60m", "60min", "60minutes", "3600", "3600s", "3600sec",
  ]
  private static let above = [">", "≥", "over", "above", "gt", "morethan"]
  private static let terms: Set = [
    "batch", "batches", "batched", "flex", "priority", "fast", "scale", "provisioned", "ptu",
    "reserved", "optimized",
  ]
  private static let batchPaths: Set = [
    "batch", "batches", "batchpredictionjobs", "batchgeneratecontent", "batchpredict",
  ]
  private static let deploymentTerms = ["batch", "provisioned", "ptu", "priority", "flex"]
  private static let noHits: Set = ["miss", "no", "not", "non", "bypass", "prompt", "refreshed"]
  /// Words beside a cache of requests that the vendor answered, and for how it is set up.
  private static let noAnswers: Set = noHits.union([
    "misses", "missed", "none", "never", "bypassed", "skip", "skipped", "disabled", "disable",
    "enabled", "enable", "active", "inactive", "refresh", "refreshing", "expired", "dynamic",
    "pass", "passed", "write", "writes", "written", "wrote", "writing", "store", "stored", "set",
    "put", "save", "saved", "create", "created", "creation", "fill", "filled", "populate",
    "populated", "uncached", "uncacheable", "cacheable", "ignored", "error", "failed",
    "unavailable", "unsupported", "ephemeral", "persistent", "implicit", "explicit", "vendor",
    "provider", "origin", "upstream", "model", "llm", "nocache", "live", "fresh", "new", "cold",
    "unused", "unset", "empty", "nothing", "pending",
  ])
  private static let owners: Set = [
    "customer", "user", "own", "byok", "byo", "client", "tenant", "personal", "external", "bring",
  ]
  private static let yes: Set = ["true", "yes", "y", "t", "1", "on", "ja", "oui", "si"]
  private static let hits: Set = ["hit", "hits", "cached", "cache"]
  private static let areas: Set = [
    "us", "eu", "uk", "apac", "jp", "au", "ca", "sa", "de", "fr", "in", "ch", "kr", "sg", "br",
    "eastus", "westus", "northeurope", "westeurope", "swedencentral", "uksouth", "japaneast",
  ]
  private static let neutral: Set = [
    "", "false", "no", "n", "f", "off", "none", "null", "nil", "nan", "na", "undefined", "unknown",
    "unspecified", "standard", "std", "standardonly", "default", "auto", "automatic", "global",
    "globalstandard", "normal", "regular", "base", "ondemand", "notavailable", "notapplicable",
    "realtime", "sync", "synchronous", "online", "interactive", "miss", "nein", "non",
  ]
}
