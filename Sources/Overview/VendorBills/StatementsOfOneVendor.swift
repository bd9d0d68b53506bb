import Bills
import Comparing
import Ledger
import Reports

/// Bills of one vendor in several formats that cover the same days: statements of the same usage.
struct StatementsOfOneVendor {
  private let all: [StatementsOfOneUsage.Statement]

  /// - Parameter groups: by bill and month.
  init(_ summaries: [BillSummary], _ groups: [BillMonth: [BillGroup]]) {
    all = summaries.compactMap { summary in
      let key = BillMonth(bill: summary.bill, month: summary.month)
      let periods = (groups[key] ?? []).filter { $0.lines > 0 }.map(\.period)
      guard let from = periods.map(\.from).min(), let to = periods.map(\.to).max() else {
        return nil
      }
      return StatementsOfOneUsage.Statement(
        key: key, summary: summary, span: Validity(from: from, to: to))
    }
  }

  /// Returns a bill and the others that state its days, the largest first; none where it is alone.
  func statements(beside key: BillMonth) -> StatementsOfOneUsage {
    guard let own = all.first(where: { $0.key == key }) else { return .none }
    let same = all.filter { other in
      other.key.bill.vendor == key.bill.vendor && other.key.month == key.month
        && other.span.overlaps(own.span)
    }
    if same.count < 2 { return .none }
    return StatementsOfOneUsage(
      all: same.sorted {
        $0.billed == $1.billed ? $0.key.bill < $1.key.bill : $0.billed > $1.billed
      })
  }
}

/// Bills that state the same usage, of which only one is to be paid.
struct StatementsOfOneUsage {
  /// The largest first.
  let all: [Statement]

  /// A bill in a month.
  struct Statement {
    let key: BillMonth
    let summary: BillSummary
    /// From the start of the first billed period to the end of the last.
    let span: Validity

    var billed: Money { summary.billed.amount }

    /// The facts that help to choose: `focus agrees with the ledger`, `openai-costs differs by -23.58 USD and states credits`.
    var facts: String {
      let agreement =
        summary.agrees
        ? "agrees with the ledger"
        : summary.isLedgerKnown
          ? "differs by \(summary.shownDifference.signed(summary.shownDecimals)) USD"
          : "cannot be compared"
      let kinds = summary.others.filter { $0.figure.count > 0 }.map { kind, _ in
        kind.words.withSmallLetter
      }
      return "\(key.bill.format) \(agreement)"
        + (kinds.isEmpty ? "" : " and states \(kinds.listed)")
    }
  }

  /// The bill is the only one of its usage.
  static let none = StatementsOfOneUsage(all: [])

  var isEmpty: Bool { all.isEmpty }
  var count: Int { all.count }

  /// `google (focus) 78.58 USD and google (google-billing) 75.39 USD state the same usage: pay only one.`; nil without others.
  var sentence: String? {
    if all.isEmpty { return nil }
    let names = all.map {
      "\($0.key.bill.vendor) (\($0.key.bill.format)) \(BillRemarkText.usd($0.billed))"
    }
    let more = all.count == 2 ? all[0].billed - all[1].billed : .zero
    // The difference of the two shown amounts.
    let units = all.map { ShownChange.units(of: $0.billed, decimals: 2) }
    let shown = RoundedBillAmount(more, units: more == .zero ? 0 : units[0] - units[1]).text(2)
    let difference = more == .zero ? "" : " and differ by \(shown) USD"
    return "\(names.listed) state the same usage\(difference): pay only one."
  }

  /// The facts of each bill, in a sentence that helps to choose; nil without others.
  var choice: String? {
    if all.isEmpty { return nil }
    let facts = all.map(\.facts).joined(separator: "; ")
    return "To choose among the bills of \(all[0].key.bill.vendor): \(facts)."
  }

  /// The sentence as a remark.
  var remarks: [BillRemarkLine] {
    sentence.map {
      [BillRemarkLine(code: "same_days", files: [], lines: nil, amount: nil, sentence: $0)]
    } ?? []
  }

  /// Returns the end of the words on the amount to pay; empty without other statements.
  func alternatives(to summary: BillSummary) -> String {
    let others = all.filter { $0.key.bill != summary.bill }.map(\.key.bill.format.description)
    return others.isEmpty ? "" : "; instead of \(others.listed), not both"
  }
}

extension VendorBill {
  /// The sentence that other bills state the same usage; nil where none does.
  package var sameUsage: String? { statements.sentence }
}
