import Bills
import Ledger
import Reports

/// What a reader does about an amount of a bill: the overcharges first.
enum BillClaim: Int, CaseIterable {
  /// The vendor charged what was not used, or not at the price agreed.
  case dispute
  /// Only the vendor's records, or the books, can say if the amount is right.
  case ask
  /// The vendor charged too little so far: it may correct that.
  case undercharged

  /// Returns the claim of what a part is above the ledger, or below it; nil where there is nothing to settle.
  ///
  /// Failed requests that are free, days that begin elsewhere, and the digits of the bill are settled.
  init?(_ part: BillPart, isMore: Bool) {
    switch part {
    case .failed, .timeBoundary, .rounding: return nil
    case .notInLedger, .unmapped, .unpriced, .unexplained: self = .ask
    case .notInBill: self = .undercharged
    case .quantity: self = isMore ? .ask : .undercharged
    // A discount is in no book: the contract has to say so.
    case .discountOrUplift: self = isMore ? .dispute : .ask
    case .otherModel, .byok, .duplicate, .cacheClass, .reasoning, .bandOrServiceTier, .region,
      .priceDate, .price:
      self = isMore ? .dispute : .undercharged
    }
  }
}

/// The amounts of a bill to dispute, to ask about, and charged too little.
struct BillClaims {
  private let amounts: [ShownAmount]
  /// Those with a claim, overcharges first, then the largest amount.
  let causes: [BillCause]
  private let decimals: Int
  /// Rows that are not compared may be what the vendor billed more.
  private let lacksUsage: Bool

  init(_ bill: VendorBill) {
    var amounts = BillClaim.allCases.map { _ in ShownAmount.zero }
    var ranked: [(rank: Int, cause: BillCause)] = []
    for cause in bill.causes {
      var rank: Int?
      for (isMore, side) in [(true, cause.more), (false, cause.less)] where side != .zero {
        guard let claim = BillClaim(cause.part, isMore: isMore) else { continue }
        amounts[claim.rawValue] = amounts[claim.rawValue] + side
        rank = min(rank ?? claim.rawValue, claim.rawValue)
      }
      if let rank { ranked.append((rank, cause)) }
    }
    self.amounts = amounts
    // The causes are by their amounts.
    causes = BillClaim.allCases.flatMap { claim in
      ranked.filter { $0.rank == claim.rawValue }.map(\.cause)
    }
    decimals = bill.decimals
    lacksUsage = bill.notCompared != nil
  }

  subscript(claim: BillClaim) -> ShownAmount { amounts[claim.rawValue] }

  private var claims: [BillClaim] { BillClaim.allCases.filter { self[$0] != .zero } }

  /// All amounts, whatever their sign.
  var total: Money { amounts.reduce(.zero, +).money(decimals) }

  /// The amounts in words: `3.76 USD to dispute and 21.43 undercharged`.
  var words: String {
    claims.enumerated().map { index, claim in
      "\(text(claim))\(index == 0 ? " USD" : "") \(name(claim))"
    }.listed
  }

  /// The meaning of their sum.
  var meaning: String {
    if claims.count == 1 { return name(claims[0]) }
    return "to settle" + (claims.contains(.undercharged) ? ", signs ignored" : "")
  }

  /// Returns what to do: first about rows that are not compared, then about each amount.
  ///
  /// - Parameter missing: those rows in words; nil without any.
  func remedy(missing: String?) -> String {
    var steps: [String] = []
    if let missing, self[.ask] != .zero {
      steps.append(
        "First correct the \(missing) (assay check --verbose), then compare again; only then ask the vendor."
      )
    } else if self[.ask] != .zero {
      steps.append("Ask the vendor for its records of \(text(.ask)) USD before you pay.")
    }
    if self[.dispute] != .zero {
      steps.insert(
        "Dispute \(text(.dispute)) USD: the sheet Bill requests of assay-details.xlsx names the requests.",
        at: 0)
    }
    if self[.undercharged] != .zero {
      steps.append(
        "Accrue \(text(.undercharged)) USD: the vendor may correct or bill it later.")
    }
    return (steps + ["bill-reconciliation.csv has days, models and lines."]).joined(separator: " ")
  }

  private func text(_ claim: BillClaim) -> String { self[claim].text(decimals) }

  private func name(_ claim: BillClaim) -> String {
    switch claim {
    case .dispute: "to dispute"
    case .ask: lacksUsage ? "to compare again" : "to ask the vendor about"
    case .undercharged: "undercharged"
    }
  }
}
