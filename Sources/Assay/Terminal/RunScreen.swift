import Cube
import Ledger
import Reconciliation
import Reports

/// What `run` says at its end, on one screen: money, tiers, what to do, how sure, where.
struct RunScreen {
  private let run: Run
  private let folder: String
  private let files: [String]
  private let width: Int
  private let paint: Paint

  /// - Parameter files: the names of the files that were written to `folder`.
  init(_ run: Run, folder: String, files: [String], width: Int, paint: Paint) {
    self.run = run
    self.folder = folder
    self.files = files
    self.width = width
    self.paint = paint
  }

  var text: String {
    let blocks = [
      [paint(.bold, run.days == nil ? "No usage to report" : "Usage \(run.periodInWords)")],
      headline, tiers, attention, rows, [place],
    ]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private var input: ReportInput { run.input }

  // MARK: Money

  private var headline: [String] {
    let all = input.facts.total()
    let paid = input.facts.total { !$0.terms.isFree }
    let free = input.facts.total(where: \.terms.isFree)
    let amounts = Figures.column([all.revenue, all.vendorCost, all.margin, free.vendorCost])
    let widest = amounts.map(\.count).max() ?? 0
    let notes = [
      "\(Figures.credits(paid.microcredits)) credits of paid tiers",
      recordedNote, marginNote(all), "in the vendor cost",
    ]
    return zip(zip(["Revenue", "Vendor cost", "Margin", "Free-tier loss"], amounts), notes).map {
      "  \($0.0.padded(to: 16))\($0.1.leftPadded(to: max(10, widest))) USD  \($1)"
    }
  }

  private var recordedNote: String {
    let isRecorded = ComparisonClass.allCases.contains {
      $0 != .notRecorded && input.reconciliation[cost: $0].recorded != 0
    }
    return isRecorded
      ? "recorded \(Figures.money(input.facts.recordedCost))" : "none recorded"
  }

  private func marginNote(_ totals: MoneyTotals) -> String {
    guard totals.marginPercent != nil else { return "no revenue, so no margin rate" }
    let margin = "\(Figures.percent(totals.marginPercent)) %"
    guard let variance = totals.variancePoints else { return margin + ", no target stated" }
    let points = Figures.percent(abs(variance))
    let target = "the \(Figures.percent(totals.targetPercent)) % target"
    return "\(margin), \(points) points \(variance < 0 ? "under" : "over") \(target)"
  }

  // MARK: Tiers

  private var tiers: [String] {
    var totals = input.facts.totals { $1.tier }
    guard !totals.isEmpty else { return [] }
    totals.sort { ($0.totals.revenue, $1.key) > ($1.totals.revenue, $0.key) }
    let all = totals.map(\.totals) + [input.facts.total()]
    let money = Figures.column(all.flatMap { [$0.vendorCost, $0.revenue, $0.margin] })
    var rows: [[String]] = []
    for (index, each) in all.enumerated() {
      let name = index < totals.count ? totals[index].key.description : "Total"
      rows.append(
        [name.isEmpty ? "(none)" : name] + money[index * 3..<index * 3 + 3]
          + [
            Figures.percent(each.marginPercent), Figures.percent(each.targetPercent),
            points(each.variancePoints),
          ])
    }
    let table = TextTable(
      headings: [
        "Tier", "Vendor cost", "Revenue", "Margin", "Margin %", "Target %", "Points",
      ], rows: rows, hasTotal: true, width: width,
      droppable: ["Target %", "Vendor cost", "Revenue"],
      file: "margin-by-tier.csv")
    var lines = table.lines
    for index in lines.indices {
      if lines[index].hasSuffix("▼") { lines[index] = paint(.red, lines[index]) }
      if lines[index].hasSuffix("▲") { lines[index] = paint(.green, lines[index]) }
    }
    return [paint(.bold, "Margin by tier, USD")] + lines
  }

  private func points(_ variance: Int128?) -> String {
    guard let variance else { return "–" }
    let sign = variance < 0 ? "▼" : variance > 0 ? "▲" : " "
    return (variance > 0 ? "+" : "") + Figures.percent(variance) + " " + sign
  }

  // MARK: What to do

  private var attention: [String] {
    let list = Attention.list(input)
    guard !list.isEmpty else { return ["Nothing needs attention."] }
    let shown = list.prefix(5)
    let amounts = Figures.column(shown.map(\.amount))
    let widest = amounts.map(\.count).max() ?? 0
    var lines = [paint(.bold, "Needs attention, largest first")]
    for (item, amount) in zip(shown, amounts) {
      lines.append("  \(amount.leftPadded(to: max(6, widest))) USD  \(item.sentence)")
    }
    let rest = list.count - shown.count
    if rest > 0 { lines.append("  … \(rest) more; all differences are in exceptions.csv") }
    return lines
  }

  // MARK: How sure

  private var rows: [String] {
    let rows = input.rows
    let parts = [
      (rows.rated, "rated"), (rows.unpriced, "unpriced"), (rows.duplicate, "duplicate"),
      (rows.conflict, "conflict"), (rows.rejected, "rejected"),
      (rows.outsidePeriod, "outside the period"),
    ].map { "\(Figures.count($0.0)) \($0.1)" }
    let files = Figures.count(Int64(run.map.job.files.count), "file")
    return [
      paint(.bold, "Rows"),
      "  \(Figures.count(rows.read)) read from \(files) = "
        + parts[...2].joined(separator: " + "),
      "  + " + parts[3...].joined(separator: " + "),
      "  Costs:   " + comparison { input.reconciliation[cost: $0].requests },
      "  Credits: " + comparison { input.reconciliation[credits: $0].requests },
    ]
  }

  /// How many of the recorded figures agree with ours.
  private func comparison(_ count: (ComparisonClass) -> Int64) -> String {
    let matched = count(.matched) + count(.rounding)
    let compared = matched + count(.mismatch)
    guard compared > 0 else { return "none recorded, so none compared" }
    let share = Quotient.halfEven(Int128(matched) * 1_000_000, Int128(compared))
    return "\(Figures.count(matched)) matched (\(Figures.percent(share)) %), "
      + "\(Figures.count(count(.mismatch))) differ, "
      + "\(Figures.count(count(.notRecorded))) not recorded"
  }

  // MARK: Where

  private var place: String {
    let csv = files.count { $0.hasSuffix(".csv") }
    return
      "Wrote \(folder)/: \(csv) CSV files, \(RunOutput.workbookName), \(RunOutput.manifestName)"
  }
}
