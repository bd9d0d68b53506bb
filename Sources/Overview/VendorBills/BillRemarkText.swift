import Bills
import Ledger
import Reports

/// A remark on a bill as every medium shows it: a sentence, and the figures in it.
package struct BillRemarkLine: Sendable {
  /// The code, as in messages.
  package let code: String
  package let files: [String]
  /// Nil for a remark on a file as a whole.
  package let lines: Int64?
  /// The sum of the lines in USD; nil where it is not known, and for a file as a whole.
  package let amount: Money?
  /// In plain English, with a full stop.
  package let sentence: String
  /// The lines were refused or are in conflict: the amount to pay may be another.
  let isRefused: Bool
  /// By which the lines in conflict would change the bill; nil for others, and where it is not known.
  let difference: Money?

  init(
    code: String, files: [String], lines: Int64?, amount: Money?, sentence: String,
    isRefused: Bool = false, difference: Money? = nil
  ) {
    self.difference = difference
    (self.code, self.files, self.lines) = (code, files, lines)
    (self.amount, self.sentence, self.isRefused) = (amount, sentence, isRefused)
  }

  /// Returns the lines of some remarks of one bill, those first that may change the amount to pay.
  static func all(of remarks: [BillRemark]) -> [BillRemarkLine] {
    let ordered = remarks.enumerated().sorted { left, right in
      let (one, other) = (left.element.kind.rank, right.element.kind.rank)
      return one == other ? left.offset < right.offset : one < other
    }.map(\.element)
    var lines: [BillRemarkLine] = []
    var scopes: [String: [BillRemark]] = [:]
    for remark in ordered {
      guard case .outOfScope = remark.kind else {
        lines.append(BillRemarkLine(remark))
        continue
      }
      // One line for all values that the settings leave out of a file.
      let file = remark.files.first ?? ""
      if scopes[file] == nil {
        let all = ordered.filter { other in
          if case .outOfScope = other.kind { other.files.first == file } else { false }
        }
        scopes[file] = all
        lines.append(BillRemarkLine(outOfScope: all, of: file))
      }
    }
    return lines
  }

  private init(_ remark: BillRemark) {
    let isOfLines =
      switch remark.kind {
      case .file, .skipped: false
      default: true
      }
    self.init(
      code: remark.kind.code, files: remark.files, lines: isOfLines ? remark.lines : nil,
      amount: isOfLines ? remark.amount : nil, sentence: BillRemarkText(remark: remark).text,
      isRefused: remark.kind.rank < 3, difference: remark.isConflict ? remark.difference : nil)
  }

  /// The most values that a sentence names.
  private static let shownValues = 3

  private init(outOfScope remarks: [BillRemark], of file: String) {
    let lines = remarks.reduce(Int64(0)) { $0 + $1.lines }
    let amount = remarks.reduce(Money?.some(.zero)) { sum, remark in
      sum.flatMap { sum in remark.amount.map { sum + $0 } }
    }
    var values = remarks.prefix(BillRemarkLine.shownValues).compactMap { remark -> String? in
      guard case .outOfScope(let field, let value) = remark.kind else { return nil }
      let name = field == "api_key" ? "API key" : field
      return value.isEmpty ? "no \(name)" : "\(name) \"\(value)\""
    }
    let rest = remarks.count - values.count
    if rest > 0 { values.append(Figures.count(Int64(rest), "other value")) }
    let start = BillRemarkText.lines(lines, of: file, amount)
    let verb = lines == 1 ? "does" : "do"
    self.init(
      code: "out_of_scope", files: [file], lines: lines, amount: amount,
      sentence: "\(start) \(verb) not count, because \"only\" in assay.json leaves out "
        + "\(values.listed).")
  }
}

extension BillRemark {
  fileprivate var isConflict: Bool {
    if case .conflict = kind { true } else { false }
  }
}

extension VendorBill {
  /// The lines that were refused or in conflict, in a sentence with a blank before; empty without any.
  var notCounted: String {
    let lines = remarks.filter(\.isRefused).reduce(Int64(0)) { $0 + ($1.lines ?? 0) }
    if lines == 0 { return "" }
    return " \(Figures.count(lines, "line")) \(lines == 1 ? "does" : "do") not count: sheet Bill "
      + "summary says why."
  }
}

