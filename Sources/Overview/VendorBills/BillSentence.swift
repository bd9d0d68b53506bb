import Bills
import Ledger
import Reports

/// A cause of the difference between a bill and the ledger, in a sentence for people who know no codes.
struct BillSentence {
  let part: BillPart
  /// The code of the rule; empty for parts without one.
  let code: String
  /// At least one, largest difference of the bill first.
  let groups: [BillGroup]
  let zone: ReportingZone
  /// Every group of the bill and month: usage of them may be what the vendor billed more.
  let all: [BillGroup]

  init(
    part: BillPart, code: String, groups: [BillGroup], zone: ReportingZone,
    among all: [BillGroup] = []
  ) {
    self.part = part
    self.code = code
    self.groups = groups
    self.zone = zone
    self.all = all
  }

  private var subject: BillSubject { BillSubject(groups) }

  /// The sentence, with a full stop.
  var text: String {
    switch part {
    case .notInLedger:
      withMissing(
        "the vendor billed \(subject.usage), which the ledger does not contain (\(lines)).")
    case .notInBill:
      "The ledger has \(subject.usage)\(onDays) that the vendor has not billed so far."
    case .unmapped: unmapped
    case .otherModel: otherModel
    case .byok:
      "The vendor billed \(requests("request")) that the ledger has under customers' own keys."
    case .failed:
      "The vendor did not bill \(requests(code == "status:failed" ? "failed request" : "failed or cancelled request")) that the ledger counts."
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
      BillQuantityText(groups: groups, missing: MissingUsage(of: groups, among: all)).sentence(
        onDays)
    case .unpriced:
      "The vendor billed \(subject.usage), for which the price book has no price."
    case .priceDate: priceDate
    case .discountOrUplift: factor
    case .price:
      "The vendor billed \(subject.usage) at a price that the price book does not have."
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
    MissingUsage(of: groups, among: all).before(sentence, noun: nil)
  }

  /// The value of the code: `batch` of `tier:batch`.
  private var value: String {
    code.split(separator: ":", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
  }

  // MARK: Counts

  private var lines: String {
    Figures.count(groups.reduce(0) { $0 + Int64($1.lines) }, "line")
  }

  /// The number of requests, each once: those of one model count in a group of each class.
  ///
  /// Without a number where the groups have none.
  private func requests(_ noun: String) -> String {
    let ofModels = Dictionary(grouping: groups) { PeriodModel(period: $0.period, model: $0.model) }
    let count = ofModels.values.reduce(Int64(0)) { sum, groups in
      sum + (groups.map { abs($0.movedRequests) }.max() ?? 0)
    }
    return count == 0 ? noun + "s" : Figures.count(count, noun)
  }

  private struct PeriodModel: Hashable {
    let period: Validity
    let model: BilledModel
  }

  /// ` on 4 days`; empty for groups that are not of days.
  private var onDays: String {
    let periods = Set(groups.map(\.period))
    guard periods.allSatisfy({ $0.billPeriod(in: zone).count == 10 }) else { return "" }
    return periods.count == 1
      ? periods.first.map { " on \(DayText.day(zone.day(of: $0.from)))" } ?? ""
      : " on \(Figures.count(Int64(periods.count), "day"))"
  }

  // MARK: Sentences of several codes

  private var unmapped: String {
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

  private var otherModel: String {
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
    default: "The vendor's days begin at midnight in \(value), not in \(zone.name)."
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
        ? "\(start) at the standard price; the ledger has another service tier, prompt length or region."
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
    return "The vendor billed \(subject.usage) at the price that took effect on \(day)."
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

/// The factor on all prices of a bill.
enum BillFactor {
  /// Returns the change of a factor such as `0.85` in 10⁻⁴ percent; nil for another text.
  static func change(_ text: String) -> Int128? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int128(parts[0]) else { return nil }
    let decimals = parts.count == 2 ? String(parts[1]) : ""
    guard decimals.count <= 6,
      let fraction = Int128(decimals + String(repeating: "0", count: 6 - decimals.count))
    else { return nil }
    return whole * 1_000_000 + fraction - 1_000_000
  }
}
