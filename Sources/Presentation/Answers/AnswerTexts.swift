import Ledger
import Overview
import Tables
import Terminal

/// The texts of an answer as people read them: one number of decimals to a column, and to all columns of money.
struct AnswerTexts {
  let headings: [String]
  /// One per row and column.
  let rows: [[Text]]

  /// A text, and how it is meant.
  struct Text {
    let text: String
    var colour: Paint.Colour?
  }

  init(_ table: AnswerTable) {
    headings = table.columns.map(\.heading)
    let numbers = table.columns.indices.map { column in
      table.rows.compactMap { $0.cells[column].number }
    }
    let money = table.columns.indices.filter { table.columns[$0].kind == .money }
    let ofMoney = NumberView.view(of: money.flatMap { numbers[$0] }, kind: .money)
    let views = table.columns.indices.map { column in
      table.columns[column].kind == .money
        ? ofMoney : NumberView.view(of: numbers[column], kind: table.columns[column].kind)
    }
    let margin = table.columns.firstIndex { $0.name == "margin_percent" }
    let firstKey = table.columns.firstIndex(where: \.isKey)
    rows = table.rows.map { row in
      table.columns.indices.map { column in
        let (cell, name) = (row.cells[column], table.columns[column].name)
        if table.columns[column].isKey {
          return Text(
            text: column == firstKey ? AnswerTexts.name(of: row, cell) : AnswerTexts.key(row, cell))
        }
        guard let number = cell.number, let view = views[column] else { return Text(text: "–") }
        var text = view.text(number.value, scale: number.scale)
        if name == "change", number.value != 0 {
          text = (number.value > 0 ? "+" : "") + text + (number.value > 0 ? " ▲" : " ▼")
        }
        if name == AnswerTable.target {
          let reached = margin.flatMap { row.cells[$0].number }.map { $0.value >= number.value }
          return Text(
            text: text + (reached.map { $0 ? " ▲" : " ▼" } ?? "  "),
            colour: reached.map { $0 ? .green : .red })
        }
        let isLoss = number.value < 0 && (name == "margin" || name == "margin_percent")
        return Text(text: text, colour: isLoss ? .red : nil)
      }
    }
  }

  /// The first key of a row, or the key that it represents.
  private static func name(of row: AnswerTable.Row, _ cell: Cell) -> String {
    switch row.role {
    case .line: key(row, cell)
    case .others(let count): Figures.count(Int64(count), "other")
    case .total: "Total"
    }
  }

  private static func key(_ row: AnswerTable.Row, _ cell: Cell) -> String {
    guard case .text(let name) = cell else { return "" }
    return name.isEmpty ? "(none)" : SafeText.safe(name.description)
  }
}
