import Ledger
import Outputs
import Pricing
import Terminal

/// The differences between two states of the price book, as words and as JSON.
package struct DifferenceReport {
  let differences: [PriceDifference]
  let from: String
  let to: String

  /// - Parameters: see the members of these names.
  package init(differences: [PriceDifference], from: String, to: String) {
    self.differences = differences
    self.from = from
    self.to = to
  }

  /// The maximum number of lines of a kind that are shown.
  private static let shown = 20

  /// The screen, in lines no wider than `width`.
  package func text(width: Int, paint: Paint) -> String {
    var lines = [
      paint(.bold, "Prices from \(SafeText.safe(from)) to \(SafeText.safe(to))")
        + (differences.isEmpty ? ": no difference" : "")
    ]
    for kind in PriceDifference.Kind.allCases {
      let own = differences.filter { $0.kind == kind }
      if own.isEmpty { continue }
      lines += ShortList.lines(
        DifferenceReport.words(kind), own.map(words), shown: DifferenceReport.shown, width: width)
    }
    return lines.text
  }

  private static func words(_ kind: PriceDifference.Kind) -> String {
    switch kind {
    case .change: "Changed"
    case .correction: "Corrected"
    case .new: "New"
    case .removed: "Removed"
    case .tierAdded: "Band, service tier or region added"
    }
  }

  private func words(_ difference: PriceDifference) -> String {
    let per = difference.key.unitClass.defaultPer
    // A price that is not known has a row all the same.
    let (isNew, isGone) = (
      [.new, .tierAdded].contains(difference.kind), difference.kind == .removed
    )
    let prices = [(difference.old, isNew), (difference.new, isGone)].map { price, isNone in
      price.map { "\($0 * per)" } ?? (isNone ? "none" : "not known")
    }
    return difference.key.words + ": " + prices.joined(separator: " → ")
      + " (\(difference.place.fileAndLine))"
  }

  /// The same as a JSON document.
  package var json: JSONText {
    .object([
      ("assay", .string(Version.number)), ("from", .string(from)), ("to", .string(to)),
      (
        "differences",
        .array(
          differences.map { difference in
            let per = difference.key.unitClass.defaultPer
            return .object(
              [("kind", .string(difference.kind.rawValue))] + difference.key.json + [
                ("old_price_usd", .described(difference.old.map { $0 * per })),
                ("price_usd", .described(difference.new.map { $0 * per })),
                ("per", .number(per)),
                ("row", .row(difference.place)),
              ])
          })
      ),
    ])
  }
}
