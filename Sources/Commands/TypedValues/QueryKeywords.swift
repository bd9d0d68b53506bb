import Ledger
import Presentation
import Querying
import Terminal

/// The words of a question, each with the nearest known one where it is unknown.
enum QueryKeywords {
  static let measureNames = QueryMeasure.allCases.map(\.rawValue)
  static let dimensionNames = QueryDimension.allCases.map(\.rawValue)

  /// Reads `cost,margin`.
  static func measures(_ text: String) throws(UsageFault) -> [QueryMeasure] {
    let names = measureNames
    return try list(text, names, meant: otherMeasures) { word, near in
      .wrongOperand(
        command: "show", text: word, expected: "one of \(names.joined(separator: ", "))", near: near
      )
    }.compactMap(QueryMeasure.init(rawValue:))
  }

  /// Reads `tier,month`.
  static func dimensions(
    _ text: String, option: String
  ) throws(UsageFault) -> [QueryDimension] {
    let names = dimensionNames
    return try list(text, names, meant: otherDimensions) { word, near in
      .wrongValue(
        option: option, text: word, expected: "one of \(names.joined(separator: ", "))", near: near)
    }.compactMap(QueryDimension.init(rawValue:))
  }

  /// Reads `-margin`, the largest first, or `margin`.
  static func order(_ text: String, of query: Query) throws(UsageFault) -> QueryOrder {
    let isDescending = text.hasPrefix("-")
    let word = isDescending ? String(text.dropFirst()) : text
    if let measure = QueryMeasure(rawValue: word) {
      return QueryOrder(key: .measure(measure), isDescending: isDescending)
    }
    if let dimension = QueryDimension(rawValue: word), query.dimensions.contains(dimension) {
      return QueryOrder(key: .dimension(dimension), isDescending: isDescending)
    }
    let names = measureNames + query.dimensions.map(\.rawValue)
    throw .wrongValue(
      option: "--sort", text: text,
      expected: "a measure or a dimension of --by; a - before it puts the largest first",
      near: near(word, names, meant: otherMeasures).map { (isDescending ? "-" : "") + $0 })
  }

  /// A choice of usage: by keys, or of lines by a figure.
  enum Choice {
    case filter(QueryFilter)
    case condition(QueryCondition)
  }

  /// Reads `tier=pro,free`, `tier!=free` or `margin<0`.
  static func choice(_ text: String) throws(UsageFault) -> Choice {
    let signs = sign(of: text)
    let word = String(text.prefix(upTo: signs.startIndex)).trimmedLowercase
    let rest = String(text.suffix(from: signs.endIndex)).trimmed
    func fault(_ expected: String, near: String? = nil) -> UsageFault {
      .wrongValue(option: "--where", text: text, expected: expected, near: near)
    }
    if let comparison = QueryCondition.Comparison(rawValue: String(signs)) {
      let names = measureNames
      guard let measure = QueryMeasure(rawValue: word) else {
        throw fault(
          "a measure before \(signs)",
          near: near(word, names, meant: otherMeasures).map { "'\($0)\(signs)\(rest)'" })
      }
      guard let limit = decimal(rest) else { throw fault("a number such as -1.5 after \(signs)") }
      return .condition(
        QueryCondition(measure, comparison, value: limit.value, scale: limit.scale))
    }
    guard signs == "=" || signs == "!=" else {
      if let measure = QueryMeasure(rawValue: word) {
        throw fault("a condition; quote the condition: '\(measure.rawValue)<0'")
      }
      throw fault("a condition such as tier=pro, tier!=free, model=a,b or 'margin<0'")
    }
    guard let dimension = QueryDimension(rawValue: word) else {
      throw fault(
        "one of \(dimensionNames.joined(separator: ", ")) before \(signs)",
        near: near(word, dimensionNames, meant: otherDimensions).map { $0 + signs + rest })
    }
    guard let keys = keys(rest) else {
      throw fault("names separated by commas, such as a,b or \"a, b\",c")
    }
    let names = keys.map { key in
      guard dimension == .ownKey else { return Name(key) }
      return Name(["yes": "true", "no": "false"][key.lowercased()] ?? key.lowercased())
    }
    return .filter(QueryFilter(dimension, names, isExcluding: signs == "!="))
  }

