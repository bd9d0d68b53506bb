import Ledger
import Overview
import Tables

/// The comparison of recorded with recomputed figures: every row in one equation, each result in words, and the causes
/// of differences.
enum RecordedSection {
  /// - Parameter table: the reconciliation report.
  static func markup(_ overview: Overview, _ table: Table) -> Markup {
    let rows = RecordedRow.all(of: table, overview)
    let data = DataTable(
      id: "t-recorded", heading: Section.headingID("recorded"), note: Section.noteID("recorded"),
      name: "Table of recorded and recomputed figures", columns: columns,
      rows: rows.map { row in
        DataTable.Row(
          cells: [
            .text(row.subject), .text(row.result), .text(row.requests), .text(row.recorded),
            .text(row.expected), .text(row.difference),
          ], style: row.isTotal ? "sum" : "")
      })
    return Section.markup(
      id: "recorded", "Recorded against recomputed",
      [
        .element("p", .sentence(overview.comparisonWords)), data.markup,
        Section.note(
          for: "recorded",
          "All figures are in",
          files: ["reconciliation.csv", "exceptions.csv"]),
        .element("p", ["class": "note"], .sentence("Rows: \(overview.rowEquation).")),
        causes(overview.causes),
      ])
  }

  private static let columns = [
    DataTable.Column(words: "Compared", isNumber: false),
    DataTable.Column(words: "Result", isNumber: false),
    DataTable.Column(words: "Requests"), DataTable.Column(words: "Recorded", isOptional: true),
    DataTable.Column(words: "Recomputed", isOptional: true),
    DataTable.Column(words: "Difference"),
  ]

  // MARK: Causes

  private static func causes(_ causes: Causes) -> Markup {
    guard !causes.shown.isEmpty || causes.immaterial != nil else { return .nothing }
    let deductions =
      causes.isOfExport && causes.hasCreditFindings
      ? "The deductions of customers are in the credit ledger: audit-findings.csv" : nil
    let notes = [causes.rest, causes.immaterial, deductions].compactMap(\.self).map {
      Markup.element("p", ["class": "note"], .sentence($0 + "."))
    }
    return .joined(
      [
        .element("h3", ["id": "h-causes"], "Causes of mismatches"),
        causes.shown.isEmpty
          ? .nothing
          : .element(
            "ol", ["class": "att", "aria-labelledby": "h-causes"], causes.shown.map(item)),
      ] + notes + [
        Section.note(
          for: "causes",
          !causes.hasCorrections
            ? "All causes and affected users are in"
            : causes.isOfExport
              ? "All causes, and the refunds or charges according to the deductions, are in"
              : "All causes, affected users, and the refunds or charges are in",
          files: ["diagnosis.csv"] + (causes.hasCorrections ? ["corrections.csv"] : []))
      ])
  }

  private static func item(_ cause: Causes.Line) -> Markup {
    .element(
      "li",
      [
        .element("b", ["class": "usd"], .text(Figures.amount(cause.amount))),
        .element(
          "div",
          [
            .element("p", ["class": "what"], .sentence(cause.sentence)),
            .element("p", ["class": "note"], .sentence(cause.detail)),
          ]),
        .element(
          "p", ["class": "note where"],
          .element("span", ["class": "meaning"], .text("USD " + cause.meaning))),
      ])
  }
}
