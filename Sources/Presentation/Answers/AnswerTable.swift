import Ledger
import Querying
import Tables

/// The table that answers a question, with exact cells; every form of output is made of it.
package struct AnswerTable {
  /// The subject of the figures, for the line above the table.
  let title: String
  let columns: [Column]
  /// The lines, then the others, then the total.
  let rows: [Row]

  /// One column, as people and machines know it.
  struct Column {
    /// The word in CSV and JSON.
    let name: String
    let heading: String
    let kind: Tables.Column.Kind
    /// It names a line.
    let isKey: Bool
    /// The least is left out first where room is short; nil stays.
    var rank: Int?
  }

  /// One row: a line, or what several lines come to.
  struct Row {
    let role: Role
    let cells: [Cell]
  }

  /// The lines that a row sums.
  enum Role: Equatable {
    case line
    /// So many lines that are not shown.
    case others(Int)
    case total

    /// The word in CSV and JSON.
    var name: String {
      switch self {
      case .line: "line"
      case .others: "others"
      case .total: "total"
      }
    }
  }

  init(title: String, columns: [Column], rows: [Row]) {
    (self.title, self.columns, self.rows) = (title, columns, rows)
  }
}

extension AnswerTable {
  /// The table of an answer for machines: each line with all its keys.
  package init(long answer: QueryAnswer) {
    let query = answer.query
    let columns = AnswerTable.columns(answer)
    func row(_ role: Role, _ keys: [Name], _ sum: QuerySum) -> Row {
      let names = keys.isEmpty ? query.dimensions.map { _ in Cell.blank } : keys.map(Cell.text)
      return Row(role: role, cells: names + AnswerTable.figures(of: sum, answer))
    }
    let lines = answer.lines.flatMap { line in
      query.across == nil
        ? [row(.line, line.keys, line.sum)]
        : zip(answer.columns, line.parts).compactMap { key, part in
          part.map { row(.line, line.keys + [key], $0) }
        }
    }
    self.init(
      title: AnswerTable.title(query), columns: columns,
      rows: lines + (answer.others.map { [row(.others($0.count), [], $0.line.sum)] } ?? [])
        + [row(.total, [], answer.total.sum)])
  }

  /// The table of an answer for people: months or weeks that come last are beside each other.
  package init(wide answer: QueryAnswer) {
    guard let across = answer.query.across else {
      self = AnswerTable(long: answer).comparingTargets(answer.query)
      return
    }
    let (query, measure) = (answer.query, answer.query.measures[0])
    let keys = query.lineDimensions.map(AnswerTable.key)
    let isOneYear = Set(answer.columns.map { $0.bytes.prefix(4) }).count == 1
    let parts = answer.columns.enumerated().map { index, key in
      Column(
        name: key.description,
        heading: AnswerTable.heading(of: key, by: across, isOneYear: isOneYear),
        kind: measure.kind, isKey: false, rank: 3 + index)
    }
    let whole = AnswerTable.columns(answer).filter { !$0.isKey }.map { column in
      var column = column
      if column.name == measure.rawValue {
        column = Column(
          name: "total", heading: measure.addsUp ? "Total" : "All", kind: measure.kind, isKey: false
        )
      }
      return column
    }
    func row(_ role: Role, _ line: QueryAnswer.Line) -> Row {
      let names = line.keys.isEmpty ? keys.map { _ in Cell.blank } : line.keys.map(Cell.text)
      let figures = line.parts.map { part in
        // Nothing in a month is 0 of what adds up, and no quotient.
        part?.cell(measure, isSold: answer.isSold)
          ?? (measure.addsUp || measure == .users
            ? QuerySum().cell(measure, isSold: answer.isSold) : .blank)
      }
      return Row(role: role, cells: names + figures + AnswerTable.figures(of: line.sum, answer))
    }
    self =
      AnswerTable(
        title: AnswerTable.title(query), columns: keys + parts + whole,
        rows: answer.lines.map { row(.line, $0) }
          + (answer.others.map { [row(.others($0.count), $0.line)] } ?? [])
          + [row(.total, answer.total)]
      ).comparingTargets(answer.query)
  }

