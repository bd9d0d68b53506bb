import Ledger
import Overview
import Reports

/// A block of To fix: lines whose amounts have one meaning, which its title and headings state.
struct ActionSheetBlock {
  let title: String
  /// The headings of the two columns of amounts.
  let headings: [String]
  let lines: [Action]
  /// The fewest lines that are shown.
  let least: Int
  /// The amounts that the total leaves out, in words; nil if it is complete.
  let note: String?
  private let block: ActionBlock?
  /// The report with all lines; nil where each is of another one.
  private let report: String?
  private let noun: String

  /// The amounts of the lines add up.
  var hasSum: Bool { block != nil }

  /// Amounts of many kinds, each with its meaning beside it.
  ///
  /// - Parameter order: that of the findings, in words.
  init(findings: [Action], order: String) {
    title = "Findings, \(order): each amount has its own meaning, so there is no total"
    headings = ["USD", "Amount is"]
    lines = findings
    // The terminal and Summary say that the others are here.
    least = min(findings.count, ActionsPage.most)
    (block, report, noun, note) = (nil, nil, "finding", nil)
  }

  /// Recorded less right figures.
  ///
  /// - Parameters:
  ///   - refundNote: the refunds that the charges leave out, in words.
  ///   - isSold: credits are charged, so that charges can be wrong.
  ///   - hasDeductions: credit events say what customers paid, not the recorded credits.
  ///   - hasFreeUse: some wrong credits are of free tiers.
  init(
    causes: ActionBlock, refundNote: String?, isSold: Bool, hasDeductions: Bool,
    hasFreeUse: Bool
  ) {
    title =
      "Causes of differences\(hasDeductions ? " in the usage export" : ""): recorded less correct"
      + "\(isSold ? ", at list value\(hasFreeUse ? " with free use" : "")" : ""); below 0 is too "
      + "little; each wrong figure counts once"
    headings = isSold ? ["Charges USD", "Vendor cost USD"] : ["", "Vendor cost USD"]
    lines = causes.lines
    least = 3
    (block, report, noun) = (causes, Report.diagnosis.name, "cause")
    note = refundNote
  }

  /// The refund or charge of each user.
  ///
  /// - Parameters:
  ///   - hasDeductions: credit events say what customers paid, not the recorded credits.
  ///   - hasFreeUse: some credits are of free tiers.
  ///   - unexplained: the number of requests without a known cause.
  init(corrections: ActionBlock, hasDeductions: Bool, hasFreeUse: Bool, unexplained: Int64) {
    title =
      "Corrections: one per user, at list value\(hasFreeUse ? " with free use" : "")"
      + (hasDeductions
        ? ", according to the deductions in credits/"
        : "; refunds less charges are the wrong charges above")
      + (unexplained == 0
        ? ""
        : "; the cause of \(Figures.count(unexplained, "request")) is not known: find it first")
    headings = ["Refund USD", "Charge USD"]
    lines = corrections.lines
    least = 3
    (block, report, noun, note) = (corrections, Report.corrections.name, "user", nil)
  }

  /// The sums of the lines after the first ones.
  func sum(after count: Int) -> (amount: Money?, otherAmount: Money?) {
    block?.rest(after: count) ?? (nil, nil)
  }

  /// Says how many lines are not shown, and where they are.
  ///
  /// - Parameter sheets: the names of the sheets of details, by report.
  func rest(_ count: Int64, sheets: [String: String]) -> String {
    let words = "\(Figures.count(count, "more \(noun)"))"
    return report.map { "\(words): assay-details.xlsx, sheet \(sheets[$0] ?? $0)" }
      ?? "\(words): report.html names their files"
  }
}
