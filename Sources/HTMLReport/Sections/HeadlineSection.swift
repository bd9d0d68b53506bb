import Overview

/// The title, what the report is about, and the four figures that answer first.
enum HeadlineSection {
  static func header(_ overview: Overview) -> Markup {
    .element(
      "header",
      [
        .element("h1", .sentence(overview.scope.title)),
        .element("p", ["class": "mute"], .sentence(overview.scopeLine)),
      ])
  }

  static func figures(_ overview: Overview) -> Markup {
    let headline = overview.headline
    if let view = overview.costView { return costs(headline, view) }
    let money = [headline.revenue, headline.vendorCost, headline.margin].map(headline.shown)
    let isShort = (headline.variancePoints ?? 0) < 0
    // On a phone two of such figures do not stand beside each other.
    let isLong = money.contains { $0.count > longFigure }
    return .element(
      "dl", ["class": isLong ? "kpi wide" : "kpi"],
      [
        figure("\(Headline.revenueName), USD", money[0], headline.revenueNote),
        figure(
          "Vendor cost, USD", money[1],
          "\(headline.freeTierPart); \(headline.costNoteAfterOthers)"),
        figure(
          "Margin, USD", money[2],
          headline.margin == nil ? headline.marginNote : headline.marginBasis,
          isBad: (headline.margin ?? .zero) < .zero),
        figure(
          "Margin, %", Figures.percent(headline.marginPercent), headline.targetNote,
          isBad: isShort),
        figure("Plan fees, USD", headline.shown(headline.planFees), headline.longPlanNote),
      ])
  }

  /// Returns the number of requests that the figures lack.
  static func coverage(_ overview: Overview) -> Markup {
    overview.headline.coverageNote.map { .element("p", .sentence($0)) } ?? .nothing
  }

  /// Returns the vendor cost of usage if no book states the price for customers.
  private static func costs(_ headline: Headline, _ view: CostView) -> Markup {
    .element(
      "dl", ["class": "kpi"],
      [figure("Vendor cost, USD", headline.shown(headline.vendorCost), headline.costNote)]
        + (view.lastDays.map {
          [figure("Last 7 days, USD", headline.shown($0.cost), view.lastNote)]
        } ?? []))
  }

  /// The most letters that a figure has at full size.
  private static let longFigure = 9

  private static func figure(
    _ name: String, _ figure: String, _ note: String, isBad: Bool = false
  ) -> Markup {
    let size = figure.count > 14 ? " longest" : figure.count > longFigure ? " long" : ""
    return .element(
      "div",
      [
        .element("dt", .text(name)),
        .element(
          "dd", ["class": "big" + size + (isBad ? " bad" : "")], .text(Typography.figure(figure))),
        .element("dd", ["class": "sub"], .sentence(note)),
      ])
  }
}
