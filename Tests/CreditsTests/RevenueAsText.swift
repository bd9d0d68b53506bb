import Credits
import Ledger

/// The money of a played ledger, as text.
extension AuditAsText {
  /// The postings as `kind usd source month sold-month event account request`, months without their year.
  ///
  /// A `!` follows the kind of a reversal; a `-` stands for no request.
  var postings: [String] {
    audit.postings.map { posting in
      let kind = "\(posting.kind)" + (posting.isReversal ? "!" : "")
      let usd = decimalText(posting.usd, scale: 18)
      let months = "\(month(posting.month)) \(month(posting.soldMonth))"
      return "\(kind) \(usd) \(posting.source.word) \(months) \(id(posting.event)) "
        + "\(name(posting.account)) \(word(posting.request))"
    }
  }

  /// The billed events as `kind usd paid payment month event`, with what the kind states in brackets.
  var billed: [String] {
    audit.billed.map { line in
      let money = "\(decimalText(line.usd, scale: 18)) \(decimalText(line.paid, scale: 18))"
      return "\(text(line.kind)) \(money) \(word(line.payment)) \(month(line.month)) "
        + id(line.event)
    }
  }

  /// The months of accounts as `account month plan opening granted(source:credits) refunded consumed expired closing`.
  var accountMonths: [String] {
    audit.accountMonths.map { row in
      let granted = GrantSource.allCases.compactMap { source -> String? in
        let credits = row.granted[Int(source.rawValue)]
        return credits == 0 ? nil : "\(source.word):\(decimalText(credits, scale: 6))"
      }
      let figures = [row.refunded, row.consumed, row.expired, row.closing].map {
        decimalText($0, scale: 6)
      }
      return "\(name(row.account)) \(month(row.month)) \(word(row.plan)) "
        + "\(decimalText(row.opening, scale: 6)) (\(granted.joined(separator: " "))) "
        + figures.joined(separator: " ")
    }
  }

  /// The consumed credits as `event owner user request month credits`.
  var consumedCredits: [String] {
    audit.consumedCredits.map { line in
      "\(id(line.event)) \(name(line.owner)) \(name(line.user)) \(word(line.request)) "
        + "\(month(line.month)) \(decimalText(Int128(line.credits), scale: 6))"
    }
  }

  /// Event, account, request, month, realised and breakage.
  func text(_ row: EventRevenue) -> String {
    "\(id(row.event)) \(name(row.account)) \(word(row.request)) \(month(row.month)) "
      + "\(decimalText(row.realised, scale: 18)) \(decimalText(row.breakage, scale: 18))"
  }

  /// Month of sale, month, realised, breakage, refunded and still deferred.
  func text(_ row: WaterfallRow) -> String {
    let figures = [row.realised, row.breakage, row.refunded, row.stillDeferred].map {
      decimalText($0, scale: 18)
    }
    return "\(month(row.soldMonth)) \(month(row.month)) " + figures.joined(separator: " ")
  }

  /// The rows of the journal as `month posting source debit credit cents`.
  var journal: [String] {
    JournalRow.rows(audit.postings, months: audit.months).map { row in
      "\(month(row.month)) \(row.posting.word) \(row.source.word) "
        + "\(row.debit.rawValue) \(row.credit.rawValue) \(row.cents)"
    }
  }

  private func text(_ kind: BilledEvent.Kind) -> String {
    switch kind {
    case .plan(let plan, let listPrice, let discounts):
      let list = listPrice.map { decimalText($0, scale: 18) } ?? "-"
      return ([word(plan), list] + discounts.map(text)).reduce("plan") { "\($0)[\($1)]" }
    case .upgrade(let from, let to): return "upgrade[\(word(from))][\(word(to))]"
    case .topup(let package): return "topup[\(word(package))]"
    case .paymentRefund: return "refund"
    case .wonDispute: return "won"
    case .reversedGrant: return "reversed"
    }
  }

  private func text(_ discount: AppliedDiscount) -> String {
    let value =
      switch discount.kind {
      case .freeMonth: "free"
      case .percent(let millionths): "\(millionths / 1_000_000)%"
      case .amount(let usd): decimalText(usd, scale: 18)
      }
    return "\(name(discount.code)) \(value) \(discount.month)/\(discount.months) "
      + decimalText(discount.usd, scale: 18)
  }

  private func month(_ number: Int32) -> String {
    let month = Int(number) % 12 + 1
    return month < 10 ? "0\(month)" : "\(month)"
  }

  private func id(_ event: UInt32) -> String { name(audit.ledger.events[Int(event)].eventID) }

  private func word(_ number: UInt32) -> String { number == 0 ? "-" : name(number) }
}
