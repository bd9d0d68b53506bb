import Ledger

/// The grammar of Google's SKUs for models:
/// `MODEL [Batch|Flex|Priority] {Text Input|Input Text|Thinking Text Output|…} [Caching] [(Long)] - Predictions`.
///
/// The words after the model are in several orders. A SKU without a word for the tier states standard, one without
/// `(Long)` the base band. Output includes thinking tokens. SKUs of the Gemini API ("Generate content input token count
/// …") do not follow it.
///
/// https://cloud.google.com/skus, https://github.com/Embassy-of-the-Free-Mind/sourcelibrary-v2/pull/4601 (read 2026-11-26)
enum GoogleSKU {
  private static let tiers: [Substring: Name] = [
    "batch": "batch", "flex": "flex", "priority": "priority",
  ]
  /// The `context_over` of `(Long)`.
  private static let longContext: Int64 = 200_000
  private static let media: Set<Substring> = ["text", "audio", "image", "video"]

  static func meter(_ text: String) -> BillMeter {
    read(text) ?? .unknown(Name(text))
  }

  private static func read(_ text: String) -> BillMeter? {
    var body = Substring(text)
    if let end = body.range(ofText: " - Predictions") { body = body[..<end.lowerBound] }
    var meter = BillMeter(serviceTier: "standard", context: 0)
    var model: [Substring] = []
    var medium: Substring = "text"
    var direction: Substring?
    var isCaching = false
    for word in body.split(separator: " ") {
      let small = Substring(word.lowercased())
      if let tier = tiers[small] {
        meter.serviceTier = tier
      } else if small == "(long)" {
        meter.context = longContext
      } else if small == "input" || small == "output" {
        guard direction == nil else { return nil }
        direction = small
      } else if media.contains(small) {
        medium = small
      } else if small == "caching" {
        isCaching = true
      } else if small != "thinking" {
        // The words of the model come before all others but a tier.
        guard direction == nil, !isCaching, medium == "text", !["token", "storage"].contains(small)
        else { return nil }
        model.append(word)
      }
    }
    guard let direction, !model.isEmpty,
      let unitClass = unitClass(medium, isInput: direction == "input", isCaching: isCaching)
    else { return nil }
    meter.model = Name(model.joined(separator: " "))
    meter.unitClass = .one(unitClass)
    return meter
  }

  private static func unitClass(
    _ medium: Substring, isInput: Bool, isCaching: Bool
  ) -> UnitClass? {
    switch (medium, isInput, isCaching) {
    case ("text", true, false): .input
    case ("text", true, true): .cacheRead
    case ("text", false, false): .output
    case ("audio", true, false): .audioInput
    case ("audio", true, true): .audioCacheRead
    case ("audio", false, false): .audioOutput
    case ("image", true, false): .imageInput
    case ("image", false, false): .imageOutput
    default: nil
    }
  }
}
