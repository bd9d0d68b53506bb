import Bills
import Explaining
import Ledger
import Overview
import Terminal
import Workspace

/// The screen of a group of a bill: its lines, the ledger's use, requests, and the steps from the ledger to the bill.
package struct BillGroupScreen {
  private let found: BillGroupExplanation
  private let workspace: String
  private let knownAt: String?
  private let width: Int
  private let paint: Paint

  /// The most rows of a list.
  private static let shown = 5

  /// - Parameter workspace: as typed, for the command that comes next.
  package init(
    _ found: BillGroupExplanation, workspace: String, knownAt: String?, width: Int, paint: Paint
  ) {
    self.found = found
    self.workspace = workspace
    self.knownAt = knownAt
    self.width = width
    self.paint = paint
  }

  /// The screen, line by line.
  package var text: String {
    let group = found.group
    let value = found.value.map { "\(FullPrecisionText.grouped($0)) \(found.unit)" } ?? "blank"
    let head = Wrapping.lines(
      "\(SafeText.safe(found.figure.text)): \(value); billed \(FullPrecisionText.money(group.billed))"
        + (group.isLedgerKnown
          ? " − ledger \(FullPrecisionText.money(group.ledger))"
            + " = \(FullPrecisionText.money(group.difference)) USD"
          : " USD, ledger not known"),
      hanging: 2, width: width)
    return [
      [paint(.bold, head[0])] + head.dropFirst(), lines, use,
      requests(
        "Largest requests in the ledger, USD", found.requests.largest, of: found.requests.count),
      moved, steps, next,
    ].text
  }

  // MARK: Sides

  private var lines: [String] {
    guard found.group.lines > 0 else { return ["The bill has no line of this group."] }
    let rows = found.lines.largest.prefix(BillGroupScreen.shown).map { line in
      Row(
        cells: [line.placeText, line.nameOnBill, line.quantity?.grouped ?? ""],
        amount: line.countedAmount)
    }
    return list(
      "Lines of the bill, USD", rows, of: Int64(found.lines.count), in: "bill-lines.csv")
  }

  private var use: [String] {
    guard !found.sources.use.isEmpty else {
      return ["The ledger has no usage of this group."]
    }
    let rows = found.sources.use.prefix(BillGroupScreen.shown).map { use in
      Row(
        cells: [found.label(use), found.formula(use)], amount: use.cost)
    }
    return list(
      "Usage in the ledger, USD", rows, of: Int64(found.sources.use.count), in: "--json")
  }

  private func requests(
    _ heading: String, _ lines: [FigureExplanation.Line], of count: Int64
  ) -> [String] {
    let rows = lines.prefix(BillGroupScreen.shown).map { line in
      Row(cells: [line.cells[0], line.cells[2]], amount: Money(attodollars: line.value))
    }
    return rows.isEmpty
      ? [] : list(heading, rows, of: count, in: "the file that assay run --rated FILE writes")
  }

  /// The rows by which step 1 differs from the ledger side.
  private var moved: [String] {
    let sources = found.sources
    if sources.hasRepeatedRows { return ["Repeated rows: exceptions.csv of assay run lists each."] }
    guard sources.hasOtherRows, let part = sources.moves.first?.part else { return [] }
    return requests(
      "Requests of the part \(part.code), USD", found.requests.moved, of: found.requests.movedCount)
  }

  // MARK: Steps

  private var steps: [String] {
    let group = found.group
    let moves = found.sources.moves
    let amounts = FullPrecisionText.aligned(
      [group.isLedgerKnown ? FullPrecisionText.money(group.ledger) : Figures.notKnown]
        + moves.map {
          ($0.amount > .zero ? "+" : "") + FullPrecisionText.money($0.amount)
        } + [FullPrecisionText.money(group.billed)])
    var text = [paint(.bold, "From the ledger to the bill, USD"), "  \(amounts[0])  ledger"]
    for (move, amount) in zip(moves, amounts.dropFirst()) {
      let start = "  \(amount)  "
      text += Wrapping.lines(
        SafeText.safe("\(move.part.code): \(move.sentence(for: group, in: found.zone))"),
        after: start, width: width)
      text += Wrapping.lines(
        SafeText.safe(move.formula), after: String(repeating: " ", count: start.count),
        width: width)
    }
    return text + ["  \(amounts[amounts.count - 1])  billed"]
  }

  private var next: [String] {
    let request = (found.sources.hasOtherRows ? found.requests.moved.first : nil)
    guard let id = (request ?? found.requests.largest.first)?.cells[0] else { return [] }
    let command = TypedCommand.text(
      "explain", in: workspace, [id] + (knownAt.map { ["--as-known-at", $0] } ?? []))
    return ["Next: " + paint(.cyan, SafeText.safe(command))]
  }

  // MARK: Lists

  private struct Row {
    let cells: [String]
    let amount: Money
  }

  private func list(
    _ heading: String, _ rows: [Row], of count: Int64, in file: String
  ) -> [String] {
    [paint(.bold, heading)]
      + BillFigureList.lines(
        rows.map { ($0.cells, FullPrecisionText.money($0.amount)) }, of: count, in: file,
        width: width)
  }
}

/// A list of rows with an amount each, under each other where they fit.
enum BillFigureList {
  /// Returns the lines of rows and a line for those left out.
  ///
  /// - Parameter count: the number of all rows, listed or not.
  static func lines(
    _ rows: [(cells: [String], amount: String)], of count: Int64, in file: String, width: Int
  ) -> [String] {
    let amounts = FullPrecisionText.aligned(rows.map(\.amount))
    let cells = rows.map { $0.cells.map(SafeText.safe) }
    let widths = (cells.first ?? []).indices.map { column in
      cells.map { $0[column].displayWidth }.max() ?? 0
    }
    let fitted = zip(cells, amounts).map { cells, amount in
      let columns = zip(cells, widths).filter { $0.1 > 0 }.map { $0.padded(to: $1 + 1) }
      return ("  " + (columns + [amount]).joined(separator: " ")).trimmedAtEnd
    }
    let rest = count - Int64(rows.count)
    let more = rest > 0 ? ["  … \(Figures.count(rest)) more in \(file)"] : []
    if fitted.allSatisfy({ $0.displayWidth <= width }) { return fitted + more }
    return zip(cells, amounts).flatMap { cells, amount in
      Wrapping.lines(
        (cells.filter { !$0.isEmpty } + [amount.trimmed]).joined(separator: " "), after: "  ",
        hanging: 4, width: width)
    } + more
  }
}
