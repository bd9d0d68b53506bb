import Closing
import Ledger
import Rating
import Workspace

/// Notes about closed months for commands that append to books.
package enum ClosedMonthNote {
  /// Returns a note if new rows of a book count in closed months: the closed figures stay.
  ///
  /// - Parameters:
  ///   - file: the book.
  ///   - times: the times in which the new rows count.
  package static func findings(
    _ file: String, _ times: [Validity], in root: String
  ) throws -> [Finding] {
    guard !times.isEmpty, let chain = try CloseChain.read(in: root) else { return [] }
    let zone = try Workspace(root: root, knownAt: nil, readsLedger: false).zone
    let months = chain.closes.map(\.row.period).filter { month in
      let span = ClosedMonthNote.span(of: month, in: zone)
      return times.contains { $0.overlaps(span) }
    }
    if months.isEmpty { return [] }
    let (verb, figures) =
      months.count == 1
      ? ("is", "its figures do not change") : ("are", "their figures do not change")
    return [
      Finding(
        .note, at: Place(file: file), code: "close.later",
        message: "the new rows count in \(months.map(\.description).listed), which \(verb) closed:"
          + " \(figures); restatement.csv of the next run has the difference",
        help: nil)
    ]
  }

  /// Returns a note if the closer of a month approved multipliers of that month.
  static func findings(
    about decision: CloseDecision, in root: String, zone: ReportingZone
  ) throws -> [Finding] {
    let span = span(of: decision.month, in: zone)
    let name = Name(decision.by.trimmedLowercase)
    let rows = try MultiplierFile(root: root).rows.map(\.dated).filter { row in
      row.value.status == .approved && row.value.approvedBy.lowercased == name
        && Validity(from: row.from, to: row.to ?? .distantFuture).overlaps(span)
        && row.recordedAt.map { $0 <= decision.at } ?? true
    }
    guard let first = rows.first else { return [] }
    let more = rows.count == 1 ? "" : " (first of \(rows.count) multipliers)"
    return [
      Finding(
        .note, at: first.place, code: "close.checker",
        message: "the multiplier was approved by \"\(SafeText.brief(decision.by))\", who closes"
          + " \(decision.month)\(more)",
        help: "let another person close the month, or approve the close")
    ]
  }

  /// The time of the requests that reports count in a month.
  private static func span(of month: Month, in zone: ReportingZone) -> Validity {
    Validity(from: zone.start(of: month.period.from), to: zone.start(of: month.period.to))
  }
}
