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
    let money = [headline.revenue, headline.vendorCost, headline.margin].map {
      Figures.money($0, decimals: headline.decimals)
    }
    let isShort = (headline.variancePoints ?? 0) < 0
    // On a phone two of such figures do not stand beside each other.
    let isLong = money.contains { $0.count > longFigure }
    return .element(
      "dl", ["class": isLong ? "kpi wide" : "kpi"],
      [
        figure("Revenue, USD", money[0], headline.revenueNote),
        figure("Vendor cost, USD", money[1], "\(headline.freeTierPart); \(headline.costNote)"),
        figure(
          "Margin, USD", money[2], "revenue \u{2212} vendor cost",
          isBad: headline.margin < .zero),
        figure(
          "Margin, %", Figures.percent(headline.marginPercent), headline.targetNote,
          isBad: isShort),
      ])
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
