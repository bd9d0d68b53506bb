import Comparing
import Ledger
import Overview

/// The four figures that answer first, each with its change against the period before.
enum FigureSection {
  static func markup(_ overview: Overview) -> Markup {
    let figures = overview.costView.map { costs(overview, $0) } ?? sales(overview)
    // On a phone two of such figures do not stand beside each other.
    let isLong = figures.contains { $0.text.count > longFigure }
    return .element(
      "dl", ["class": isLong ? "kpi wide" : "kpi", "id": "kpi"], figures.map(markup))
  }

  /// Returns what the credit ledger realised, which follows no filter.
  static func realised(_ overview: Overview) -> Markup {
    overview.creditLedger.map {
      .element("p", ["class": "note", "id": "realised"], .sentence($0.earned.sentence))
    } ?? .nothing
  }

  /// Returns what was learned of earlier, closed months, which follows no filter.
  static func earlierMonths(_ overview: Overview) -> Markup {
    overview.earlierMonths.map {
      .element("p", ["class": "note", "id": "earlier-months"], .sentence($0.line))
    } ?? .nothing
  }

  /// Returns the forecast of the month at the close before it, which follows no filter.
  static func forecastOfClose(_ overview: Overview) -> Markup {
    overview.forecastOfClose.map {
      .element("p", ["class": "note", "id": "forecast-of-close"], .sentence($0.line))
    } ?? .nothing
  }

  /// Returns the number of requests that the figures lack.
  static func coverage(_ overview: Overview) -> Markup {
    overview.headline.longCoverageNote.map {
      .element("p", ["class": "note", "id": "coverage"], .sentence($0))
    } ?? .nothing
  }

  /// A figure with its name and the lines below it.
  private struct Figure {
    /// The name for the script.
    let key: String
    let name: String
    let text: String
    let unit: String
    var isBad = false
    let lines: [Line]
  }

  private struct Line {
    let text: String
    var tone: DataTable.Tone?
  }

  private static func sales(_ overview: Overview) -> [Figure] {
    let headline = overview.headline
    let isShort = (headline.variancePoints ?? 0) < 0
    let rate = headline.marginPercent.map { ", \(Figures.percent($0)) %" } ?? ""
    return [
      Figure(
        key: "revenue", name: Headline.revenueName, text: headline.shown(headline.revenue),
        unit: unit(headline.revenue),
        lines: change(overview, .revenue) + [Line(text: headline.revenueNote)]),
      Figure(
        key: "cost", name: "Vendor cost", text: headline.shown(headline.vendorCost),
        unit: unit(headline.vendorCost),
        lines: change(overview, .cost)
          + [Line(text: "\(headline.freeTierPart); \(headline.costNoteAfterOthers)")]),
      Figure(
        key: "margin", name: "Margin", text: headline.shown(headline.margin),
        unit: unit(headline.margin) + (headline.margin == nil ? "" : rate),
        isBad: (headline.margin ?? .zero) < .zero,
        lines: [
          Line(text: headline.targetNote + headline.assumedPart, tone: isShort ? .bad : nil)
        ] + change(overview, .margin)),
      Figure(
        key: "plan-fees", name: headline.planFeesName, text: headline.shown(headline.planFees),
        unit: unit(headline.planFees), lines: [Line(text: headline.planNote)]),
    ]
  }

  /// Returns the figures of usage if no book states the price for customers.
  private static func costs(_ overview: Overview, _ view: CostOnlyView) -> [Figure] {
    let headline = overview.headline
    let change = overview.changed.flatMap { $0.change(of: .cost) }
    return [
      Figure(
        key: "cost", name: "Vendor cost", text: headline.shown(headline.vendorCost),
        unit: unit(headline.vendorCost), lines: [Line(text: headline.costNote)]),
      change.map {
        Figure(
          key: "change", name: $0.name, text: $0.amount, unit: "USD",
          lines: [Line(text: $0.percent == "–" ? "" : $0.percent)])
      },
      view.lastDays.map {
        Figure(
          key: "last-days", name: "Last 7 days", text: headline.shown($0.cost),
          unit: unit($0.cost), lines: [Line(text: view.lastNote)])
      },
      Figure(
        key: "coverage", name: "Requests with a price", text: Figures.count(overview.rows.rated),
        unit: "of \(Figures.count(overview.rows.rated + overview.rows.unpriced))", lines: []),
    ].compactMap(\.self)
  }

  private static func unit(_ amount: Money?) -> String { amount == nil ? "" : "USD" }

  private static func change(_ overview: Overview, _ measure: BridgeMeasure) -> [Line] {
    overview.changed.flatMap { $0.change(of: measure) }.map { [Line(text: $0.text)] } ?? []
  }

  /// The most letters that a figure has at full size.
  private static let longFigure = 9

  private static func markup(_ figure: Figure) -> Markup {
    let count = figure.text.count
    let size = count > 14 ? " longest" : count > longFigure ? " long" : ""
    return .element(
      "div", ["data-figure": figure.key],
      [
        .element("dt", .text(figure.name)),
        .element(
          "dd", ["class": "fig" + size + (figure.isBad ? " bad" : "")],
          [
            .element("span", .text(Typography.figure(figure.text))),
            figure.unit.isEmpty
              ? .nothing : .joined([" ", .element("small", .sentence(figure.unit))]),
          ]),
      ]
        + figure.lines.filter { !$0.text.isEmpty }.map {
          .element(
            "dd", ["class": "sub" + ($0.tone.map { " " + $0.rawValue } ?? "")],
            .text(Typography.changes(Typography.sentence(Typography.capitalised($0.text)))))
        })
  }
}