  /// The sign of a choice, which a name may follow that begins with such a sign itself; empty where there is none.
  private static func sign(of text: String) -> Substring {
    let rest = text.drop { !"=!<>".contains($0) }
    return ["!=", "<=", ">="].contains(String(rest.prefix(2))) ? rest.prefix(2) : rest.prefix(1)
  }

  /// Names with commas between, those with commas of their own in quotes; nil where a quote is not closed.
  private static func keys(_ text: String) -> [String]? {
    var keys: [String] = []
    var rest = text[...]
    while true {
      rest = rest.drop { $0 == " " }
      var key = ""
      if rest.first == "\"" {
        var parts: [Substring] = []
        repeat {
          rest.removeFirst()
          guard let end = rest.firstIndex(of: "\"") else { return nil }
          parts.append(rest[..<end])
          rest = rest[end...].dropFirst()
        } while rest.first == "\""
        key = parts.joined(separator: "\"")
        rest = rest.drop { $0 == " " }
        guard rest.isEmpty || rest.first == "," else { return nil }
      } else {
        key = rest.prefix { $0 != "," }.trimmed
        rest = rest.drop { $0 != "," }
      }
      keys.append(key)
      if rest.isEmpty { return keys }
      rest.removeFirst()
    }
  }

  /// A decimal number of at most 18 digits before and after the point, as `value` × 10⁻ˢᶜᵃˡᵉ.
  private static func decimal(_ text: String) -> (value: Int128, scale: Int)? {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...])
      .split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ (1...18).contains($0.count) }),
      let value = Int128(digits: parts.joined())
    else { return nil }
    return (isNegative ? -value : value, parts.count == 2 ? parts[1].count : 0)
  }

  /// Reads a list of known words, each once.
  private static func list(
    _ text: String, _ names: [String], meant: [String: String],
    fault: (String, String?) -> UsageFault
  ) throws(UsageFault) -> [String] {
    var words: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = String(part).trimmedLowercase
      guard names.contains(word) else { throw fault(word, near(word, names, meant: meant)) }
      if !words.contains(word) { words.append(word) }
    }
    return words
  }

  /// The known word for another one, or the nearest.
  private static func near(_ word: String, _ names: [String], meant: [String: String]) -> String? {
    let plain = word.replacing("-", with: "_").replacing(" ", with: "_")
    if names.contains(plain) { return plain }
    let single = plain.hasSuffix("s") ? String(plain.dropLast()) : plain
    if names.contains(single) { return single }
    return meant[plain] ?? meant[single] ?? nearest(to: plain, among: names)
  }

  /// Words of other tools and of our files for the same figures.
  private static let otherMeasures = [
    "vendor_cost": "cost", "vendor_cost_usd": "cost", "spend": "cost", "usd": "cost",
    "profit": "margin", "margin_usd": "margin", "gross_margin": "margin",
    "revenue_usd": "revenue", "usage_revenue": "revenue", "income": "revenue", "sales": "revenue",
    "count": "requests", "calls": "requests", "rows": "requests", "free_tier_loss": "loss",
    "free_tier_loss_usd": "loss", "input_tokens": "prompt_tokens", "mismatched": "mismatches",
    "cache_read_tokens": "cached_tokens", "cache_hit_rate": "cache_share",
    "cache_rate": "cache_share", "customers": "users", "accounts": "users",
    "recorded_cost_usd": "recorded_cost", "errors": "mismatches", "differences": "mismatches",
  ]

  /// Words of other tools and of our files for the same names.
  private static let otherDimensions = [
    "customer": "account", "account_id": "account", "client": "account", "company": "account",
    "user_id": "user", "plan": "tier", "vendor": "provider", "date": "day", "daily": "day",
    "weekly": "week", "monthly": "month", "byok": "own_key", "key": "own_key",
  ]
}
