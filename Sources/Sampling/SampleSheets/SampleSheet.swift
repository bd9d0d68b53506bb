import Ledger
import Rating
import Tables

/// The sheet with one row per drawn request, its figures as live formulas.
struct SampleSheet {
  static let name = "Sample"
  let page: Worksheet
  /// The cells of results, of weights and of errors below the heading.
  let results: CellRange
  let weights: CellRange
  let errors: CellRange
  let numbers: CellRange
  let requestCount: Int

  init(_ requests: [SampledRequest], scope: String) {
    let classes = UnitClass.allCases.filter { unitClass in
      requests.contains { $0.counted?.trace.lines.contains { $0.unitClass == unitClass } ?? false }
    }
    let columns = SampleColumns.all(classes)
    var print = PrintSetup(
      title: "Audit sample", scope: scope, source: AuditSampleTable.name + ".csv")
    print.repeatsHeading = true
    var page = Worksheet(name: SampleSheet.name, print: print)
    let widths = columns.map { SampleSheet.width(of: $0, requests) }
    page.widths = widths.map { .init($0) }
    page.print.fit(pixels: page.pixels(ofColumns: 0..<columns.count))
    page.heights[0] = 3 * Worksheet.rowHeight
    page.hasGridlines = true
    page.isFrozen = true
    for (index, column) in columns.enumerated() {
      page.put(
        .words(column.heading), row: 0, column: index,
        column.look.alignment == .right ? SampleCellStyles.numberHeading : SampleCellStyles.heading)
    }
    let places = SampleColumns.places(of: columns)
    for (index, request) in requests.enumerated() {
      let cells = SampleCells(request: request, row: index + 1, places: places)
      for (number, column) in columns.enumerated() {
        page.put(cells.content(column.key), row: index + 1, column: number, column.look)
      }
    }
    let rows = 1...max(1, requests.count)
    func range(_ key: SampleColumns.Key) -> CellRange {
      let column = places[key] ?? 0
      return CellRange(rows: rows, columns: column...column)
    }
    results = range(.result)
    weights = range(.weight)
    errors = range(.error)
    numbers = range(.number)
    requestCount = requests.count
    page.choices = [CellChoice(results, ["agrees", "differs", "cannot tell"])]
    if !requests.isEmpty {
      page.filter = CellRange(rows: 0...requests.count, columns: 0...columns.count - 1)
    }
    self.page = page
  }

  /// The width of a column, in digits: no place in a file is cut.
  private static func width(of column: SampleColumns, _ requests: [SampledRequest]) -> Int {
    let texts: [String] =
      switch column.key {
      case .place: requests.compactMap { $0.explanation?.shown.place }
      case .priceRows:
        requests.map { $0.priceRows.map(\.fileAndLine).joined(separator: " ") }
      case .multiplierRow: requests.compactMap { $0.multiplierRow?.fileAndLine }
      default: []
      }
    return max(column.width, (texts.map(\.count).max() ?? 0) + 2)
  }
}

/// The cells of one request.
private struct SampleCells {
  let request: SampledRequest
  /// From 0.
  let row: Int
  let places: [SampleColumns.Key: Int]

  func content(_ key: SampleColumns.Key) -> SheetCell.Content {
    let counted = request.counted
    let shown = request.explanation?.shown
    let formula = request.rated?.formula
    switch key {
    case .number: return SheetCell.Content(.count(Int128(request.number)))
    case .stratum: return .words(request.kind.rawValue)
    case .id: return SheetCell.Content(.text(request.unit.id))
    case .place: return shown.map { .words($0.place) } ?? .blank
    case .start: return text(counted?.startedAtText)
    case .user: return text(counted?.user.reported)
    case .tier: return text(counted?.trace.card.kind.tier)
    case .model: return text(counted?.trace.card.dimensions.model)
    case .status: return .words(counted?.trace.card.kind.status.name ?? "")
    case .quantity(let unitClass):
      return number(
        line(unitClass).map {
          .decimal(Int128($0.quantity), scale: unitClass.quantityDecimals)
        })
    case .price(let unitClass):
      return number(
        line(unitClass)?.price.map { .money($0.perUnit * unitClass.defaultPer) })
    case .amount(let unitClass): return amount(unitClass)
    case .sum: return sum
    case .vendorCost:
      guard let cost = request.vendorCost, let trace = request.rated else { return .blank }
      return trace.card.kind.isBYOK
        ? SheetCell.Content(.money(cost)) : .formula("=" + at(.sum), .money(cost))
    case .recordedCost: return number(request.recordedCost.map(Cell.money))
    case .costDifference:
      guard let difference = request.costDifference else { return .blank }
      return .formula("=\(at(.recordedCost))-\(at(.vendorCost))", .money(difference))
    case .factor: return number(request.factor.map { .decimal($0, scale: 8) })
    case .creditValue: return number((formula?.creditValue.perCredit).map(Cell.money))
    case .step: return number((formula?.increment).map(Cell.credits))
    case .credits: return credits
    case .recordedCredits: return number((counted?.recordedCredits).map(Cell.credits))
    case .creditsDifference:
      guard let difference = request.creditsDifference else { return .blank }
      return .formula(
        "=\(at(.recordedCredits))-\(at(.credits))", .creditsSum(microcredits: difference))
    case .priceRows: return .words(request.priceRows.map(\.fileAndLine).joined(separator: " "))
    case .multiplierRow: return .words(request.multiplierRow?.fileAndLine ?? "")
    case .outcome: return .words(request.explanation?.state.words ?? "")
    case .weight: return SheetCell.Content(.decimal(request.weight, scale: 6))
    case .performer, .date, .result, .found, .remark: return .blank
    case .error:
      return .formula(
        "=IF(AND(\(at(.result))=\"differs\",ISNUMBER(\(at(.found)))),"
          + "\(at(.found))-\(at(.vendorCost)),0)", .count(0))
    }
  }

  private var sum: SheetCell.Content {
    guard let trace = request.rated else { return .blank }
    let parts = trace.lines.map { at(.amount($0.unitClass)) }
    return .formula(
      "=" + (parts.isEmpty ? "0" : parts.joined(separator: "+")),
      .money(trace.rated.notionalCost))
  }

  private func amount(_ unitClass: UnitClass) -> SheetCell.Content {
    guard let line = line(unitClass), line.price != nil else { return .blank }
    let per = unitClass.defaultPer == 1 ? "" : "/\(unitClass.defaultPer)"
    return .formula(
      "=\(at(.quantity(unitClass)))*\(at(.price(unitClass)))\(per)", .money(line.cost))
  }

  /// The quotient is rounded to 9 decimals first, as a spreadsheet's numbers have about 15 digits.
  private var credits: SheetCell.Content {
    guard let credits = request.credits else { return .blank }
    guard request.rated?.formula != nil else { return SheetCell.Content(.credits(credits)) }
    let steps = "\(at(.sum))*\(at(.factor))/\(at(.creditValue))/\(at(.step))"
    return .formula("=ROUNDUP(ROUND(\(steps),9),0)*\(at(.step))", .credits(credits))
  }

  private func line(_ unitClass: UnitClass) -> RatingTrace.CostLine? {
    request.counted?.trace.lines.first { $0.unitClass == unitClass }
  }

  private func text(_ name: Name?) -> SheetCell.Content {
    name.map { SheetCell.Content(.text($0)) } ?? .blank
  }

  private func number(_ cell: Cell?) -> SheetCell.Content {
    cell.map { SheetCell.Content($0) } ?? .blank
  }

  private func at(_ key: SampleColumns.Key) -> String {
    CellRange(row: row, column: places[key] ?? 0).reference
  }
}
