import Bills
import Ledger
import Reports

/// What a reader does about an amount of a bill: the overcharges first.
enum BillClaim: Int, CaseIterable {
  /// The vendor charged what was not used, or not at the price agreed.
  case dispute
  /// Only the vendor's records can say if the amount is right.
  case ask
  /// The same of an amount that the vendor billed less.
  case askLess
  /// Names, prices or rows are to be corrected first.
  case compareAgain
  /// The vendor charged too little so far: it may correct that.
  case undercharged
  /// The bill of the month does not have the usage.
  case uncovered

  /// Returns the claim of what a part is above the ledger, or below it; nil where there is nothing to settle.
  ///
  /// Failed requests that are free, days that begin elsewhere, and the digits of the bill are settled.
  init?(_ part: BillPart, _ ground: BillActionEvidence, isMore: Bool) {
    switch ground {
    case .otherUsage, .unknownName:
      self = .compareAgain
      return
    case .equalLines, .otherTier:
      self = .dispute
      return
    case .project:
      self = .ask
      return
    case .leftOut, .averagePrice, .oppositePrices, .otherName: return nil
    case .rule: break
    }
    switch part {
    case .failed, .timeBoundary, .rounding: return nil
    case .notInLedger, .unmapped, .unexplained: self = isMore ? .ask : .askLess
    case .unpriced: self = .compareAgain
    case .notInBill: self = .undercharged
    case .quantity: self = isMore ? .ask : .undercharged
    // A discount is in no book: the contract has to say so.
    case .discountOrUplift: self = isMore ? .dispute : .askLess
    case .otherModel, .byok, .duplicate, .cacheClass, .reasoning, .bandOrServiceTier, .region,
      .priceDate, .price:
      self = isMore ? .dispute : .undercharged
    }
  }
}

/// The amounts of a bill to dispute, to ask about, to compare again, and charged too little.
struct BillClaims {
  private let amounts: [RoundedBillAmount]
  /// The amounts to compare again, by what is to be corrected first.
  private let again: [Correction: RoundedBillAmount]
  /// The sizes of amounts to ask about that are all that is left of a usage that is otherwise explained.
  let openOfOneUsage: RoundedBillAmount
  /// Usage on days that the bill does not have is to be accrued.
  let hasOutsideDays: Bool
  /// Those with a claim, overcharges first, then the largest amount.
  let causes: [BillCause]
  /// The others: there is nothing to settle.
  let settled: [BillCause]
  private let decimals: Int

  /// The things to correct before a bill is compared again.
  private enum Correction: CaseIterable {
    case names, rows, prices
  }

  init(_ bill: VendorBill) {
    var amounts = BillClaim.allCases.map { _ in RoundedBillAmount.zero }
    var again: [Correction: RoundedBillAmount] = [:]
    var ranked: [(rank: Int, cause: BillCause)] = []
    var settled: [BillCause] = []
    let hasUnknownAmount = bill.causes.contains {
      $0.ground == .unknownName && $0.more.units > 0
    }
    let ofOneUsage = OffsettingPartSums(bill.groups, decimals: bill.decimals)
    var open = RoundedBillAmount.zero
    for claim in ofOneUsage.grounds.flatMap(ofOneUsage.claims) {
      amounts[claim.claim.rawValue] = amounts[claim.claim.rawValue] + claim.amount
      if claim.claim != .undercharged { open = open + claim.amount }
    }
    openOfOneUsage = open
    let (later, outside) = (BillClaims.endsLater(bill), BillClaims.outsideDays(bill))
    let uncovered = BillClaim.uncovered.rawValue
    amounts[uncovered] = later + outside
    hasOutsideDays = outside != .zero
    for cause in bill.causes {
      // The first of them has the sum of all.
      var rank = ofOneUsage.claims(of: cause.ground).map(\.claim.rawValue).min()
      if cause.isOfRequestEnds, later.units > 0 { rank = uncovered }
      // An amount that would be shown as 0 is not worth a letter.
      for (isMore, side) in [(true, cause.more), (false, cause.less)] where side.units > 0 {
        guard let claim = BillClaim(cause.part, cause.ground, isMore: isMore) else { continue }
        rank = min(rank ?? claim.rawValue, claim.rawValue)
        // What the ledger has instead of an unknown name is the same usage.
        if cause.ground == .unknownName && !isMore && hasUnknownAmount { continue }
        amounts[claim.rawValue] = amounts[claim.rawValue] + side
        guard claim == .compareAgain else { continue }
        let correction: Correction =
          cause.ground == .unknownName ? .names : cause.ground == .otherUsage ? .rows : .prices
        again[correction] = (again[correction] ?? .zero) + side
      }
      if let rank { ranked.append((rank, cause)) } else { settled.append(cause) }
    }
    (self.amounts, self.again, self.settled) = (amounts, again, settled)
    // The causes are by their amounts.
    causes = BillClaim.allCases.flatMap { claim in
      ranked.filter { $0.rank == claim.rawValue }.map(\.cause)
    }
    decimals = bill.decimals
  }

  /// The usage that is in the next month of the vendor's bills, which counts requests when they end.
  private static func endsLater(_ bill: VendorBill) -> RoundedBillAmount {
    let amount = bill.summary.uncovered.endsLater
    let same = bill.causes.first { $0.isOfRequestEnds && $0.less.amount == amount }
    return worthAccruing(
      same?.less ?? RoundedBillAmount(amount, units: bill.shownUnits(amount)))
  }

