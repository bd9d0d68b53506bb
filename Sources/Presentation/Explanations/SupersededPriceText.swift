import Ledger
import Pricing
import Workspace

/// Says which rows of the price books were not used, and why: rows with one reason in one sentence.
struct SupersededPriceText {
  let rows: [SkippedCandidate]
  let totalInput: Int64
  /// The band that counts; nil is the base band.
  let band: Int64?
  /// The request is the sum of others, none of which is known to be longer than the base band.
  let isSum: Bool

  /// One sentence per reason, in the order of the books.
  var sentences: [String] {
    var groups: [(reason: String, rows: [SkippedCandidate])] = []
    for row in rows {
      if groups.contains(where: { $0.rows.contains { $0.place == row.place } }) { continue }
      let reason = self.reason(row.reason)
      if let index = groups.firstIndex(where: {
        $0.reason == reason && $0.rows[0].place.file == row.place.file
      }) {
        groups[index].rows.append(row)
      } else {
        groups.append((reason, [row]))
      }
    }
    return groups.map(sentence)
  }

  private func sentence(_ group: (reason: String, rows: [SkippedCandidate])) -> String {
    let places = SourceLocationText.list(group.rows.map(\.place))
    let statements = group.rows.map(statement).listed
    guard case .corrected(let from, _, let recordedAt) = group.rows[0].reason else {
      return "\(places) (\(statements)), \(group.reason)"
    }
    let correcting = group.rows.map(correction).listed
    let noun = group.rows.count == 1 ? "line" : "lines"
    let since = from == .distantPast ? "" : " from \(from)"
    let on = recordedAt.map { " on \($0)" } ?? ""
    return "\(places) (\(statements)\(since)), which \(noun) \(correcting) corrected\(on)"
  }

  /// The line that corrects a row, with its file where that is another.
  private func correction(_ row: SkippedCandidate) -> String {
    guard case .corrected(_, let by, _) = row.reason else { return "" }
    return by.file == row.place.file ? by.line.map(String.init) ?? "" : SourceLocationText.short(by)
  }

  private func statement(_ row: SkippedCandidate) -> String {
    switch row.statement {
    case .price(let price):
      let per = row.unitClass?.defaultPer ?? 1
      return price.map { FullPrecisionText.money($0 * per) } ?? "no price_usd"
    case .factor(let factor, let source):
      let of = source.map { " of \($0.name)" } ?? ""
      return "× \(DecimalText.string(factor, scale: Derivation.factorDecimals))\(of)"
    }
  }

  private func reason(_ reason: SkippedCandidate.Reason) -> String {
    switch reason {
    case .corrected(let from, let by, let recordedAt):
      "corrected \(from) \(by.file) \(recordedAt.map(\.description) ?? "")"
    case .outOfForce(let reason): SourceLocationText.time(of: reason)
    case .outranked(let by):
      "because \(PriceSources.name(of: by.file)) ranks higher"
    case .band(let over?) where isSum:
      "for requests with a total input over \(FullPrecisionText.count(over)) each; this row sums several requests"
    case .band(let over?):
      "for a total input over \(FullPrecisionText.count(over)); here \(FullPrecisionText.count(totalInput))"
    case .band(nil):
      "for a total input up to \(FullPrecisionText.count(band ?? 0)); here \(FullPrecisionText.count(totalInput))"
    case .region(let region): "for region \(region)"
    case .noRegion: "for any region; a price for the request's region takes precedence"
    case .byRegion: "for requests without a region; the model has prices by region"
    case .notKnown: "which says that the price is not known"
    case .serviceTier(let tier): "for service tier \(tier)"
    case .quoted(let by): "because \(SourceLocationText.short(by)) quotes the price"
    case .lessSpecial(let than): "because \(SourceLocationText.short(than)) is more specific"
    }
  }
}