/// The sentence of a remark on a bill.
struct BillRemarkText {
  let remark: BillRemark

  var text: String {
    let start = BillRemarkText.lines(remark.lines, of: files, remark.amount)
    let isOne = remark.lines == 1
    let doesNotCount = "\(start) \(isOne ? "does" : "do") not count"
    return switch remark.kind {
    case .conflict(let other): conflict(doesNotCount, with: other)
    case .totals:
      "\(doesNotCount): \(isOne ? "this total differs" : "these totals differ") from the items of "
        + "the same periods"
        + (remark.difference.map { " by \(BillRemarkText.usd($0, isSigned: true))." } ?? ".")
    case .refused(let code): "\(doesNotCount): \(BillRemarkText.reason(code)) (\(code))."
    case .outOfScope(let field, let value):
      "\(doesNotCount), because \"only\" in assay.json leaves out \(field) \"\(value)\"."
    case .replaced(let others):
      "\(doesNotCount): by \"replaces\" in assay.json, \(others.listed) "
        + "\(others.count == 1 ? "replaces" : "replace") this file\(comparison(others.count))."
    case .duplicate(let other):
      "\(start) \(isOne ? "repeats" : "repeat") \(other) and \(isOne ? "counts" : "count") once."
    case .unclearUnit:
      "Assay does not use the quantity of \(Figures.count(remark.lines, "line")) of \(files), "
        + "because the unit is unclear; the amounts count."
    case .provisional:
      "The month is not final: the vendor may still change \(Figures.count(remark.lines, "line")) "
        + "of \(files)."
    case .effective:
      "On \(Figures.count(remark.lines, "line")) of \(files), BilledCost is 0 and EffectiveCost is not; "
        + "Assay uses EffectiveCost."
    case .file(_, let message):
      "\(files): \(message.replacing("not_in_ledger", with: "\"Not in the ledger\""))."
    case .skipped(let code): "Assay skipped \(files), because it cannot use the file (\(code))."
    }
  }

  private func conflict(_ start: String, with other: String) -> String {
    let amount = remark.difference.map { difference in
      difference == .zero
        ? " different figures from \(other), but the same amount."
        : " different figures from \(other), by \(BillRemarkText.usd(difference, isSigned: true)) in "
          + "total."
    }
    return "\(start): \(remark.lines == 1 ? "it has" : "they have")"
      + (amount ?? " different figures from \(other).")
      + " \(other) counts. If one of the two corrects the other, state it in assay.json: "
      + "\"bills\": \(BillRemarkText.setting(other, replaces: files)) if \(other) is the correction, "
      + "or \(BillRemarkText.setting(files, replaces: other)) if it is \(files)."
  }

  private static func setting(_ file: String, replaces other: String) -> String {
    "{\"\(file)\": {\"replaces\": [\"\(other)\"]}}"
  }

  /// The amount of the files that replace this one: ` and comes to 0.34 USD more`; empty where it is not known.
  private func comparison(_ count: Int) -> String {
    guard let difference = remark.difference else { return "" }
    let start = count == 1 ? " and comes to" : " and come to"
    if difference == .zero { return "\(start) the same amount" }
    return "\(start) \(BillRemarkText.usd(difference.magnitude)) "
      + (difference > .zero ? "more" : "less")
  }

  private var files: String { remark.files.listed }

  /// `29 lines of bills/c.jsonl (8.11 USD)`.
  static func lines(_ count: Int64, of file: String, _ amount: Money?) -> String {
    "\(Figures.count(count, "line")) of \(file) (\(amount.map { usd($0) } ?? "amount not known"))"
  }

  /// An amount to the cent; words for a smaller one.
  static func usd(_ amount: Money, isSigned: Bool = false) -> String {
    let sign = isSigned && amount > .zero ? "+" : ""
    let text = Figures.money(amount, decimals: 2)
    return (text.first?.isLetter == true ? text : sign + text) + " USD"
  }

  private static func reason(_ code: String) -> String {
    switch code {
    case "bill.fx": "fx.csv has no exchange rate for the day"
    case "bill.overlap": "other lines bill the same time in another unit of time"
    case "bill.period": "Assay cannot read the period"
    default: "Assay cannot read them"
    }
  }
}