  /// The usage on days that the bill does not have; none where its days begin at other hours and may have it.
  private static func outsideDays(_ bill: VendorBill) -> RoundedBillAmount {
    if bill.summary[.timeBoundary].count > 0 { return .zero }
    let cost = bill.summary.uncovered.cost
    return worthAccruing(RoundedBillAmount(cost, units: bill.shownUnits(cost)))
  }

  private static func worthAccruing(_ amount: RoundedBillAmount) -> RoundedBillAmount {
    amount.units > 0 ? amount : .zero
  }

  /// True without any claim.
  var isEmpty: Bool { claims.isEmpty }

  subscript(claim: BillClaim) -> RoundedBillAmount { amounts[claim.rawValue] }

  private var claims: [BillClaim] { BillClaim.allCases.filter { self[$0] != .zero } }

  /// All amounts, whatever their sign.
  var total: Money { amounts.reduce(.zero, +).money(decimals) }

  /// Rows that are not compared may be a part of the amounts.
  var lacksRows: Bool { again[.rows] != nil }

  /// The amounts in words: `3.76 USD to dispute and 21.43 undercharged`.
  var words: String {
    claims.enumerated().map { index, claim in
      "\(text(claim))\(index == 0 ? " USD" : "") \(name(claim))"
    }.listed
  }

  /// The decision on the amounts, after that on what to pay; nil without any.
  ///
  /// `dispute 3.23 USD of it, ask the vendor about 5.08 and also accrue 15.65`
  var decision: String? {
    if claims.isEmpty { return nil }
    return claims.enumerated().map { index, claim in
      let amount = text(claim) + (index == 0 ? " USD" : "")
      return switch claim {
      case .dispute: "dispute \(amount) of it"
      case .ask: "ask the vendor about \(amount)"
      case .askLess: "ask about \(amount) that it underbilled"
      case .compareAgain: "compare \(amount) again"
      case .undercharged: "also accrue \(amount)"
      case .uncovered: "\(index == 0 ? "also " : "")accrue \(amount) that it does not have"
      }
    }.listed
  }

  /// The amount of a claim as shown; nil where there is none.
  func shown(_ claim: BillClaim) -> String? { self[claim] == .zero ? nil : text(claim) }

  /// The rest of the difference, so that all amounts add up to it; nil where nothing is left.
  ///
  /// `Nothing to settle: failed requests -4.64.`
  var settledWords: String? {
    if settled.isEmpty { return nil }
    let parts = settled.map { cause in
      "\(cause.label.withSmallLetter) \(cause.shown)"
    }
    return "Nothing to settle: \(parts.listed)."
  }

  /// The meaning of their sum.
  var meaning: String {
    if claims.count == 1 { return name(claims[0]) }
    let isLess = claims.contains(.undercharged) || claims.contains(.askLess)
    return "to settle" + (isLess ? ", signs ignored" : "")
  }

  /// Returns what to do about each amount; of those to compare again, what to correct first.
  ///
  /// - Parameters:
  ///   - missing: the rows that are not compared, in words; nil without any.
  ///   - alias: what to add to `aliases.csv`, as an instruction; nil without unknown names.
  func remedy(missing: String?, alias: String?) -> String {
    var steps: [String] = []
    if self[.dispute] != .zero {
      steps.append(
        "Dispute \(text(.dispute)) USD: the sheet Bill requests of assay-details.xlsx names requests and, at its end, the share that they prove."
      )
    }
    for correction in Correction.allCases {
      guard let amount = again[correction]?.text(decimals) else { continue }
      switch correction {
      case .names:
        let first = alias?.withCapital
        steps.append(
          "\(first ?? "Name the unknown units"), then compare \(amount) USD again before you accrue or ask."
        )
      case .rows:
        steps.append(
          "First correct the \(missing ?? "rows that are not compared") (assay check --verbose), then compare \(amount) USD again; only then ask the vendor."
        )
      case .prices:
        steps.append("Add the missing price to the price book, then compare \(amount) USD again.")
      }
    }
    if self[.ask] != .zero {
      steps.append("Ask the vendor for its records of \(text(.ask)) USD before you pay.")
    }
    if self[.askLess] != .zero {
      steps.append(
        "Ask the vendor about \(text(.askLess)) USD that it underbilled: it may bill this later.")
    }
    if self[.undercharged] != .zero {
      steps.append(
        "Accrue \(text(.undercharged)) USD: the vendor may correct or bill it later.")
    }
    if self[.uncovered] != .zero {
      steps.append(
        "Accrue \(text(.uncovered)) USD that the bill does not have, unless another bill has it.")
    }
    return (steps + ["bill-reconciliation.csv has days, models and lines."]).joined(separator: " ")
  }

  private func text(_ claim: BillClaim) -> String { self[claim].text(decimals) }

  private func name(_ claim: BillClaim) -> String {
    switch claim {
    case .dispute: "to dispute"
    case .ask: "to ask the vendor about"
    case .askLess: "underbilled, to ask the vendor about"
    case .compareAgain: "to compare again"
    case .undercharged: "undercharged"
    case .uncovered: "to accrue"
    }
  }
}

extension BillCause {
  /// The vendor counts requests when they end.
  fileprivate var isOfRequestEnds: Bool { part == .timeBoundary && code == "request_end" }
}
