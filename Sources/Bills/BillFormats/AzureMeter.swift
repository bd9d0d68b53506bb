import Ledger

/// The grammar of Azure's meters for models: `[gpt] MODEL [context] CLASS [TIER] [REACH] [1K|1M] Tokens`.
///
/// Examples: "5.6 luna ShortCo Cd Inp Std DZ 1M Tokens", "gpt 4o mini 0718 Inp glbl Tokens"
/// (https://github.com/DigitalPebble/spruce/issues/264, https://github.com/anomalyco/models.dev/pull/4541,
/// read 2026-11-26).
enum AzureMeter {
  private static let inputs: Set<Substring> = ["inp", "inpt", "input"]
  private static let outputs: Set<Substring> = ["outp", "outpt", "opt", "out", "output"]
  private static let cached: Set<Substring> = ["cd", "cached", "cchd"]
  private static let writes: Set<Substring> = ["wr", "write", "wrt"]
  private static let tiers: [Substring: Name] = [
    "std": "standard", "standard": "standard", "batch": "batch", "pp": "priority",
    "priority": "priority",
  ]
  private static let contexts: Set<Substring> = [
    "shortco", "longco", "shortctx", "longctx", "shortcontext", "longcontext",
  ]
  static let dataZone: Name = "datazone"

  /// Returns what a meter means; where it does not follow the grammar, only the block is known.
  static func meter(_ text: String) -> BillMeter {
    if let meter = read(text) { return meter }
    var meter = BillMeter.unknown(Name(text))
    var words = text.lowercased().split(separator: " ")
    meter.block = takeBlock(&words)
    return meter
  }

  /// Returns what a meter means; nil where it does not follow the grammar.
  static func read(_ text: String) -> BillMeter? {
    var words = text.lowercased().split(separator: " ")
    guard words.last == "tokens" || words.last == "token" else { return nil }
    var meter = BillMeter()
    meter.block = takeBlock(&words)
    guard
      let end = words.firstIndex(where: {
        inputs.contains($0) || outputs.contains($0) || cached.contains($0)
      }),
      end > 0
    else { return nil }
    var rest = words[end...]
    guard let unitClass = takeClass(&rest) else { return nil }
    meter.unitClass = unitClass
    for word in rest {
      if let tier = tiers[word] {
        meter.serviceTier = tier
      } else if ["gl", "glbl", "global"].contains(word) {
        meter.region = .empty
      } else if word == "dz" {
        meter.region = dataZone
      } else if ["rgnl", "regional", "rgn"].contains(word) {
        meter.takesRegionOfRecord = true
      } else if !contexts.contains(word) {
        return nil
      }
    }
    // Tiers and context words may also be before the class.
    var model: [Substring] = []
    for word in words[..<end] where !contexts.contains(word) {
      if let tier = tiers[word], model.count > 0 {
        meter.serviceTier = tier
      } else {
        model.append(word)
      }
    }
    let name = model.joined(separator: " ")
    meter.model = Name(name)
    meter.otherModels = model.first == "gpt" ? [] : [Name("gpt " + name)]
    return meter
  }

  /// Takes `Tokens`, and the block before it, from the end; nil where that is not named.
  private static func takeBlock(_ words: inout [Substring]) -> Int64? {
    guard words.last == "tokens" || words.last == "token" else { return nil }
    words.removeLast()
    guard let last = words.last, last.last?.isLetter == true,
      let block = BillUnit.block(String(last))
    else { return nil }
    words.removeLast()
    return block
  }

  private static func takeClass(_ words: inout ArraySlice<Substring>) -> BilledClass? {
    guard let first = words.popFirst() else { return nil }
    if outputs.contains(first) { return .one(.output) }
    if inputs.contains(first) { return .one(.input) }
    guard let second = words.popFirst() else { return nil }
    if inputs.contains(second) { return .one(.cacheRead) }
    return writes.contains(second) ? .cacheWrite : nil
  }
}
