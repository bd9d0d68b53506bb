import Bills
import Ledger
import Reports

/// A cause of the difference between a bill and the ledger, in a sentence for people who know no codes.
struct BillSentence {
  let part: BillPart
  /// The code of the rule; empty for parts without one.
  let code: String
  /// The fact beside the rule; the same of all groups.
  let ground: BillActionEvidence
  /// At least one, largest difference of the bill first.
  let groups: [BillGroup]
  let zone: ReportingZone
  /// Those of the whole bill and month: usage of it may be what the vendor billed more.
  let grounds: BillActionContext

  init(
    part: BillPart, code: String, ground: BillActionEvidence = .rule, groups: [BillGroup],
    zone: ReportingZone, among grounds: BillActionContext = .none
  ) {
    self.part = part
    self.code = code
    self.ground = ground
    self.groups = groups
    self.zone = zone
    self.grounds = grounds
  }

  var subject: BillSubject { BillSubject(groups) }

  /// The sentence, with a full stop.
  var text: String {
    switch ground {
    case .equalLines: equalLines
    case .project: ofProject
    case .otherTier: ofOtherTier
    case .unknownName: ofUnknownName
    case .leftOut: ofLeftOut
    case .averagePrice: ofAveragePrice
    case .oppositePrices: ofOppositePrices
    case .otherName: ofOtherName
    case .rule, .otherUsage: ofPart
    }
  }

  var ofPart: String {
    switch part {
    case .notInLedger:
      withMissing(
        "the vendor billed \(subject.usage), which the ledger does not contain (\(lines)).")
    case .notInBill:
      "The ledger has \(subject.usage)\(onDays) that the vendor has not billed so far."
    case .unmapped: unmapped
    case .otherModel: otherModel
    case .byok:
      "The vendor billed \(requests("request")) that the ledger has with customers' own keys."
    case .failed:
      "The vendor did not bill \(requests(failedNoun)) that the ledger counts."
    case .duplicate:
      code == "duplicates"
        ? "The vendor billed \(requests("repeated row")) that Assay counts once."
        : "The vendor billed \(requests("row")) with the ID of another request, which Assay does not count."
    case .timeBoundary: timeBoundary
    case .cacheClass:
      code == "reclassified"
        ? "The vendor billed input of \(subject.models) in other cache classes; the sum is the same."
        : "The vendor billed the cached tokens of \(subject.models) twice: once more as full input."
    case .reasoning: reasoning
    case .bandOrServiceTier, .region: conditions
    case .quantity:
      BillQuantityText(groups: groups, missing: missing).sentence(onDays)
    case .unpriced:
      "The vendor billed \(subject.usage), for which the price book has no price."
    case .priceDate: priceDate
    case .discountOrUplift: factor
    case .price: flatAmounts ?? ofOtherPrice
    case .rounding: "The vendor rounded the amounts of \(lines)."
    case .unexplained: text(ending: ".")
    }
  }

  /// Returns the sentence on groups of which nothing is known.
  func text(ending end: String) -> String {
    withMissing("the bill states no quantity, so no cause is known for \(subject.usage)\(end)")
  }

  /// Returns a sentence that begins with a small letter after the usage that may be the reason, and what to do first.
  private func withMissing(_ sentence: String) -> String {
    missing.before(sentence, noun: nil)
  }

  private var missing: MissingUsage {
    ground == .otherUsage
      ? grounds.missing.missing(of: groups) : MissingUsage(rejected: 0, unpriced: 0)
  }

