import Cube
import Forecasting
import Ledger
import Outlook
import Outputs
import Overview
import Pricing
import Reports
import Tables
import Terminal

/// The screen of `forecast` for a workspace: future sums, groups, ranges, and depletion dates.
package struct ForecastScreen {
  private let output: ForecastOutput
  private let folder: String
  private let width: Int
  private let paint: Paint
  /// Pictures are beside figures only where there is room.
  private let hasCourse: Bool
  private static let limit = 8

  /// - Parameter hasGlyphs: the terminal has more than plain letters.
  package init(_ output: ForecastOutput, folder: String, width: Int, paint: Paint, hasGlyphs: Bool)
  {
    self.output = output
    self.folder = folder
    self.width = width
    self.paint = paint
    hasCourse = hasGlyphs && width >= 100
  }

  /// The screen, line by line.
  package var text: String {
    guard let outlook = output.outlook else {
      return [
        wrapped(Outlook.shortness(ofDays: output.lastDay == nil ? 0 : 1) ?? ""), budgets, runOut,
      ].text
    }
    if let shortness = outlook.shortness {
      return [wrapped(shortness), ended, budgets, runOut, oddities(outlook), place].text
    }
    let title =
      "Forecast from \(outlook.lastDay + 1) to \(outlook.lastDay + output.request.horizon), after"
      + " \(Figures.count(Int64(outlook.historyDays), "day")) of usage"
    return [
      wrapped(title).map { paint(.bold, $0) } + sums(outlook)
        + (outlook.coverageNote.map(wrapped) ?? []), groups(outlook), trust(outlook),
      ended, budgets, runOut, oddities(outlook), place,
    ].text
  }

  // MARK: Sums

  private func sums(_ outlook: Outlook) -> [String] {
    let series = outlook.series.filter { $0.name == "total" }
    // A young ledger has fewer days than are ahead.
    let first = output.input.facts.totals(byDays: \.self).first?.key ?? outlook.lastDay
    let past = min(output.request.horizon, outlook.lastDay - first + 1)
    let rows = [
      ("Vendor cost, USD", OutlookMeasure.vendorCost), ("Revenue, USD", .revenue),
      ("Credits", .credits), ("Requests", .requests),
    ].compactMap { words, measure -> [TextTable.Cell]? in
      let sum = pastSum(of: measure, days: past, outlook).map { figure($0, measure) }
      guard let one = series.first(where: { $0.measure == measure }) else {
        // Where nothing is sold, there are no sales to know.
        guard measure == .vendorCost || outlook.expected?.isSold == true else { return nil }
        return [words, sum ?? "not known", "not known", "–", "–"].map { TextTable.Cell(text: $0) }
          + (hasCourse ? [TextTable.Cell(text: "")] : [])
      }
      return [words, sum ?? "not known"].map { TextTable.Cell(text: $0) }
        + range(of: one.total, measure)
        + (hasCourse ? [TextTable.Cell(text: measure == .vendorCost ? course(one) : "")] : [])
    }
    let days = Figures.count(Int64(past), "day")
    let unpriced = pastTotals(days: past, outlook).unpriced
    let note =
      unpriced == 0
      ? []
      : Wrapping.lines(
        "\(Figures.count(unpriced, "request")) of the last \(days) "
          + (unpriced == 1 ? "has" : "have") + " no price; cost, revenue and credits exclude "
          + (unpriced == 1 ? "it." : "them."), after: "  ", width: width)
    return TextTable(
      columns: [
        TextTable.Column(heading: ""), TextTable.Column(heading: "Last \(days)", rank: 2),
        TextTable.Column(heading: "Expected"), TextTable.Column(heading: "80 % from"),
        TextTable.Column(heading: "to"),
      ] + (hasCourse ? [TextTable.Column(heading: "By week", rank: 1, isNote: true)] : []),
      rows: rows, hasTotal: false, width: width, file: "forecast.csv", paint: paint
    ).lines + note
  }

  /// The weeks behind, a bar, and the weeks ahead.
  private func course(_ series: OutlookSeries) -> String {
    guard output.request.level == .day else { return "" }
    let past = output.input.facts.totals(byDays: \.self)
    guard let last = output.lastDay else { return "" }
    let byDay = Dictionary(uniqueKeysWithValues: past.map { ($0.key, $0.totals.vendorCost) })
    let behind = (0..<9).reversed().map { week in
      (0..<7).reduce(Money.zero) { $0 + (byDay[last + (-7 * week - $1)] ?? .zero) }
    }
    let ahead = (0..<series.points.count / 7).map { week in
      series.points[7 * week..<7 * week + 7].reduce(Money.zero) {
        $0 + Money(attodollars: $1.mean.value)
      }
    }
    let all = Sparkline.text(behind + ahead)
    return String(all.prefix(behind.count)) + "|" + String(all.dropFirst(behind.count))
  }

  private func pastTotals(days: Int, _ outlook: Outlook) -> MoneyTotals {
    let first = outlook.lastDay + (1 - days)
    var sum = MoneyTotals()
    for day in output.input.facts.totals(byDays: \.self)
    where first <= day.key && day.key <= outlook.lastDay { sum.add(day.totals) }
    return sum
  }

  /// Nil where no request of these days has a price.
  private func pastSum(of measure: OutlookMeasure, days: Int, _ outlook: Outlook) -> ExactFigure? {
    let sum = pastTotals(days: days, outlook)
    let value: Int128? =
      switch measure {
      case .vendorCost: sum.knownVendorCost?.attodollars
      case .revenue: sum.knownRevenue?.attodollars
      case .credits: sum.knownMicrocredits
      case .requests: Int128(sum.requests)
      case .quantity: nil
      }
    return value.map { ExactFigure($0, scale: measure.scale) }
  }

  private func range(
    of point: OutlookSeries.Point, _ measure: OutlookMeasure
  ) -> [TextTable.Cell] {
    let ends = ForecastCell.ends(of: point.range, around: point.mean)
    // What rounds to no tokens costs a little where the range is above 0.
    let mean = point.mean.value == 0 && ends[3].value > 0 ? ExactFigure(1, scale: 18) : point.mean
    return [mean, ends[0], ends[1]].map { TextTable.Cell(text: figure($0, measure)) }
  }

  private func figure(_ figure: ExactFigure, _ measure: OutlookMeasure) -> String {
    switch measure {
    case .vendorCost, .revenue: Figures.money(figure.value, scale: figure.scale, decimals: 2)
    case .credits: NumberView.grouped(decimals: 1).text(figure.value, scale: figure.scale)
    case .requests, .quantity:
      NumberView.grouped(decimals: 0).text(figure.value, scale: figure.scale)
    }
  }

  // MARK: Groups

  private func groups(_ outlook: Outlook) -> [String] {
    let series = outlook.series.filter { $0.name != "total" && $0.measure == .vendorCost }
      .sorted { $0.total.mean.value > $1.total.mean.value }
    guard !series.isEmpty else { return [] }
    let rows = series.prefix(ForecastScreen.limit).map { one in
      let name = one.name.description
      let isNameless = name.firstIndex(of: "/") == name.indices.last
      return [TextTable.Cell(text: SafeText.safe(name) + (isNameless ? "(none)" : ""))]
        + range(of: one.total, .vendorCost)
    }
    let table = TextTable(
      columns: ["Series", "Expected", "80 % from", "to"].map { TextTable.Column(heading: $0) },
      rows: Array(rows), hasTotal: false, width: width, file: "forecast.csv", paint: paint)
    let rest = series.count - ForecastScreen.limit
    return [paint(.bold, "Vendor cost by group, USD")] + table.lines
      + (rest > 0 ? ["  … \(Figures.count(Int64(rest))) more in forecast.csv"] : [])
  }

  // MARK: Sentences

  private func trust(_ outlook: Outlook) -> [String] {
    tested(outlook) + outlook.restSentences.flatMap(wrapped)
  }

  private func tested(_ outlook: Outlook) -> [String] {
    let test = outlook.series.first { $0.name == "total" && $0.measure == .vendorCost }?.backtest
    guard let test, let mase = test.mase, let naive = test.naiveMASE else { return [] }
    let origins = Figures.count(Int64(test.origins), "earlier day")
    return wrapped(
      "Backtest of vendor cost on \(origins): mean error \(ratio(ForecastCell.score(mase))) × the"
        + " usual week-to-week change (repeating the last week:"
        + " \(ratio(ForecastCell.score(naive)))). The 80 % ranges contained"
        + " \(ratio(ForecastCell.percent(test.coverage80), decimals: 0)) % of the days.")
  }

  private func ratio(_ cell: Cell, decimals: Int = 2) -> String {
    cell.number.map { NumberView.grouped(decimals: decimals).text($0.value, scale: $0.scale) } ?? ""
  }

  private var ended: [String] {
    output.ended.flatMap { ended in
      let price = ended.unitClass.map { "no price of \($0.name)" } ?? "no price"
      let days = ended.to.map { "from \(ended.from) to \($0)" } ?? "from \(ended.from) on"
      let other = ended.successor.map { ", nor has \(words(for: $0))" } ?? ""
      return wrapped(
        "\(words(for: ended.model)) has \(price) in force \(days)\(other): Assay forecasts no"
          + " usage of it. If another model takes over: --replace PROVIDER/OLD=PROVIDER/NEW.")
    }
  }

  private func words(for model: ModelKey) -> String {
    "\(SafeText.safe(model.model.description)) of \(SafeText.safe(model.provider.description))"
  }

  private var budgets: [String] {
    let rows = output.budgets.rows
    guard !rows.isEmpty else { return [] }
    let month = output.lastDay?.month
    return [paint(.bold, "Budgets")]
      + told(
        rows, file: BudgetTable.name, isAhead: { row in month.map { row.month >= $0 } ?? true }
      ) { wrapped(words(for: $0)) }
  }

  /// The words for as many rows as fit, in their order: of more, those ahead first, then the latest of those past; and
  /// how many are not among them.
  private func told<Row>(
    _ rows: [Row], file: String, isAhead: (Row) -> Bool, _ words: (Row) -> [String]
  ) -> [String] {
    let ahead = rows.indices.filter { isAhead(rows[$0]) }
    let past = rows.indices.filter { !isAhead(rows[$0]) }
    let shown = (ahead + past.reversed()).prefix(ForecastScreen.limit).sorted()
    let rest = rows.count - shown.count
    return shown.flatMap { words(rows[$0]) }
      + (rest > 0 ? ["  … \(Figures.count(Int64(rest))) more in \(file).csv"] : [])
  }

  private func words(for budget: BudgetTable.Row) -> String {
    let name = "\(budget.month) \(SafeText.safe(budget.scope.description)):"
    let limit = Figures.money(budget.budget, decimals: 2)
    guard let actual = budget.actual else {
      return "\(name) not known, budget \(limit) USD: "
        + (budget.unpriced == 1
          ? "its one request has no price"
          : "none of its \(Figures.count(budget.unpriced, "request")) has a price")
    }
    let without =
      budget.unpriced == 0
      ? ""
      : ", without \(Figures.count(budget.unpriced, "request")) that "
        + (budget.unpriced == 1 ? "has no price" : "have no price")
    let spent = "\(name) \(Figures.money(actual, decimals: 2)) of \(limit) USD spent\(without)"
    let lastDay = output.outlook?.lastDay
    let end = lastDay.map { " by \($0 + output.request.horizon)" }
    let ahead =
      budget.total.map {
        ", \(Figures.money($0, decimals: 2)) expected in total" + (budget.isPart ? end ?? "" : "")
      } ?? (budget.state == .notKnown ? ", the rest is not known" : ", the rest is not forecast")
    if let day = budget.exceededOn { return spent + ahead + "; over budget from \(day)" }
    guard budget.isPart, let lastDay else { return spent + ahead }
    let wanted = budget.month.period.to - lastDay - 1
    return spent + ahead
      + (ForecastRequest.horizons.contains(wanted)
        ? "; --horizon \(wanted) covers the whole month" : "")
  }

  private var runOut: [String] {
    guard let table = output.runOut else { return [] }
    let last = table.lastDay
    let used = table.rows.compactMap { row in row.days.p10.map { (row: row, by: $0) } }
    var lines = told(used, file: RunOutTable.name, isAhead: { $0.by > last }) {
      words(for: $0.row, usedUpBy: $0.by, last)
    }
    lines += UnknownBalances.sentences(table).flatMap(wrapped)
    return lines.isEmpty ? [] : [paint(.bold, "Balances")] + lines
  }

  /// - Parameter early: the day by which the balance may be used up.
  private func words(for row: RunOutTable.Row, usedUpBy early: Day, _ last: Day) -> [String] {
    let account = SafeText.safe(row.account.description)
    if early <= last { return wrapped("\(account): depletion date \(early)") }
    let left = FullPrecisionText.grouped(DecimalText.string(row.left, scale: Credits.decimals))
    return wrapped(
      "\(account): \(left) credit\(left == "1" ? "" : "s") left; earliest depletion \(early)"
        + (row.days.p50.map { ", probable \($0)" } ?? ""))
  }

  private func oddities(_ outlook: Outlook) -> [String] {
    let found = Set(outlook.anomalies.map(\.day)).count
    return found == 0
      ? [] : wrapped("\(Figures.count(Int64(found), "day")) with anomalies: anomalies.csv.")
  }

  private var place: [String] {
    wrapped(
      "Wrote \(SafeText.safe(folder))/: "
        + ForecastOutput.empty.map { $0.name + ".csv" }.joined(separator: ", "))
  }

  private func wrapped(_ text: String) -> [String] {
    Wrapping.lines(text, hanging: 2, width: width)
  }
}
