import Credits
import Ledger

/// The parts of the sentences about findings: figures with their units, ids, events and instants.
extension CreditEvidence {
  func expected(_ finding: CreditFinding) -> String { words(finding.expected) }
  func found(_ finding: CreditFinding) -> String { words(finding.found) }

  /// A figure with its unit.
  package func words(_ figure: FindingFigure) -> String {
    switch figure {
    case .blank: "not known"
    case .credits(let microcredits): credits(microcredits)
    case .recorded(let balance):
      CreditFigures.noun(DecimalText.string(balance, scale: 18))
    case .money(let amount): DecimalText.string(amount, scale: Money.decimals) + " USD"
    case .instant(let instant): CreditEvidence.instant(instant)
    case .count(let count): count == 1 ? "1 time" : "\(count) times"
    case .name(let number): number == 0 ? "none" : text(number)
    }
  }

  func credits(_ microcredits: Int128) -> String {
    CreditFigures.noun(DecimalText.string(microcredits, scale: Credits.decimals))
  }

  func text(_ number: UInt32) -> String { names.name(number).description }

  /// The event before the one of the finding, by its id and time.
  func earlier(_ finding: CreditFinding) -> String {
    switch finding.detail {
    case .earlier(let event): eventWords(event)
    default: "An earlier event"
    }
  }

  func eventWords(_ index: UInt32) -> String {
    let event = events[Int(index)]
    return "\(text(event.eventID)) (\(CreditEvidence.instant(event.at)))"
  }

  /// The credits of the event before.
  func forCredits(_ finding: CreditFinding) -> String {
    guard case .earlier(let event) = finding.detail else { return "" }
    return " for " + credits(Int128(events[Int(event)].credits))
  }

  /// The id or code that the finding's event is about: a reservation, a coupon, a payment or an event.
  func subject(_ finding: CreditFinding) -> String {
    guard finding.event != CreditEvent.none else { return "" }
    return text(events[Int(finding.event)].subject)
  }

  func plan(_ finding: CreditFinding) -> String {
    if case .name(let number) = finding.found { return text(number) }
    return subject(finding)
  }

  static func instant(_ nanoseconds: Int64) -> String {
    nanoseconds == .min || nanoseconds == .max
      ? "an unknown time" : Instant(nanoseconds: nanoseconds).rfc3339Thousands
  }

  func ended(_ finding: CreditFinding) -> String {
    if case .ended(let at) = finding.detail { return CreditEvidence.instant(at) }
    return CreditEvidence.instant(finding.at)
  }

  func rejected(_ finding: CreditFinding) -> String {
    guard case .code(let code) = finding.detail else { return "credit-rejects.csv has the row." }
    return "The row is malformed [\(code)]; credit-rejects.csv has it with the reason."
  }

  func afterRelease(_ finding: CreditFinding) -> String {
    if case .earlier(let event) = finding.detail {
      return "\(eventWords(event)) released \(subject(finding))."
    }
    return "The hold of \(subject(finding)) ended at \(ended(finding))."
  }

  func increment(_ finding: CreditFinding) -> String {
    guard case .increment(let increment) = finding.detail else { return "" }
    return "The charge is \(found(finding)); the credit increment is \(credits(Int128(increment)))."
  }

  /// The usage ledger has no usable row of the request: none at all, or only a rejected one.
  func withoutRequest(_ finding: CreditFinding) -> String {
    guard case .rejectedRow(let file, let line) = finding.detail else {
      return "The usage ledger has no request \(text(finding.request))."
    }
    return "The row of request \(text(finding.request)) is in the usage ledger "
      + "(\(files[Int(file)].description):\(line)), but Assay rejected it: correct it at its source."
  }

  func month(_ finding: CreditFinding) -> String {
    guard case .month(let month) = finding.detail else { return "" }
    return " in " + Month(number: month).description
  }

  func level(_ finding: CreditFinding) -> String {
    guard case .level(let millionths) = finding.detail else { return "the notice" }
    return DecimalText.string(Int128(millionths), scale: Percent.decimals) + " %"
  }

  func dueMonth(_ finding: CreditFinding) -> String {
    guard case .dueMonth(let month) = finding.detail else { return "" }
    return " in " + Month(number: month).description
  }

  /// The traits of the request that no row allows.
  func notEntitled(_ finding: CreditFinding) -> String {
    guard case .use(let plan, let capability, let quality, let model) = finding.detail else {
      return "entitlements.csv has no row for the request."
    }
    func words(_ noun: String, _ number: UInt32) -> String {
      number == 0 ? "an unknown \(noun)" : "\(noun) \(text(number))"
    }
    let used = [
      words("capability", capability), words("quality level", quality), "model \(text(model))",
    ].joined(separator: ", ")
    return "entitlements.csv has no row for \(used) in "
      + (plan == 0 ? "an account without a plan." : "plan \(text(plan)).") + unpriced(finding)
  }

  /// The number of requests in the time of a limit.
  func rateLimit(_ finding: CreditFinding) -> String {
    guard case .window(let window) = finding.detail, case .count(let limit) = finding.expected,
      case .count(let found) = finding.found
    else { return "There were more requests than the limit." }
    let time =
      switch window {
      case .minute: "minute from \(window.text)"
      case .day: "day \(window.text)"
      }
    return "The limit is \(limit); the \(time) had \(found) requests."
      + unpriced(finding, above: found - limit)
  }