  /// The same without targets and shares of which none is known, and without targets without a margin in percent
  /// beside them.
  private func comparingTargets(_ query: Query) -> AnswerTable {
    let isCompared = query.measures.contains(.marginPercent)
    let kept = columns.indices.filter { index in
      let name = columns[index].name
      if name != AnswerTable.target && name != AnswerTable.share { return true }
      return (name == AnswerTable.share || isCompared)
        && rows.contains { $0.cells[index] != .blank }
    }
    return AnswerTable(
      title: title, columns: kept.map { columns[$0] },
      rows: rows.map { row in Row(role: row.role, cells: kept.map { row.cells[$0] }) })
  }

  /// The name of the column of targets.
  static let target = "target_margin_percent"
  /// The name of the column of shares.
  private static let share = "share_percent"

  /// The table of a change.
  package init(_ change: QueryChange) {
    let figures = [("before", change.before), ("after", change.after)].map { name, period in
      Column(
        name: name, heading: period.name ?? period.words, kind: change.measure.kind, isKey: false)
    }
    func row(_ role: Role, _ line: QueryChange.Line) -> Row {
      Row(
        role: role,
        cells: [line.keys.first.map(Cell.text) ?? .blank, line.before, line.after, line.change])
    }
    self.init(
      title:
        "Change of \(change.measure.heading.lowercased()) by \(change.dimension.heading.lowercased())",
      columns: [AnswerTable.key(change.dimension)] + figures
        + [Column(name: "change", heading: "Change", kind: change.measure.kind, isKey: false)],
      rows: change.lines.map { row(.line, $0) }
        + (change.others.map { [row(.others($0.count), $0.line)] } ?? [])
        + [row(.total, change.total)])
  }

  /// `Cost and margin by tier`; more figures are usage.
  private static func title(_ query: Query) -> String {
    let figures = query.measures.map { $0.heading.replacing(" %", with: " in %") }
    let words = figures.enumerated().map { $0 == 0 ? $1 : $1.withSmallLetter }
    let what = words.count <= 2 ? words.listed : "Usage"
    return what
      + (query.dimensions.isEmpty
        ? "" : " by " + query.dimensions.map { $0.heading.lowercased() }.listed)
  }

  private static func key(_ dimension: QueryDimension) -> Column {
    Column(
      name: dimension.rawValue, heading: dimension.heading, kind: .text, isKey: true)
  }

  private static func columns(_ answer: QueryAnswer) -> [Column] {
    let query = answer.query
    let measures = query.measures.enumerated().map { index, measure in
      Column(
        name: measure.rawValue, heading: measure.heading, kind: measure.kind, isKey: false,
        rank: index == 0 ? nil : 3 + query.measures.count - index)
    }
    return query.dimensions.map(key) + measures
      + (query.hasTargets
        ? [
          Column(
            name: AnswerTable.target, heading: "Target %", kind: .percent, isKey: false,
            rank: 2)
        ] : [])
      + (query.shared == nil
        ? []
        : [
          Column(
            name: AnswerTable.share, heading: shareHeading(query), kind: .percent, isKey: false,
            rank: 1)
        ])
  }

  /// A share of a figure that the table does not show says so.
  private static func shareHeading(_ query: Query) -> String {
    guard let shared = query.shared, !query.measures.contains(shared) else { return "Share %" }
    return shared == .revenue ? "Revenue share %" : "\(shared.heading) share %"
  }

  /// The figures of a sum, in the order of the columns after the keys.
  private static func figures(of sum: QuerySum, _ answer: QueryAnswer) -> [Cell] {
    let query = answer.query
    var cells = query.measures.map { sum.cell($0, isSold: answer.isSold) }
    if query.hasTargets { cells.append(sum.target) }
    if let shared = query.shared {
      let (part, whole) = (
        sum.cell(shared, isSold: answer.isSold).number,
        answer.total.sum.cell(shared, isSold: answer.isSold).number
      )
      let share = part.flatMap { part in
        whole.flatMap { Quotient.halfEven(part.value * 1_000_000, $0.value) }
      }
      cells.append(share.map { .percent(tenThousandths: $0) } ?? .blank)
    }
    return cells
  }

  /// `July`, or `July 2026` where there are several years; weeks as they are.
  private static func heading(of key: Name, by dimension: QueryDimension, isOneYear: Bool) -> String
  {
    guard dimension == .month, let month = Month(key.description) else { return key.description }
    let name = DayText.months[month.month - 1]
    return isOneYear ? name : "\(name) \(month.year)"
  }
}
