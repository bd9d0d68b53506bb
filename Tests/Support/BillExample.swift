import Bills
import Ledger

/// Two bills of August 2026 beside a ledger, as drawn in the specification; all figures by hand.
///
/// openai billed 1,204.13 USD (111.40 + 506.31 + 586.42), the ledger has 1,187.90 (100 + 500 + 587.90). The difference of
/// 16.23 is 11.40 by the service tier, 6.31 by quantity, −1.50 of failed requests and 0.02 of rounding. To pay are
/// 1,204.13 − 50.00 + 219.28 = 1,373.41 USD. google billed 310.07 USD for the month, as the ledger has.
package enum BillExample {
  package static let month = Month(year: 2026, month: 8)
  package static let losAngeles = ReportingZone(
    name: "America/Los_Angeles",
    offsets: [.init(from: .distantPast, secondsEast: -7 * 3600)])

  /// Returns cents as an amount.
  package static func cents(_ cents: Int128) -> Money { Money(attodollars: usd(cents, per: 100)) }

  /// Returns a day of August 2026 in a zone, as the period of a bill.
  package static func day(_ number: Int32, in zone: ReportingZone = .utc) -> Validity {
    let day = month.period.from + Int(number - 1)
    return Validity(from: zone.start(of: day), to: zone.start(of: day + 1))
  }

  /// Returns a group of the openai bill; the ledger has `cents`, the parts are added to it.
  ///
  /// - Parameter unpriced: the part of the ledger's quantity without a price.
  package static func group(
    _ period: Validity, _ model: BilledModel, _ unitClass: BilledClass = .one(.output),
    ledger cents: Int128, _ parts: [BillPart: Int128], causes: [String] = [], lines: Int = 1,
    billedQuantity: Int128? = nil, ledgerQuantity: Int128 = 0, unpriced: Int128 = 0,
    unpricedRequests: Int64 = 0, rejected: [Place] = [], moved: Int64 = 0, rate: Int32 = 0,
    format: Name = "openai-costs", vendor: Name = "openai"
  ) -> BillGroup {
    let amounts = BillPart.allCases.map { self.cents(parts[$0] ?? 0) }
    let ledger = self.cents(cents)
    func quantity(_ units: Int128) -> BilledQuantity {
      BilledQuantity(attounits: units * BilledQuantity.attounitsPerUnit)
    }
    return BillGroup(
      format: format, vendor: vendor, period: period, model: model, unitClass: unitClass,
      lines: lines, billedQuantity: billedQuantity.map(quantity),
      ledgerQuantity: quantity(ledgerQuantity), billed: amounts.reduce(ledger, +), ledger: ledger,
      parts: amounts, causes: causes,
      place: lines > 0 ? Place(file: "bills/openai.csv", line: 2) : nil,
      movedRequests: moved == 0 ? [:] : [rate: moved],
      unpricedQuantity: quantity(unpriced), unpricedRequests: unpricedRequests,
      isLedgerKnown: unpriced == 0 || unpriced < ledgerQuantity, rejectedRows: rejected)
  }

  package static let groups = [
    group(
      day(14), .known("gpt-5.6-terra"), ledger: 10_000, [.bandOrServiceTier: 1_140],
      causes: ["tier:standard"], lines: 30, billedQuantity: 5_000_000, ledgerQuantity: 5_000_000),
    group(
      day(2), .known("gpt-5.6-sol"), .one(.input), ledger: 50_000, [.quantity: 631], lines: 40,
      billedQuantity: 101_930_412, ledgerQuantity: 100_000_000),
    group(
      day(3), .known("gpt-5.6-sol"), ledger: 58_790, [.failed: -150, .rounding: 2],
      causes: ["status:failed"], lines: 26, billedQuantity: 9_000_000, ledgerQuantity: 9_100_000,
      moved: 54),
    group(
      Validity(
        from: losAngeles.start(of: month.period.from), to: losAngeles.start(of: month.period.to)),
      .all, .all, ledger: 31_007, [:], lines: 4, format: "google-billing", vendor: "google"),
  ]

  /// Of two groups the ledger has 100.00 USD, and 10 tokens of 4 requests without a price: the vendor billed 3.00 for them.
  package static let unpriced = [
    group(day(1), .known("gpt-5.6-sol"), ledger: 10_000, [:], ledgerQuantity: 5),
    group(
      day(1), .known("new"), ledger: 0, [.unpriced: 300], causes: ["unpriced"], ledgerQuantity: 10,
      unpriced: 10),
  ]

  /// Returns a bill of these groups, or of the one without a price alone.
  package static func unpricedResult(hasPrices: Bool) -> BillComparison {
    let groups = hasPrices ? unpriced : [unpriced[1]]
    return BillComparison(
      reconciliation: BillReconciliation(
        groups: groups, summaries: [summary(of: groups, unpricedRequests: 4)]),
      findings: [], hasDoubtfulLines: false, skippedFiles: []
    ) { _, _ in }
  }

  package static let reconciliation = BillReconciliation(
    groups: groups,
    summaries: [
      summary(of: [groups[3]], in: losAngeles, files: ["bills/google.csv"], others: [:]),
      summary(
        of: Array(groups[..<3]), in: .utc,
        files: ["bills/a.json", "bills/b.json", "bills/openai.csv"],
        others: [.credit: (2, -5_000), .tax: (1, 21_928)]),
    ])

  /// Returns the sums of groups of one bill in August.
  package static func summary(
    of groups: [BillGroup], in zone: ReportingZone = .utc, files: [String] = ["bills/openai.csv"],
    others: [BillKind: (lines: Int, cents: Int128)] = [:], unpricedRequests: Int64 = 0
  ) -> BillSummary {
    func figure(_ amount: (BillGroup) -> Money) -> BillSummary.Figure {
      let amounts = groups.map(amount)
      return BillSummary.Figure(
        count: amounts.count { $0 != .zero }, amount: amounts.reduce(.zero, +))
    }
    return BillSummary(
      format: groups[0].format, vendor: groups[0].vendor, zone: zone, month: month, files: files,
      ledger: figure(\.ledger),
      parts: BillPart.allCases.map { part in figure { $0.parts[part.rawValue] } },
      difference: figure(\.difference), billed: figure(\.billed),
      others: BillKind.allCases.filter { $0 != .usage }.map { kind in
        let other = others[kind] ?? (0, 0)
        return (kind, BillSummary.Figure(count: other.lines, amount: cents(other.cents)))
      }, unpricedRequests: unpricedRequests,
      unpricedGroups: groups.count { $0.unpricedQuantity != .zero },
      rejectedRows: Set(groups.flatMap(\.rejectedRows)).count,
      isLedgerKnown: groups.contains(where: \.isLedgerKnown))
  }

  /// A line of the openai bill: 1,000,000 tokens for 2.5 cents, printed to the cent.
  package static let line = BillLine(
    format: "openai-costs", vendor: "openai", period: day(14), modelAsBilled: "GPT 5.6 Terra",
    model: .known("gpt-5.6-terra"), unitClass: .one(.output), serviceTier: "standard", context: 0,
    region: nil,
    quantity: BilledQuantity(attounits: 1_000_000 * BilledQuantity.attounitsPerUnit),
    amountAsBilled: PrintedDecimal(3).shifted(by: -2), currency: "USD", amount: cents(3),
    tolerance: Tolerance(attodollars: UInt128(usd(5, per: 1_000)), parts: 0), kind: .usage,
    description: "=output", project: "proj_a", apiKey: "", account: "", invoiceID: "INV-1",
    requests: nil, place: Place(file: "bills/openai.csv", line: 2), standing: .counted)

  /// The bills of the example with two lines: the usage, and the tax.
  package static let result = BillComparison(
    reconciliation: reconciliation, findings: [], hasDoubtfulLines: false, skippedFiles: []
  ) { _, give in
    give(.line(line, number: nil))
    var tax = line
    tax.kind = .tax
    tax.amount = cents(21_928)
    give(.line(tax, number: nil))
  }
}
