import Ledger
import Reconciliation
import Tables

/// Says in a sentence what a cause did.
package enum DiagnosisText {
  /// Returns a sentence with the number of requests, and the effect on them.
  package static func sentence(_ line: DiagnosisLine, in zone: ReportingZone) -> String {
    (line.isOfExportCredits ? "In the usage export, " : "") + shortSentence(line, in: zone)
  }

  /// Returns the sentence for a list under a title that names the usage export.
  package static func shortSentence(_ line: DiagnosisLine, in zone: ReportingZone) -> String {
    let noun = line.requests == 1 ? "request" : "requests"
    return "\(count(line.requests)) \(noun) \(predicate(line, zone))."
  }

  /// Which requests, whom it cost or spared how much, and the rows of the books behind it.
  package static func detail(_ line: DiagnosisLine) -> String {
    ([extent(line), charges(line), cost(line)].compactMap { $0 } + rows(line.places))
      .joined(separator: " ")
  }

  /// Sentence and detail as one text.
  package static func text(_ line: DiagnosisLine, in zone: ReportingZone) -> String {
    sentence(line, in: zone) + " " + detail(line)
  }

  /// Returns the effect of a cause on a request, in the past tense.
  package static func predicate(_ fit: Fit) -> String {
    predicate(fit.cause, [fit.leftOut], "was")
  }

  /// Returns a cause as people name it, as in `priced at a price that had ended`; nil for what is not a code.
  package static func name(ofCode code: String) -> String? {
    guard let code = DiagnosisCode.allCases.first(where: { $0.name == code }) else { return nil }
    let words = words(code, "was")
    for verb in ["was ", "had "] where words.hasPrefix(verb) {
      return String(words.dropFirst(verb.count))
    }
    return words
  }

  /// Returns the same of requests.
  ///
  /// - Parameter was: `was` for one request, `were` for several.
  private static func predicate(
    _ cause: Cause, _ leftOut: Set<[OmittedClass]>, _ was: String
  ) -> String {
    func predicate(_ code: DiagnosisCode) -> String {
      words(code, was) + (code == .classDropped ? " for the \(OmittedClassText.list(leftOut))" : "")
    }
    return predicate(cause.first) + (cause.second.map { " and " + predicate($0) } ?? "")
  }

  /// The same, with the day of the price change where there is one.
  private static func predicate(_ line: DiagnosisLine, _ zone: ReportingZone) -> String {
    let was = line.requests == 1 ? "was" : "were"
    guard line.changes.count == 1, let change = line.changes.first ?? nil else {
      return predicate(line.cause, line.leftOut, was)
    }
    let minute = zone.minute(of: change)
    let day = zone.day(of: change)
    let when =
      minute == 0 ? DayText.day(day) : DayText.minute(minute, of: day, saysYear: true)
    return switch line.cause.first {
    case .previousPrice: "\(was) rated at the price before \(when)"
    case .nextPrice: "\(was) rated at the price from \(when), before it began"
    case .priceAtCompletion:
      "ended after the price change of \(when) and \(was) rated at the new price"
    default: predicate(line.cause, line.leftOut, was)
    }
  }

  // MARK: Which requests

  private static func extent(_ line: DiagnosisLine) -> String {
    let models = line.models.sorted().map(\.description)
    let shown = models.count <= 3 ? models.listed : "\(count(models.count)) models"
    let common = line.pattern.common.isEmpty ? "" : ", all of \(line.pattern.common.listed),"
    let range = DayText.range(line.firstDay...line.lastDay)
    let days = line.firstDay == line.lastDay ? "on \(range)" : "from \(range)"
    let stretch = line.pattern.stretch
    let isAll = common.isEmpty && line.pattern.isOfAll
    let when = stretch.isEmpty ? days : isAll ? "all \(stretch)" : stretch
    let start = line.requests == 1 ? "It used" : "All used"
    return "\(start) \(shown)\(common.isEmpty && !stretch.isEmpty ? "," : common) \(when)."
  }

  // MARK: Whom it cost how much

  private static func charges(_ line: DiagnosisLine) -> String? {
    if line.refunded > 0 {
      let users = line.users.count
      let who = users == 1 ? line.users.first.map { "\($0.key)" } ?? "" : "\(count(users)) users"
      return line.isOfExport
        ? "The usage export gives \(who) \(credits(line.refunded.magnitude)) back."
        : "\(who) got back \(credits(line.refunded.magnitude))."
    }
    let effect = line.effect
    guard effect.size > 0 else { return nil }
    var parts: [String] = []
    if effect.overcharged > 0 {
      parts.append(
        clause(
          line, "overcharged", effect.overcharged, effect.overchargedWorth, \.overcharged,
          line.isOfExport ? "on paid tiers" : "paid", effect.overpaid))
    }
    if effect.undercharged > 0 {
      parts.append(
        clause(
          line, "undercharged", effect.undercharged, effect.underchargedWorth, \.undercharged,
          line.isOfExport ? "on paid tiers" : "lost", effect.lost))
    }
    var worst = ""
    if line.users.values.count(where: { $0.size > 0 }) > 1, let most = line.worst {
      let credits = credits(most.effect.net.magnitude)
      worst = "; largest: \(most.user), \(credits)"
    }
    return (line.isOfExport ? "In the usage export, " : "") + "\(parts.listed)\(worst)."
  }

  /// Users who were charged too much or too little, by how much, and how much of it is money.
  private static func clause(
    _ line: DiagnosisLine, _ verb: String, _ microcredits: Int128, _ worth: Int128,
    _ part: KeyPath<ChargeEffect, Int128>, _ paid: String, _ money: Int128
  ) -> String {
    let users = line.users.filter { $0.value[keyPath: part] > 0 }
    let (one, several) = line.isOfExport ? ("has", "have") : ("was", "were")
    let who =
      users.count == 1
      ? users.first.map { "\($0.key) \(one)" } ?? "" : "\(count(users.count)) users \(several)"
    let (whole, part) = (usd(worth), usd(money))
    let note =
      money == 0
      ? "\(whole) from free tiers"
      : whole == part ? "\(whole) \(paid)" : "\(whole), \(part) of it \(paid)"
    let amount = credits(microcredits.magnitude)
    return line.isOfExport
      ? "\(who) \(amount) too \(verb == "overcharged" ? "many" : "few") (\(note))"
      : "\(who) \(verb) \(amount) (\(note))"
  }

  private static func cost(_ line: DiagnosisLine) -> String? {
    if line.cause == .refund {
      return line.costBelow > 0 ? "Given back: \(usd(line.costBelow)) of cost." : nil
    }
    let sides = [(line.costAbove, "high"), (line.costBelow, "low")].filter { $0.0 > 0 }
    return sides.isEmpty
      ? nil
      : "The cost was recorded \(sides.map { "\(usd($0.0)) too \($0.1)" }.listed)."
  }

  /// The first rows of the books behind the figures.
  private static func rows(_ places: Set<Place>) -> [String] {
    let sorted = places.sorted {
      ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0)
    }
    if sorted.isEmpty { return [] }
    var file = ""
    let shown = sorted.prefix(6).map { place in
      defer { file = place.file }
      return (place.file == file ? "" : place.file) + (place.line.map { ":\($0)" } ?? "")
    }
    let rest = sorted.count > shown.count ? ", \(count(sorted.count - shown.count)) more" : ""
    return ["See \(shown.joined(separator: ", "))\(rest)."]
  }

  // MARK: Figures

  static func count(_ count: Int) -> String {
    NumberView.grouped(decimals: 0).text(Int128(count), scale: 0)
  }

  private static func credits(_ microcredits: UInt128) -> String {
    let decimals = (0..<Credits.decimals).first {
      microcredits % UInt128(powerOfTen(Credits.decimals - $0)) == 0
    }
    let text = NumberView.grouped(decimals: decimals ?? Credits.decimals).text(
      Int128(microcredits), scale: Credits.decimals)
    return text == "1" ? "1 credit" : "\(text) credits"
  }

  /// The size of an amount with two decimals; words for less that is not nothing.
  private static func usd(_ attodollars: Int128) -> String {
    let size = abs(attodollars)
    if size > 0 && size < powerOfTen(Money.decimals - 2) { return "under 0.01 USD" }
    return NumberView.grouped(decimals: 2).text(size, scale: Money.decimals) + " USD"
  }

  private static func words(_ code: DiagnosisCode, _ was: String) -> String {
    switch code {
    case .recordedZero: "\(was) recorded at a cost of 0"
    case .byokCostAsOurs: "\(was) rated as on the operator's key, not the customer's own"
    case .priceAtCompletion: "\(was) rated at its end, not at its start"
    case .previousPrice: "\(was) rated at a price that had ended"
    case .nextPrice: "\(was) rated at a price that had not started"
    case .supersededPrice: "\(was) rated at a price that was corrected later"
    case .cacheAtFullPrice: "\(was) rated with cached tokens at the full input price"
    case .cacheCountedTwice: "\(was) rated with cached tokens counted twice"
    case .cacheReadDropped: "\(was) rated without cache reads"
    case .cacheWriteDropped: "\(was) rated without cache writes"
    case .reasoningDropped: "\(was) rated without reasoning tokens"
    case .reasoningCountedTwice: "\(was) rated with reasoning tokens counted twice"
    case .bandMissed: "\(was) rated at the price of the base band"
    case .bandWrong: "\(was) rated at the price of the wrong band"
    case .bandAsBrackets: "\(was) rated at the band's price only above its threshold"
    case .serviceTierMissed: "\(was) rated at the standard price despite its service tier"
    case .serviceTierWrong: "\(was) rated at the price of another service tier"
    case .regionMissed: "\(was) rated at the price without the region"
    case .regionWrong: "\(was) rated at the price of another region"
    case .inputOutputSwapped: "\(was) rated with input and output swapped"
    case .requestFeeMissed: "\(was) rated without the fee per request"
    case .classDropped: "had nothing charged"
    case .unit1000: "had a cost off by a factor of 1,000"
    case .unit1000000: "had a cost off by a factor of 1,000,000"
    case .floatCost: "had a cost with a floating-point error in the last digit"
    case .roundedCost: "had a cost rounded to other decimals than the ledger's"
    case .convertedRounding: "had a cost rounded in another currency"
    case .notConverted: "had a cost in USD labelled as another currency"
    case .costTwice: "\(was) recorded at exactly twice the cost"
    case .otherModelPrice: "had a cost that fits the price of another model"
    case .tokensMissing: "had a blank quantity; a whole number of its units explains the cost"
    case .followsCost: "had credits that match the recorded cost, which is wrong"
    case .chargedOnFailure: "\(was) charged despite a status that is not charged"
    case .byokChargedAsOurs: "\(was) charged as on the operator's key, not the customer's own"
    case .previousMultiplier: "\(was) charged at a multiplier that had ended"
    case .nextMultiplier: "\(was) charged at a multiplier that had not started"
    case .otherTierMultiplier: "\(was) charged at the multiplier of another tier"
    case .lowerLevelMultiplier: "\(was) charged at a multiplier that a more specific one overrides"
    case .defaultMultiplier: "\(was) charged at the default multiplier"
    case .unapprovedMultiplier: "\(was) charged at a multiplier without an approval"
    case .recordedMultiplier: "\(was) charged at a multiplier that only the ledger states"
    case .previousIncrement: "\(was) charged at the earlier credit step"
    case .otherIncrement: "\(was) charged at another credit step"
    case .previousCreditValue: "\(was) charged at the earlier credit value"
    case .otherCreditValue: "\(was) charged at another credit value"
    case .roundedNotCeiled: "had credits rounded to the nearest step, not up"
    case .floored: "had credits rounded down, not up"
    case .floatCeiling: "had credits one step off, a rounding error of the billing system"
    case .notCharged: "\(was) not charged"
    case .chargedTwice: "\(was) charged twice"
    case .refund: "gave back cost or credits and used nothing"
    case .unexplained: "differed without a known cause"
    }
  }
}
