import Credits
import Ledger

/// A credit ledger as lines of text: time, account, kind, credits, then `column=value`.
///
/// `08-14T10:00 a deduct 2 req=r1 after=498`. The year is 2026 and the zone UTC, a `-` is a blank cell, and the n-th
/// event has the id en. A value that begins with `@` is a time.
struct LedgerText {
  private(set) var ledger = CreditLedger(files: [Name("credits/a.csv")])

  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let cells = line.split(separator: " ").map(String.init)
      if !cells.isEmpty { add(cells) }
    }
  }

  private mutating func add(_ cells: [String]) {
    guard let kind = EventKind.allCases.first(where: { $0.word == cells[2] }) else {
      preconditionFailure("\(cells[2]) is no kind")
    }
    let number = ledger.events.count + 1
    var event = CreditEvent(kind: kind, at: LedgerText.instant(cells[0]), account: name(cells[1]))
    event.eventID = name("e\(number)")
    event.line = UInt32(number)
    var terms = OptionalEventFields()
    if cells.count > 3 && cells[3] != "-" {
      let fine = Decimal(cells[3], scale: 18)
      event.credits = Int64(fine / 1_000_000_000_000)
      terms.creditsRest = Int64(fine % 1_000_000_000_000)
      event.hasCredits = true
    }
    for cell in cells.dropFirst(4) {
      let pair = cell.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      set(pair[0], pair[1], &event, &terms)
    }
    if terms != .blank {
      event.terms = UInt32(ledger.terms.count)
      ledger.terms.append(terms)
    }
    ledger.events.append(event)
  }

  private mutating func set(
    _ column: String, _ value: String, _ event: inout CreditEvent,
    _ terms: inout OptionalEventFields
  ) {
    switch column {
    case "id": event.eventID = name(value)
    case "req": event.request = name(value)
    case "res", "tx", "of", "coupon", "plan", "provider", "level": event.subject = name(value)
    case "grant": setGrant(name(value), &event, &terms)
    case "pay": setPayment(name(value), &event, &terms)
    case "to": terms.counterparty = name(value)
    case "package": terms.package = name(value)
    case "reason": terms.reason = name(value)
    case "actor": terms.actor = name(value)
    case "channel": terms.channel = name(value)
    case "user": event.user = name(value)
    case "key": event.key = name(value)
    case "paid": terms.paid = Decimal(value, scale: 18)
    case "priority": terms.priority = Int32(Decimal(value, scale: 0))
    case "until": terms.expiresAt = LedgerText.instant(value)
    case "effective": terms.effectiveAt = LedgerText.instant(value)
    case "after": event.stated = Decimal(value, scale: 18)
    case "source":
      if let source = GrantSource.allCases.first(where: { $0.word == value }) {
        event.source = source.rawValue
      } else {
        (event.source, terms.otherSource) = (CreditEvent.otherSource, name(value))
      }
    default: preconditionFailure("\(column) is no column of these tables")
    }
  }

  private func setGrant(
    _ name: UInt32, _ event: inout CreditEvent, _ terms: inout OptionalEventFields
  ) {
    if event.kind.subject == .grantID { event.subject = name } else { terms.grantID = name }
  }

  private func setPayment(
    _ name: UInt32, _ event: inout CreditEvent, _ terms: inout OptionalEventFields
  ) {
    if event.kind.subject == .paymentID { event.subject = name } else { terms.payment = name }
  }

  private mutating func name(_ text: String) -> UInt32 { ledger.names.number(of: Name(text)) }

  /// The nanoseconds of `08-14T10:00:05.5`, of `2027-08-14`, or of either after `@`.
  static func instant(_ text: String) -> Int64 {
    var text = text
    if text.hasPrefix("@") { text.removeFirst() }
    if !text.hasPrefix("20") { text = "2026-" + text }
    if text.count == 10 { text += "T00:00" }
    if text.count == 16 { text += ":00" }
    guard let instant = Instant(dayOrInstant: text + "Z") else {
      preconditionFailure("\(text) is no time")
    }
    return instant.nanoseconds
  }
}

/// Returns a decimal number as a count of 10 to the power −`scale`.
func Decimal(_ text: String, scale: Int) -> Int128 {
  let isNegative = text.hasPrefix("-")
  let parts = text.drop { $0 == "-" }.split(separator: ".")
  let fraction = parts.count > 1 ? String(parts[1]) : ""
  let digits = parts[0] + fraction + String(repeating: "0", count: scale - fraction.count)
  guard let value = Int128(digits) else { preconditionFailure("\(text) is no number") }
  return isNegative ? -value : value
}

/// Returns a count of 10 to the power −`scale` as the shortest decimal number.
func decimalText(_ value: Int128, scale: Int) -> String {
  DecimalText.string(value, scale: scale)
}
