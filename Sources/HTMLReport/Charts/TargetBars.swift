import Overview

/// The margin rate of each tier as a bar from 0, with its target as a mark, on one scale.
///
/// The figures beside it say all that it shows.
struct TargetBars {
  /// The end of the scale in whole percent.
  let end: Int128
  private let scale: Scale

  private static let (width, height) = (Length.px(180), Length.px(16))
  private static let whole: Int128 = 10_000

  init(_ tiers: [TierMargin]) {
    let most =
      tiers.flatMap { [$0.totals.marginPercent, $0.totals.comparedTarget] }
      .compactMap(\.self).max() ?? 0
    end = [10, 20, 25, 50].first { $0 * TargetBars.whole >= most } ?? 100
    scale = Scale(0, end * TargetBars.whole, from: .zero, to: TargetBars.width)
  }

  /// Nothing where there is no margin rate.
  func markup(_ tier: TierMargin) -> Markup {
    guard let rate = tier.totals.marginPercent else { return .nothing }
    let target = tier.totals.comparedTarget
    let isShort = target.map { rate < $0 } ?? (rate < 0)
    let whole = rectangle("track", to: TargetBars.width)
    let bar =
      rate > 0 ? rectangle(isShort ? "down" : "up", to: max(.px(1), place(rate))) : .nothing
    let mark = target.map {
      Markup.shape(
        "line", ["class": "t", "x1": place($0).text, "x2": place($0).text, "y1": "1", "y2": "15"])
    }
    return .element(
      "svg",
      [
        "class": "bullet", "viewBox": "0 0 \(TargetBars.width.text) \(TargetBars.height.text)",
        "aria-hidden": "true",
      ], [whole, bar, mark ?? .nothing])
  }

  private func place(_ rate: Int128) -> Length {
    scale.place(max(0, min(rate, end * TargetBars.whole)))
  }

  private func rectangle(_ style: String, to end: Length) -> Markup {
    .shape(
      "rect", ["class": style, "y": "5", "width": end.text, "height": "6", "rx": "3"])
  }
}
