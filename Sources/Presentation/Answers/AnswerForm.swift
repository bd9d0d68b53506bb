import Terminal

/// The forms in which a table can be printed.
package enum AnswerForm: String, CaseIterable {
  case table, csv, json
  case markdown = "md"

  /// A table in this form.
  package func text(
    _ table: AnswerTable, _ scope: AnswerScope, notes: [String], _ paint: Paint.Choice
  ) -> String {
    switch self {
    case .table:
      AnswerScreen(
        table, scope, notes: notes, width: Terminal.width,
        paint: Paint(paint, for: .standardOutput), hasGlyphs: Terminal.hasGlyphs
      ).text
    case .csv: AnswerDocuments.csv(table)
    case .json: AnswerDocuments.json(table, scope, notes: notes)
    case .markdown: AnswerDocuments.markdown(table, scope, notes: notes)
    }
  }
}
