import Bills
import Ledger

/// Sentences on amounts of which more is known than their part says.
extension BillSentence {
  /// The sentence on usage that may be under an unknown name.
  var ofUnknownName: String {
    let add = grounds.unknown.instruction(in: zone)
    let instruction = add.map { ": \($0), then compare again." } ?? "."
    switch part {
    case .notInBill:
      return "The ledger has \(subject.usage)\(onDays) that the vendor has not billed under this "
        + "name: it may be \(grounds.unknown.words). Compare again before you accrue it."
    case .failed:
      return "The vendor did not bill \(requests(failedNoun)) under this name, but the same "
        + "quantity as \(grounds.unknown.words): compare again."
    case .otherModel:
      return otherModel.dropLast() + ". If both are one model" + instruction
    default: return unmapped.dropLast() + instruction
    }
  }

  /// The sentence on lines that are there twice, with the places of the first two.
  var equalLines: String {
    let repeated = groups.compactMap(\.traits.repeated)
    let count = repeated.reduce(Int64(0)) { $0 + Int64($1.lines) }
    let places = repeated.first.map {
      ": \(BillSentence.text($0.second)) is equal to \(BillSentence.text($0.first))"
    }
    return Figures.count(count, "line")
      + " of the bill \(count == 1 ? "repeats" : "repeat") another"
      + (places ?? "") + (count > 1 ? ", for example" : "")
      + ". The ledger has this \(subject.usage)\(onDays) once: ask the vendor to cancel "
      + "\(count == 1 ? "the second line" : "the repeated lines")."
  }

  /// The sentence on lines of a project that are all that the vendor billed more.
  var ofProject: String {
    let names = Set(groups.compactMap(\.traits.project)).sorted().map { "\"\($0)\"" }
    let file = groups.first?.place?.file ?? ""
    return
      "Lines of \(names.count == 1 ? "project" : "projects") \(names.listed) account for exactly "
      + "the amount that the vendor billed in excess: \(subject.usage)\(onDays). "
      + "If this is not your usage, leave it out: set \"only\" for \(file) in assay.json; otherwise ask for its records."
  }

  /// The sentence on lines of a service tier that no request has.
  var ofOtherTier: String {
    let tiers = Set(groups.flatMap(\.traits.otherTiers)).sorted().map(\.description)
    return "The bill has \(subject.usage)\(onDays) at the service "
      + "\(tiers.count == 1 ? "tier" : "tiers") \(tiers.listed), which no request of the ledger has. "
      + "It states no quantity, so the price cannot be checked."
  }

  private static func text(_ place: Place) -> String {
    place.file + (place.line.map { ":\($0)" } ?? "")
  }
}