  /// The value of the code: `batch` of `tier:batch`.
  private var value: String {
    code.split(separator: ":", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
  }

  // MARK: Counts

  var lines: String {
    Figures.count(groups.reduce(0) { $0 + Int64($1.lines) }, "line")
  }

  /// The number of requests, each once: one with several classes or web searches is in several groups of its period.
  ///
  /// Without a number where the groups have none.
  func requests(_ noun: String) -> String {
    let ofPeriods = Dictionary(grouping: groups, by: \.period)
    let count = ofPeriods.values.reduce(Int64(0)) { sum, groups in
      let ofRates = groups.reduce(into: [Int32: Int64]()) {
        $0.merge($1.movedRequests, uniquingKeysWith: max)
      }
      return sum + ofRates.values.reduce(0, +)
    }
    return count == 0 ? noun + "s" : Figures.count(count, noun)
  }

  var failedNoun: String {
    code == "status:failed" ? "failed request" : "failed or cancelled request"
  }

  /// ` on 4 days`; empty for groups that are not of days.
  var onDays: String {
    let periods = Set(groups.map(\.period))
    guard periods.allSatisfy({ $0.billPeriod(in: zone).count == 10 }) else { return "" }
    return periods.count == 1
      ? periods.first.map { " on \(DayText.day(zone.day(of: $0.from)))" } ?? ""
      : " on \(Figures.count(Int64(periods.count), "day"))"
  }

  // MARK: Sentences of several codes

  var unmapped: String {
    let names = groups.reduce(into: [String]()) { names, group in
      guard case .unmapped(let name) = group.model, !names.contains(name.description) else {
        return
      }
      names.append(name.description)
    }
    guard let first = names.first else {
      return "The vendor billed \(lines) of a unit that Assay does not know."
    }
    return names.count == 1
      ? "The vendor billed \(lines) under the unknown name \"\(first)\"."
      : "The vendor billed \(lines) under \(names.count) unknown names, such as \"\(first)\"."
  }

  var otherModel: String {
    let isBilled = groups.first { $0.lines > 0 }
    let ledger = groups.first { $0.lines == 0 }
    let billed = isBilled.map { $0.model.text.description } ?? value
    let other = ledger.map { $0.model.text.description } ?? value
    return "The vendor billed \(billed) where the ledger has the same quantities of \(other)."
  }

  private var timeBoundary: String {
    switch code {
    case "request_end":
      "The vendor counts a request when it ends, the ledger when it starts."
    case "shifted_days":
      "The vendor booked \(subject.usage) on other days; the sum of the month is the same."
    default:
      "Assay reads the bill by days of \(zone.name), but its lines fit days of \(value)."
        + (groups.allSatisfy(\.traits.takesZone)
          ? " Set \"zone\": \"\(value)\" for the file in \"bills\" of assay.json." : "")
    }
  }

  private var reasoning: String {
    switch code {
    case "reclassified":
      "The vendor split output and reasoning of \(subject.models) differently; the sum is the same."
    case "reasoning_not_billed":
      "The vendor did not bill the reasoning of \(subject.models) that the ledger counts."
    default: "The vendor billed the reasoning of \(subject.models) twice: once more as output."
    }
  }

  private var conditions: String {
    let start = "The vendor billed \(subject.usage)"
    if value == "stated" {
      let names = code.prefix { $0 != ":" }.split(separator: "+").map { dimension in
        switch dimension {
        case "tier": "service tiers"
        case "context": "prompt lengths"
        default: "regions"
        }
      }
      return "\(start) with \(names.listed) other than those in the ledger."
    }
    switch code.prefix(while: { $0 != ":" }) {
    case "tier":
      return value == "standard"
        ? "\(start) at the standard price; the ledger has \(requestTiers ?? "another service tier, prompt length or region")."
        : "\(start) at the price of the service tier \(value)."
    case "context":
      return value == "0"
        ? "\(start) at the price for short prompts."
        : "\(start) at the price for prompts over \(GroupedDigits.text(value)) tokens."
    default: return "\(start) at the price of the region \(value)."
    }
  }

  private var priceDate: String {
    let day = Day(value).map(DayText.day) ?? value
    let start = "The vendor billed \(subject.usage) at the"
    guard let requestTiers else { return "\(start) price that took effect on \(day)." }
    return "\(start) standard price that took effect on \(day); the ledger has \(requestTiers)."
  }

  /// The tiers of the requests that have the amount, largest first: `requests of the service tiers batch and flex`.
  ///
  /// A tier with less than a tenth of it is left out. Nil where only standard requests have it.
  private var requestTiers: String? {
    let isMore = groups.reduce(Money.zero) { $0 + $1.parts[part.rawValue] } > .zero
    let amounts = groups.reduce(into: [Name: Money]()) {
      $0.merge($1.traits.amountsByTier, uniquingKeysWith: +)
    }.filter { ($0.value > .zero) == isMore }
    let sum = amounts.values.reduce(.zero, +).magnitude.attodollars
    let tiers = amounts.filter { $0.value.magnitude.attodollars * 10 >= sum }.sorted {
      $0.value.magnitude == $1.value.magnitude
        ? $0.key < $1.key : $0.value.magnitude > $1.value.magnitude
    }.map(\.key.description)
    if tiers.allSatisfy({ $0 == "standard" }) { return nil }
    return "requests of the service \(tiers.count == 1 ? "tier" : "tiers") \(tiers.listed)"
  }

  private var factor: String {
    let start = "The vendor billed \(subject.usage)"
    guard let change = BillFactor.change(value) else {
      return "\(start) at \(value) times the price of the price book."
    }
    let size = DecimalText.string(change < 0 ? -change : change, scale: 4)
    return "\(start) at \(size) % \(change < 0 ? "less" : "more") than the price book: "
      + (change < 0 ? "a discount." : "a surcharge.")
  }
}
