import Bills
import Ledger
import Tables

extension CodeText {
  /// Returns the words for a code in a column of the tables about bills; nil where the column has no codes.
  package static func billWords(_ code: Name, column: String) -> Name? {
    switch column {
    case "cause": Name(billCauses(code.description))
    case "unit_class": Name(Headings.words(for: code.description))
    default: nil
    }
  }

  /// Returns the words for the codes in `cause`, separated by semicolons.
  package static func billCauses(_ codes: String) -> String {
    // A name may hold blanks: what is not the start of a code belongs to the one before.
    var parts: [String] = []
    for word in codes.split(separator: " ").map(String.init) {
      if parts.isEmpty || isBillCode(word) {
        parts.append(word)
      } else {
        parts[parts.count - 1] += " " + word
      }
    }
    return parts.map(billCause).joined(separator: "; ")
  }

  private static func isBillCode(_ word: String) -> Bool {
    fixedBillCauses[word] != nil
      || ["zone:", "model:", "tier:", "context:", "region:", "from:", "factor:"].contains {
        word.hasPrefix($0)
      } || word.hasSuffix(":stated")
  }

  private static func billCause(_ code: String) -> String {
    if let words = fixedBillCauses[code] { return words }
    let parts = code.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return code }
    let (kind, value) = (parts[0], parts[1])
    if value == "stated" {
      let names = kind.split(separator: "+").map { dimension in
        switch dimension {
        case "tier": "service tiers"
        case "context": "prompt lengths"
        default: "regions"
        }
      }
      return "Other \(names.listed) on the bill"
    }
    return switch kind {
    case "zone": "Days of \(value)"
    case "model": "Same quantity as \(value)"
    case "tier": "Price of service tier \(value)"
    case "context": "Price for prompts over \(value) tokens"
    case "region": "Price of region \(value)"
    case "from": "Price from \(value)"
    case "factor": "All prices × \(value)"
    default: code
    }
  }

  private static let fixedBillCauses: [String: String] = [
    "byok": "Customers' own keys", "status:failed": "Failed requests not billed",
    "status:failed;cancelled": "Failed and cancelled requests not billed",
    "duplicates": "Copies billed", "duplicates;conflicts": "Copies and conflicts billed",
    "request_end": "Booked when requests end", "shifted_days": "Booked on other days",
    "reclassified": "Billed in another class",
    "cache_billed_twice": "Cached tokens billed twice",
    "reasoning_billed_twice": "Reasoning billed twice",
    "reasoning_not_billed": "Reasoning not billed", "unmapped": "Unknown name",
    "unpriced": "No price in the book", "quantity:export": "Quantities of the usage export",
  ]
}
