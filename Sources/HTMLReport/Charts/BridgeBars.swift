import Overview

/// The floating bars of the bridge, one drawing per figure; all measures share one scale, so that lengths compare.
///
/// Each drawing is stretched to the size of its place by the style sheet. The table beside it says all that it shows.
struct BridgeBars {
  /// By measure, then by line.
  private let steps: [[Step]]
  /// The least and the largest level of each measure.
  private let ranges: [ClosedRange<Int128>]
  private let span: Int128

  static let (width, height) = (Length.px(120), Length.px(20))
  /// Room for the dots at both ends.
  private static let margin = Length.px(4)

  /// A line of the table as a bar.
  struct Step {
    let kind: Kind
    /// The level before the line.
    let before: Int128
    /// The level after it.
    let after: Int128

    /// The look of the line: a level, a change, or nothing but the lines that lead on.
    enum Kind {
      case start, end
      /// A level between the start and the end.
      case middle
      case change, none
    }
  }

  init(_ changed: ComparisonSummary) {
    self.init(
      changed.measures.indices.map { measure in
        changed.steps(ofMeasure: measure).map { step in
          Step(kind: Step.Kind(step.kind), before: step.before, after: step.after)
        }
      })
  }

  /// - Parameter steps: by measure, then by line.
  init(_ steps: [[Step]]) {
    self.steps = steps
    ranges = steps.map { steps in
      let levels = steps.map(\.after)
      return (levels.min() ?? 0)...(levels.max() ?? 0)
    }
    span = max(1, ranges.map { $0.upperBound - $0.lowerBound }.max() ?? 0)
  }

  /// The bar of a line, between lines that lead from the bar above and to the bar below.
  func markup(measure: Int, line: Int) -> Markup {
    let step = steps[measure][line]
    let end = place(step.after, measure)
    let middle = BridgeBars.height / 2
    switch step.kind {
    case .start:
      return drawing([
        connector(end, from: middle, to: BridgeBars.height), dot(at: Point(end, middle)),
      ])
    case .end:
      return drawing([connector(end, from: .zero, to: middle), dot(at: Point(end, middle))])
    case .middle:
      return drawing([
        connector(end, from: .zero, to: BridgeBars.height), dot(at: Point(end, middle)),
      ])
    case .none: return drawing([connector(end, from: .zero, to: BridgeBars.height)])
    case .change:
      let start = place(step.before, measure)
      let length = max(start, end) - min(start, end)
      let bar =
        step.after == step.before
        ? Markup.nothing
        : .shape(
          "rect",
          [
            "class": step.after > step.before ? "up" : "down",
            // What is not 0 is seen.
            "x": min(start, end).text, "y": Length.px(4).text,
            "width": max(.px(1), length).text, "height": Length.px(12).text,
          ])
      return drawing([
        connector(start, from: .zero, to: middle),
        connector(end, from: middle, to: BridgeBars.height), bar,
      ])
    }
  }

  private func place(_ level: Int128, _ measure: Int) -> Length {
    // Each measure is in the middle of its drawing.
    let range = ranges[measure]
    let inner = BridgeBars.width - BridgeBars.margin * 2
    let scale = Scale(0, 2 * span, from: BridgeBars.margin, to: BridgeBars.margin + inner)
    return scale.place(
      2 * (level - range.lowerBound) + span - (range.upperBound - range.lowerBound))
  }

  private func drawing(_ shapes: [Markup]) -> Markup {
    .element(
      "svg",
      [
        "viewBox": "0 0 \(BridgeBars.width.text) \(BridgeBars.height.text)",
        "preserveAspectRatio": "none", "aria-hidden": "true",
      ], shapes)
  }

  private func connector(_ x: Length, from top: Length, to bottom: Length) -> Markup {
    line("c", from: Point(x, top), to: Point(x, bottom))
  }

  /// A line of no length with round ends, as a circle would be stretched.
  private func dot(at point: Point) -> Markup { line("o", from: point, to: point) }

  private func line(_ style: String, from start: Point, to end: Point) -> Markup {
    .shape(
      "line",
      [
        "class": style, "x1": start.x.text, "y1": start.y.text, "x2": end.x.text,
        "y2": end.y.text,
      ])
  }
}

extension BridgeBars.Step.Kind {
  fileprivate init(_ kind: BridgeRow.Kind) {
    self =
      switch kind {
      case .start: .start
      case .end: .end
      case .driver: .change
      case .detail: .none
      }
  }
}
