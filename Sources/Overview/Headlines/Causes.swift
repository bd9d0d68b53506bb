import Ledger
import Reports

/// Why recorded figures differ, in words: the largest causes first.
package struct Causes: Sendable {
  /// At most five.
  package let shown: [Line]
  /// The number of material causes.
  package let count: Int
  /// The note on causes below the setting `materiality`; nil unless there are several.
  package let immaterial: String?

  /// True if credits of the usage export are wrong, and the credit ledger says what customers paid.
  package let isOfExport: Bool

  /// `audit-findings.csv` has rows.
  package let hasCreditFindings: Bool
  /// `corrections.csv` has rows.
  package let hasCorrections: Bool

  /// One cause: what it came to, and what it was.
  package struct Line: Sendable {
    /// The value of the credits that were wrong, or the differences of the cost, either way, whichever is more.
    package let amount: Money
    package let meaning: String
    /// The number of requests, and the effect on them.
    package let sentence: String
    /// The same for a list under a title that names the usage export.
    package let shortSentence: String
    /// Which requests, whom it cost how much, and the rows of the books behind it.
    package let detail: String

    /// Sentence and detail as one text.
    package var text: String { sentence + " " + detail }
  }

  package static let limit = 5
  private static let charges = "of wrong charges"
  private static let exportCredits = "of wrong credits in the usage export"
  private static let costs = "of recorded cost"
  private static let freeUse = "of free use at list value"

  /// The meanings of the amounts of all shown causes: `of wrong charges or of recorded cost`.
  package var meanings: String {
    [Causes.charges, Causes.exportCredits, Causes.freeUse, Causes.costs].filter { meaning in
      shown.contains { $0.meaning == meaning }
    }
    .joined(separator: " or ")
  }

  init(_ input: ReportInput) {
    let threshold = input.materialityThreshold
    func isMaterial(_ line: DiagnosisLine) -> Bool {
      line.cause == .unexplained || Money(attodollars: line.amount).magnitude >= threshold
    }
    let immaterial = input.causes.filter { !isMaterial($0) }
    let small = immaterial.count
    let material = small == 1 ? input.causes : input.causes.filter(isMaterial)
    count = material.count
    let sum = immaterial.reduce(Money.zero) { $0 + Money(attodollars: $1.amount).magnitude }
    self.immaterial =
      small < 2
      ? nil
      : "\(Figures.count(Int64(small), "cause")) below \(Figures.money(threshold)) USD each, "
        + "\(Figures.amount(sum)) USD in all: diagnosis.csv"
    isOfExport = input.hasDeductions && input.causes.contains { $0.effect.size > 0 }
    hasCreditFindings = input.hasCreditFindings
    hasCorrections = !input.corrections.isEmpty
    shown = material.prefix(Causes.limit).map { line in
      let free = FreeUseText(line)
      return Line(
        amount: Money(attodollars: line.amount),
        meaning: !line.isOfCharges
          ? Causes.costs
          : free.isAll
            ? Causes.freeUse : line.isOfExport ? Causes.exportCredits : Causes.charges,
        sentence: DiagnosisText.sentence(line, in: input.zone) + free.sentence,
        shortSentence: DiagnosisText.shortSentence(line, in: input.zone) + free.shortSentence,
        detail: DiagnosisText.detail(line))
    }
  }

  /// The place of the other causes: `… 4 more in diagnosis.csv`; nil if there are none.
  package var rest: String? {
    count > shown.count
      ? "\(Figures.count(Int64(count - shown.count))) more in diagnosis.csv" : nil
  }
}
