import Bills
import Comparing
import Ledger
import Reports

/// One figure of the column that leads from the ledger over the bill to the amount to pay.
package struct AmountToPayStep: Sendable {
  package let kind: Kind
  package let amount: Money
  /// The amount in units of the last shown decimal; the column adds up as shown.
  package let shownUnits: Int128
  /// The number of groups or lines whose figure is not 0.
  package let count: Int
  /// False for the cost by a ledger of which no request has a price.
  package var isKnown = true
  /// Of the amount to pay, the number of bills of the same usage, of which only one is paid; 0 where it is the only one.
  package var statements = 0

  /// The place in the column.
  package enum Kind: Hashable, Sendable {
    case ledger
    case part(BillPart)
    case billed
    case other(BillKind)
    case total
  }

  /// A sum, and not a change.
  package var isSum: Bool {
    switch kind {
    case .ledger, .billed, .total: true
    case .part, .other: false
    }
  }

  /// The name of the figure for people.
  package var label: String {
    switch kind {
    case .ledger: "Ledger"
    case .part(let part): part.words
    case .billed: "Billed"
    case .other(let kind): kind.words
    case .total: statements == 0 ? AmountToPayStep.total : "To pay, one of \(statements)"
    }
  }

  /// The name of the amount to pay.
  package static let total = "To pay"

  /// The name in `part` of `bill-summary.csv`.
  package var code: String {
    switch kind {
    case .ledger: "ledger"
    case .part(let part): part.code
    case .billed: "billed"
    case .other(let kind): kind.rawValue
    case .total: "total"
    }
  }
}

extension VendorBill {
  /// Every figure from the ledger to the amount to pay, those of 0 as well.
  package var allSteps: [AmountToPayStep] {
    let parts = summary.shownParts(decimals: decimals)
    let ledger = AmountToPayStep(
      kind: .ledger, amount: summary.ledger.amount, shownUnits: shownUnits(summary.ledger.amount),
      count: summary.ledger.count, isKnown: summary.isLedgerKnown)
    let ofParts = BillPart.allCases.map { part in
      AmountToPayStep(
        kind: .part(part), amount: summary[part].amount, shownUnits: parts[part.rawValue],
        count: summary[part].count)
    }
    let ofKinds = summary.others.indices.map { index in
      AmountToPayStep(
        kind: .other(summary.others[index].kind), amount: summary.others[index].figure.amount,
        // Tax is booked as it is: it is not rounded so that the column adds up.
        shownUnits: shownUnits(summary.others[index].figure.amount),
        count: summary.others[index].figure.count)
    }
    let sum = AmountToPayStep(
      kind: .billed, amount: summary.billed.amount,
      shownUnits: shownUnits(summary.billed.amount), count: summary.billed.count)
    let end = AmountToPayStep(
      kind: .total, amount: summary.total, shownUnits: shownUnits(summary.total), count: 0,
      statements: statements.count)
    return [ledger] + ofParts + [sum] + ofKinds + [end]
  }

  /// The sums and the changes that are not 0.
  package var steps: [AmountToPayStep] { allSteps.filter { $0.isSum || $0.count > 0 } }

  /// Returns the figure of a step as shown: a change with its sign; words for a small one that would be shown as 0,
  /// and for one that is not known.
  package func text(_ step: AmountToPayStep) -> String {
    if !step.isKnown { return Figures.notKnown }
    let shown = RoundedBillAmount(step.amount, units: step.shownUnits)
    return step.isSum ? shown.text(decimals) : shown.signed(decimals)
  }
}

extension VendorBill {
  /// The parts of the difference in words, largest amount first: `-4.64 failed requests`.
  ///
  /// Parts that are one usage are one amount.
  package var differences: [String] {
    var names: [String] = []
    var amounts: [String: RoundedBillAmount] = [:]
    for cause in causes.sorted(by: { $0.part.rawValue < $1.part.rawValue }) {
      let name = cause.ground.nameOfUsage ?? cause.label
      if amounts[name] == nil { names.append(name) }
      amounts[name] =
        (amounts[name] ?? .zero) + RoundedBillAmount(cause.amount, units: cause.shownUnits)
    }
    return names.map { (name: $0, amount: amounts[$0] ?? .zero) }
      .filter { $0.amount != .zero }.enumerated().sorted { left, right in
        let (one, other) = (
          left.element.amount.amount.magnitude, right.element.amount.amount.magnitude
        )
        return one == other ? left.offset < right.offset : one > other
      }.map { "\($0.element.amount.signed(decimals)) \($0.element.name.withSmallLetter)" }
  }
}
