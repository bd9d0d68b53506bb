import Comparing
import Overview

/// The section with the bridge of all measures, its floating bars and the largest movers.
enum ChangesSection {
  /// Nothing where the period is compared with none.
  static func markup(_ changed: ComparisonSummary?) -> Markup {
    guard let changed else { return .nothing }
    return Section.markup(
      id: "changed", "What changed: \(changed.title)", side: Section.side("USD"),
      [
        .element(
          "p", ["class": "lead"],
          .text(Typography.changes(Typography.sentence(changed.headline + ".")))),
        picker(changed), bridge(changed),
        changed.comparison.isChangeKnown
          ? .element(
            "p", ["class": "note colours"], "Blue raises the figure, orange lowers it.") : .nothing,
        .element(
          "div", ["class": "two movers"],
          [movers(changed, .account), movers(changed, .tierAndModel)]),
        .element(
          "ul", ["class": "note"],
          changed.notes.map { .element("li", .text(Typography.changes(Typography.sentence($0)))) }),
        Section.note(
          for: "changed", "All figures of the comparison are in",
          files: ["comparison.csv", "comparison-movers.csv"]),
      ])
  }

  // MARK: The bridge

  /// The choice of the measure on a phone, which the style sheet alone obeys.
  private static func picker(_ changed: ComparisonSummary) -> Markup {
    guard changed.measures.count > 1 else { return .nothing }
    let choices = changed.measures.enumerated().map { index, measure in
      var attributes = [
        ("type", "radio"), ("name", "measure"), ("id", "measure-\(index)"), ("value", "\(index)"),
      ]
      if index == 0 { attributes.append(("checked", "")) }
      return Markup.element(
        "label",
        [
          .void("input", attributes: attributes),
          .element("span", .text(measure.heading)),
        ])
    }
    return .element(
      "fieldset", ["class": "seg pick"],
      [.element("legend", ["class": "unseen"], "Measure")] + choices)
  }

  private static func bridge(_ changed: ComparisonSummary) -> Markup {
    let bars = BridgeBars(changed)
    let head = Markup.element(
      "tr",
      [.element("th", ["scope": "col"], .element("span", ["class": "unseen"], "Cause"))]
        + changed.measures.enumerated().map { measure, name in
          .element("th", ["scope": "col", "class": "n m m\(measure)"], .text(name.heading))
        })
    let rows = changed.lines.enumerated().map { index, line in
      Markup.element(
        "tr", ["class": style(of: line.kind)],
        [.element("th", ["scope": "row"], .text(line.label))]
          + line.amounts.enumerated().map { measure, amount in
            let figure = amount.map { changed.text($0, signed: !line.isEnd) } ?? Figures.notKnown
            return .element(
              "td", ["class": "n m m\(measure)"],
              [
                changed.comparison.isChangeKnown
                  ? bars.markup(measure: measure, line: index) : .nothing,
                .element("span", .text(Typography.figure(figure))),
              ])
          })
    }
    return .element(
      "div",
      [
        "class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Table of what changed",
      ],
      .element(
        "table",
        [
          "id": "t-changed", "class": changed.measures.count == 1 ? "bridge one" : "bridge",
          "aria-labelledby": Section.headingID("changed"),
          "aria-describedby": Section.noteID("changed"),
        ],
        [.element("thead", head), .element("tbody", rows)]))
  }

  private static func style(of kind: BridgeRow.Kind) -> String {
    switch kind {
    case .start: "start"
    case .end: "end"
    case .driver: "driver"
    case .detail: "detail"
    }
  }

  // MARK: Movers

  /// More would push the findings away; the workbook has 20, the file all.
  private static let limit = 5

  private static func movers(_ changed: ComparisonSummary, _ dimension: MoverDimension) -> Markup {
    let movers = changed.movers(by: dimension, atMost: limit)
    guard !movers.isEmpty else { return .nothing }
    let id = dimension == .account ? "movers-account" : "movers-model"
    let all = changed.moverCount(by: dimension)
    let words =
      all == movers.count
      ? "" : "\(movers.count) of \(Figures.count(Int64(all))), largest change first"
    return .element(
      "div", ["id": id],
      [
        .element("h3", ["id": "h-" + id], .text(changed.heading(ofMoversBy: dimension) + ", USD")),
        .element("ul", ["aria-labelledby": "h-" + id], movers.map { item($0, changed) }),
        words.isEmpty ? .nothing : .element("p", ["class": "note"], .text(words)),
      ])
  }

  private static func item(
    _ mover: ComparisonSummary.ShownMover, _ changed: ComparisonSummary
  ) -> Markup {
    let (start, end) = (changed.text(mover.shown.start), changed.text(mover.shown.end))
    let change = changed.text(mover.shown.change, signed: true)
    let why = ["\(start) → \(end)", mover.largestDrivers.joined(separator: ", ")]
      .filter { !$0.isEmpty }.joined(separator: "; ")
    return .element(
      "li", attributes: keys(of: mover),
      [
        .element("span", ["class": "key"], .element("bdi", .text(mover.name))),
        .element("b", ["class": "n"], .text(Typography.figure(change))),
        .element("span", ["class": "why"], .text(Typography.changes(why))),
      ])
  }

  /// The keys of a mover for the script.
  private static func keys(
    of mover: ComparisonSummary.ShownMover
  ) -> [(name: String, value: String)] {
    guard let key = mover.mover.key else { return [] }
    return [
      key.account.map { ("data-account", $0.isEmpty ? "(none)" : $0.description) },
      key.tier.map { ("data-tier", TierText.name($0)) },
      key.model.map { ("data-model", $0.isEmpty ? "(none)" : $0.description) },
    ].compactMap(\.self)
  }
}

extension BridgeRow {
  /// An amount, not a change of one.
  fileprivate var isEnd: Bool { kind == .start || kind == .end }
}
