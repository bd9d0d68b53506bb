import Credits
import Ledger

/// The descriptions of lines, in English.
package struct LineTexts: Sendable {
  private let names: CreditNames
  private let ledger: CreditLedger
  private let billed: [BilledEvent]
  private let months: [AccountMonth]
  private let zone: ReportingZone

  init(_ audit: CreditAudit, _ zone: ReportingZone) {
    names = audit.names
    ledger = audit.ledger
    billed = audit.billed
    months = audit.accountMonths
    self.zone = zone
  }

  /// Returns the description of a line.
  ///
  /// - Parameter days: those of the invoice.
  package func description(of line: InvoiceLine, on days: ClosedRange<Day>) -> String {
    switch line.subject {
    case .billed(let index): return text(of: billed[Int(index)], on: days)
    case .discount(let index, let number):
      guard case .plan(_, _, let discounts) = billed[Int(index)].kind else {
        preconditionFailure("only plans have discounts")
      }
      return text(of: discounts[Int(number)])
    case .tax(let percent): return "Tax, \(percent) % of the net total"
    case .credits(let index): return credits(line.kind, index, on: days)
    case .use(let use): return "Used: " + text(of: use)
    }
  }

  private func text(of event: BilledEvent, on days: ClosedRange<Day>) -> String {
    switch event.kind {
    case .plan(let plan, _, _):
      return (plan == 0 ? "Allowance" : "Plan \(names.name(plan))") + ", " + time(of: event, days)
    case .upgrade(let from, let to):
      let change = from == 0 ? "Change" : "Change from \(names.name(from))"
      return "\(change) to \(names.name(to)), " + time(of: event, days)
    case .topup(let package):
      let subject = package == 0 ? "Credits" : "Package \(names.name(package))"
      return "\(subject), \(payment(event) ?? day(of: event, days))"
    case .paymentRefund: return "Refund, \(payment(event) ?? day(of: event, days))"
    case .wonDispute: return "Won dispute, \(payment(event) ?? day(of: event, days))"
    case .reversedGrant:
      let reversed = ledger.text(.reverses, of: ledger.events[Int(event.event)])
      return "Reversal of \(names.name(reversed)), \(day(of: event, days))"
    }
  }

  private func payment(_ event: BilledEvent) -> String? {
    event.payment == 0 ? nil : "payment \(names.name(event.payment))"
  }

  private func text(of discount: AppliedDiscount) -> String {
    let value =
      switch discount.kind {
      case .freeMonth: "free month"
      case .percent(let millionths): "\(Percent(millionths: millionths)) %"
      case .amount(let usd): "\(LineTexts.money(usd)) USD"
      }
    return "Coupon \(names.name(discount.code)), \(value), month \(discount.month) of "
      + String(discount.months)
  }

  private func text(of use: CreditUse) -> String {
    switch use {
    case .requests(let service, let model):
      [service, model].filter { !$0.isEmpty }.map(\.description).joined(separator: ", ")
    case .unknown: "without a request in the usage ledger"
    case .other: "other"
    }
  }

  private func credits(
    _ kind: InvoiceLine.Kind, _ index: Int32, on days: ClosedRange<Day>
  ) -> String {
    switch kind {
    case .creditsOpening: "Opening balance, " + LineTexts.dayAndMonth(days.lowerBound)
    case .creditsGranted: "Granted: " + granted(months[Int(index)])
    case .creditsUsed: "Used"
    case .creditsRefunded: "Refunded"
    case .creditsExpired: "Expired"
    case .creditsTransferred: "Transferred"
    case .creditsClosing: "Closing balance, " + LineTexts.dayAndMonth(days.upperBound)
    case .plan, .discount, .upgrade, .topup, .refund, .tax:
      preconditionFailure("a line of money is not about credits")
    }
  }

  private func granted(_ month: AccountMonth) -> String {
    var parts: [String] = []
    for source in GrantSource.allCases where month.granted[Int(source.rawValue)] != 0 {
      let credits = LineTexts.credits(month.granted[Int(source.rawValue)])
      parts.append("\(LineTexts.word(source)) \(credits)")
    }
    if month.revoked != 0 { parts.append("revoked \(LineTexts.credits(-month.revoked))") }
    return parts.joined(separator: ", ")
  }

  private static func word(_ source: GrantSource) -> String {
    switch source {
    case .monthly: "allowance"
    case .topup: "package"
    case .bonus, .promotion, .adjustment, .coupon, .refund, .transfer: source.word
    }
  }
}

extension LineTexts {
  /// The days from an event until what it sold ends.
  private func time(of event: BilledEvent, _ days: ClosedRange<Day>) -> String {
    let first = self.first(of: event)
    if event.until == .max { return "from \(LineTexts.day(first, in: days))" }
    let last = max(first, zone.day(of: Instant(nanoseconds: event.until - 1)))
    let year = days.lowerBound.civil.year
    let (from, to) = (first.civil, last.civil)
    if from.year == year && to.year == year {
      if first == last { return LineTexts.dayAndMonth(first) }
      let start = from.month == to.month ? String(from.day) : LineTexts.dayAndMonth(first)
      return "\(start) to \(LineTexts.dayAndMonth(last))"
    }
    return "\(DayText.day(first)) to \(DayText.day(last))"
  }

  private func first(of event: BilledEvent) -> Day {
    zone.day(of: ledger.events[Int(event.event)].instant)
  }

  private func day(of event: BilledEvent, _ days: ClosedRange<Day>) -> String {
    LineTexts.day(first(of: event), in: days)
  }

  /// A day of the invoice's year as `4 August`, another with its year.
  private static func day(_ day: Day, in days: ClosedRange<Day>) -> String {
    day.civil.year == days.lowerBound.civil.year ? dayAndMonth(day) : DayText.day(day)
  }

  private static func dayAndMonth(_ day: Day) -> String {
    let date = day.civil
    return "\(date.day) \(DayText.months[date.month - 1])"
  }

  /// Credits with all their digits and commas, as `1,112.3`.
  private static func credits(_ microcredits: Int128) -> String {
    grouped(DecimalText.string(microcredits, scale: Credits.decimals))
  }

  /// US dollars with all their digits, at least cents.
  private static func money(_ attodollars: Int128) -> String {
    let text = grouped(DecimalText.string(attodollars, scale: Money.decimals))
    guard let point = text.firstIndex(of: ".") else { return text + ".00" }
    return text.distance(from: point, to: text.endIndex) == 2 ? text + "0" : text
  }

  private static func grouped(_ decimal: String) -> String {
    let digits = decimal.drop { $0 == "-" }
    let whole = digits.prefix { $0 != "." }
    return (decimal.hasPrefix("-") ? "-" : "") + GroupedDigits.text(String(whole))
      + digits.dropFirst(whole.count)
  }
}
