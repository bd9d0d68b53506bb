import Bills
import Ledger

/// Sentences on amounts that are differences of one usage, with the reason why none is a difference of its own.
extension BillSentence {
  /// The sentence on requests and reasoning that the vendor left out, to the last digit.
  var ofLeftOut: String {
    let all = usages.compactMap { usage in
      if case .leftOut(let leftOut) = usage { leftOut } else { nil }
    }
    let rest = all.reduce(Money.zero) { $0 + $1.rest }
    guard part == .quantity else {
      if rest != .zero {
        return
          "The average price of \(subject.usage) differs because of these requests and this reasoning; the "
          + "remaining \(BillRemarkText.usd(rest, isSigned: true)) comes from a different price."
      }
      return
        "The average price of \(subject.usage) differs only because of these requests and this "
        + "reasoning: the vendor used no other price."
    }
    let requests = all.reduce(Money.zero) { $0 + $1.requests }
    let reasoning = all.reduce(Money.zero) { $0 + $1.reasoning }
    let causes = Set(all.map(\.cause))
    let noun =
      causes.contains("status:failed;cancelled")
      ? "failed or cancelled requests"
      : causes == ["status:failed"] ? "failed requests" : "requests of other days"
    let ofReasoning = Money(attodollars: -reasoning.attodollars)
    return "\(BillQuantityText(groups: groups).start(onDays)): these are exactly its \(noun) "
      + "(\(BillRemarkText.usd(requests))) and its reasoning (\(BillRemarkText.usd(ofReasoning))), which the vendor "
      + "did not bill."
  }

  /// The sentence on a quantity and a price that are one amount.
  var ofAveragePrice: String {
    if part == .quantity {
      return BillQuantityText(groups: groups).start(onDays)
        + ". The ledger has requests at several prices, so this difference and the one in price are the same: "
        + "\(sum). Ask the vendor which requests it billed."
    }
    return "The average price of \(subject.usage) differs with the quantity, and no request proves "
      + "another price: ask only about both amounts together."
  }

  /// The sentence on rules of prices that cancel out.
  var ofOppositePrices: String {
    let amount = amountOfUsage
    let sum =
      amount == .zero
      ? "cancel out" : "come to \(BillRemarkText.usd(amount, isSigned: true)) together"
    return "Differences of \(subject.usage)\(onDays) by service tier and by price are of the same "
      + "requests and \(sum): "
      + (amount == .zero ? "there is nothing to dispute." : "ask only about this sum.")
  }

  /// The sentence on the quantities of the ledger under another name.
  var ofOtherName: String {
    let names = usages.compactMap { usage in
      if case .otherName(let name) = usage { name } else { nil }
    }
    guard let name = names.first else { return ofPart }
    switch part {
    case .notInLedger:
      let zone = name.cause.hasPrefix("zone:") ? " by days of \(name.cause.dropFirst(5))" : ""
      let likeness = name.isExact ? "the same" : "nearly the same"
      return
        "The vendor billed \(subject.usage) (\(lines)), with \(likeness) quantities\(zone) as "
        + "\(name.ledgerModel) in the ledger: in all \(BillRemarkText.usd(name.billed)) billed for \(BillRemarkText.usd(name.ledger)). It is the same usage: ask the vendor which model it is."
    case .failed:
      return
        "The vendor did not bill \(requests(failedNoun)) under this name, but \(name.billedModel) has the "
        + "quantities of \(name.ledgerModel): do not count them as free."
    case .otherModel: return otherModel
    default:
      return
        "The ledger has \(subject.usage)\(onDays) that the vendor billed as \(name.billedModel): accrue nothing."
    }
  }

  private var usages: [OffsettingParts] { groups.compactMap { $0.oneUsage(of: part) } }

  /// The sum of all parts of the usage.
  private var amountOfUsage: Money {
    groups.reduce(.zero) { sum, group in
      BillPart.allCases.filter { group.oneUsage(of: $0) != nil }
        .reduce(sum) { $0 + group.parts[$1.rawValue] }
    }
  }

  private var sum: String { BillRemarkText.usd(amountOfUsage, isSigned: true) + " together" }
}
