import Credits
import Ledger
import Reports
import Tables

extension CheckSummary {
  /// Both sides where amounts have opposite signs: `0.70 USD too much, 0.20 USD too little charged`.
  ///
  /// Nil where all have one sign, or where signs mean no sides.
  package var sides: String? {
    guard above != .zero, below != .zero, let words = check.sides else { return nil }
    return
      "\(Figures.amount(above)) USD \(words.above), \(Figures.amount(below)) USD \(words.below)"
  }

  /// The sentence, with both sides before its full stop where amounts have opposite signs.
  package var sentenceWithSides: String { sentence.dropLast() + end }

  /// The sentence with the code of the check and both sides before its full stop.
  package var sentenceWithCode: String { "\(sentence.dropLast()) (\(check.rawValue))" + end }

  /// The same with the amount beside the code: `(reset_missing, 15.00 USD)`; without it where it is 0.
  package var sentenceWithCodeAndAmount: String {
    atStake == .zero
      ? sentenceWithCode
      : "\(sentence.dropLast()) (\(check.rawValue), \(Figures.amount(atStake)) USD)" + end
  }

  /// The largest account of the findings and the side that they favour: `, at the expense of acc_17 and 2 more accounts`.
  ///
  /// - Parameter name: the name of `largestAccount`, empty if it is too long for a line.
  private func accounts(_ name: String) -> String {
    if name.isEmpty { return "" }
    let others = accounts - 1
    let names =
      others == 0 ? name : "\(name) and \(Figures.count(Int64(others), "more account"))"
    return switch favours {
    case .customer: ", in favour of \(names)"
    case .seller: ", at the expense of \(names)"
    case nil: sides == nil ? ": \(names)" : "; largest: \(name)"
    }
  }

  /// The sentence for the screen of `audit`, with its accounts and the side that the mistakes favour.
  ///
  /// - Parameter name: the name of `largestAccount`.
  package func screenSentence(_ name: String, withAmount: Bool) -> String {
    let sentence = withAmount ? sentenceWithCodeAndAmount : sentenceWithCode
    let state = state.map { "; \($0)" } ?? ""
    return sentence.dropLast(state.count + 1) + accounts(name) + wholeAmount + state + "."
  }

  /// A clause on an amount that is more than the benefit; empty for other checks.
  private var wholeAmount: String {
    guard check == .couponValueDiffers else { return "" }
    return "; the amount is that of all credits of the coupon\(findings == 1 ? "" : "s")"
  }

  private var end: String {
    (sides.map { ": \($0)" } ?? "") + (state.map { "; \($0)" } ?? "") + "."
  }
}

extension CreditCheck {
  /// The meaning of amounts above and below 0; nil where a sign has none.
  fileprivate var sides: (above: String, below: String)? {
    switch self {
    case .deductionDiffers: ("too much", "too little charged")
    case .allowanceDiffers: ("too much", "too little granted")
    case .priceDiffers: ("too much", "too little paid")
    case .rolloverDiffers, .expiryDiffers: ("too much", "too little recorded")
    case .allocationDiffers: ("too much", "too little transferred")
    case .clawbackDiffers: ("too little", "too much taken back")
    // Of a half without a partner the amount is all of it, whichever half that is.
    case .transferUnbalanced: nil
    case .packageDiffers, .prorationDiffers: ("above", "below the expected amounts")
    default: ("above", "below the replayed balance")
    }
  }
}

extension AuditSummaryTable {
  /// Returns the table for people: sums of magnitudes, and both sides where amounts have opposite signs.
  package static func sheet(_ audit: CreditAudit) -> Table {
    let (table, checks) = (AuditSummaryTable(audit).table, CheckSummary.all(of: audit.findings))
    return Table(
      name: table.name, title: table.title, columns: table.columns.map(described),
      rowCount: table.rowCount, order: table.order
    ) { index in
      let line = checks[index]
      return zip(table.columns, table.cells(at: index)).map { column, cell in
        switch column.name {
        case "credits" where line.hasAmounts: .creditsSum(microcredits: line.creditsAtStake)
        case "usd" where line.hasAmounts: .money(line.atStake)
        case "recommended_action":
          line.sides.map { .text(Name("\($0). \(line.action)")) } ?? cell
        default: cell
        }
      }
    }
  }

  private static func described(_ column: Column) -> Column {
    switch column.name {
    case "credits":
      Column(
        "credits", .credits, "Credits at stake, summed without signs; blank where none are known.")
    case "usd":
      Column("usd", .money, "Amount at stake, summed without signs; blank where none is known.")
    default: column
    }
  }
}