  /// A sentence on a request without a price; empty if it has one.
  func unpriced(_ finding: CreditFinding) -> String {
    finding.unpriced == 0 ? "" : " The request has no price, so its credits are not known."
  }

  /// A sentence on the requests above a limit that have no price; empty if all have one.
  private func unpriced(_ finding: CreditFinding, above requests: Int) -> String {
    let unpriced = Int(finding.unpriced)
    if unpriced == 0 { return "" }
    let (have, their, them) =
      unpriced == 1 ? ("has", "its", "it") : ("have", "their", "them")
    if !finding.hasAmounts {
      return " \(unpriced == 1 ? "The request" : "The requests") above the limit \(have) no price, "
        + "so \(their) credits are not known."
    }
    return " \(unpriced) of the \(requests) requests above the limit \(have) no price; the credits "
      + "exclude \(them)."
  }

  /// The expected balance, and the replay's own where earlier differences are part of it.
  func replayed(_ finding: CreditFinding) -> String {
    guard case .recorded(let balance) = finding.expected else { return expected(finding) }
    func own(_ effects: Int128, _ held: Int128 = 0) -> String {
      words(.recorded(balance + (held - effects) * 1_000_000_000_000))
    }
    switch finding.detail {
    case .carried(let effects):
      return "\(own(effects)), and \(expected(finding)) with the earlier differences"
    case .available(let held, let effects):
      return "\(own(effects, held)) (\(credits(held)) reserved, \(own(effects)) available)"
        + (effects == 0 ? "" : ", and \(expected(finding)) with the earlier differences")
    default: return expected(finding)
    }
  }

  /// True if a stated balance is that of the replay itself, without the earlier differences.
  func isReplayed(_ finding: CreditFinding) -> Bool {
    guard case .carried(let effects) = finding.detail,
      case .recorded(let balance) = finding.expected
    else { return false }
    return finding.found == .recorded(balance - effects * 1_000_000_000_000)
  }

  func early(_ finding: CreditFinding) -> String {
    guard case .early(let gap, let reason) = finding.detail else {
      return "The grant was still live."
    }
    if finding.expected == .instant(.max) {
      return isOfAllowance(finding)
        ? "The ledger removed the credits, but the grant states no end: it ends with the next reset."
        : "The ledger removed the credits, but the grant has no end."
    }
    let hours = DecimalText.string(Int128(gap) / 3_600_000_000, scale: 3)
    let words =
      switch reason {
      case .unexplained: "."
      case .zoneOffset: ": as much as the offset of a time zone."
      case .startOfDay: ": the record is at the start of that day."
      }
    return
      "The ledger removed the credits \(hours == "1" ? "1 hour" : hours + " hours") before the grant expired"
      + words
  }

  /// True of a record for a grant of monthly credits.
  private func isOfAllowance(_ finding: CreditFinding) -> Bool {
    let id = events[Int(finding.event)].subject
    return events.contains { event in
      let granted = ledger.text(.grantID, of: event)
      return event.account == finding.account
        && (granted == CreditNames.blank ? event.eventID : granted) == id
        && ([.reset, .planChange].contains(event.kind) || event.grantSource == .monthly)
    }
  }

  func partner(_ finding: CreditFinding) -> String {
    if case .partner(let event?) = finding.detail {
      return "\(eventWords(event)), the other side, has different credits or a different account."
    }
    return "The ledger has no other side of transfer \(subject(finding))."
  }

  /// The credits and the money that differ.
  func terms(_ finding: CreditFinding, _ source: String) -> String {
    guard
      case .terms(let expectedCredits, let foundCredits, let expectedMoney, let foundMoney) =
        finding.detail
    else { return "\(source) \(expected(finding)); the event states \(found(finding))." }
    func both(_ amount: Int128, _ money: Int128) -> String {
      [
        expectedCredits == foundCredits ? nil : credits(amount),
        expectedMoney == foundMoney ? nil : words(.money(money)),
      ].compactMap { $0 }.joined(separator: " and ")
    }
    if expectedCredits == foundCredits && expectedMoney == foundMoney {
      return "\(source) an expiry other than that of the event."
    }
    let isBlank =
      finding.event != CreditEvent.none
      && ledger.terms(of: events[Int(finding.event)]).statedPaid == nil
    if isBlank && finding.check == .prorationDiffers {
      return "\(source) \(both(expectedCredits, expectedMoney)); the event states "
        + "\(credits(foundCredits))\(gap(expectedCredits, foundCredits)), and no payment: "
        + "paid_usd is blank."
    }
    return "\(source) \(both(expectedCredits, expectedMoney)); the event states "
      + "\(both(foundCredits, foundMoney))\(gap(expectedCredits, foundCredits))."
  }
}

extension CreditEvidence {
  /// `, 81 credits too many`; empty where they are equal.
  func gap(_ expected: Int128, _ found: Int128) -> String {
    if expected == found { return "" }
    return ", \(credits(abs(found - expected))) too \(found > expected ? "many" : "few")"
  }

  /// The same of the two figures of a finding.
  func gap(_ finding: CreditFinding) -> String {
    guard case .credits(let expected) = finding.expected, case .credits(let found) = finding.found
    else { return "" }
    return gap(expected, found)
  }
}
