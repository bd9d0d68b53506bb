import Ledger
import Overview
import Tables

/// The sheet of everything that has to be done, with columns for people to fill in.
struct ActionsPage {
  let page: Page

  /// - Parameter sheets: the names of the sheets of details, by report.
  ///
  /// Nil where nothing has to be done.
  init?(_ overview: Overview, sheets: [String: String], scope: String) {
    let actions = overview.actions.all
    guard !actions.isEmpty else { return nil }
    let sheet = Sheet(
      name: SheetName.actions, title: "\(SheetName.actions). \(ActionsPage.overlap)",
      fields: ActionsPage.fields,
      rows: actions.map { action in
        [
          .money(orBlank: action.amount), .text(Name(action.finding)), .text(Name(action.remedy)),
          .count(orBlank: action.requests), .count(orBlank: action.users),
          .day(orBlank: action.firstSeen), .day(orBlank: action.lastSeen),
          .text(Name(sheets[action.report] ?? action.report + ".csv")), .blank, .blank, .blank,
        ]
      })
    var page = Page(sheet, scope: scope)
    let status = ActionsPage.fields.firstIndex { $0.heading == "Status" } ?? 0
    page.choices = [
      CellChoice(
        CellRange(rows: 1...actions.count, columns: status...status),
        ["open", "accepted", "fixed"])
    ]
    self.page = page
  }

  /// Why the column of amounts has no total.
  static let overlap = "One request can count in several lines: do not add them up."

  private static let fields = [
    SheetField("USD", .money), SheetField("Finding", .text, wraps: true, widest: 30),
    SheetField("What to do", .text, wraps: true, widest: 24), SheetField("Requests", .count),
    SheetField("Users", .count), SheetField("First seen", .day), SheetField("Last seen", .day),
    SheetField("Rows in details", .text, widest: 15), SheetField("Owner", .text, narrowest: 16),
    SheetField("Status", .text), SheetField("Remark", .text, narrowest: 16),
  ]
}
