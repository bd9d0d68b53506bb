import Comparing
import Overview

/// The section with the bridge of all measures, its floating bars and the largest movers.
enum ChangesSection {
  /// Nothing where the period is compared with none.
  static func markup(_ changed: ComparisonSummary?) -> Markup {
    guard let changed else { return .nothing }
    return Section.markup(
      id: "changed", "What changed: \(changed.title)",
      [
        .element("p", .text(Typography.changes(Typography.sentence(changed.headline + ".")))),
        Section.note(for: "changed", "USD; every digit is in", files: ["comparison.csv"]),
        bridge(changed),
        .element(
          "ul", ["class": "mute"],
          changed.notes.map {
            .element("li", .sentence($0))
          }),
        movers(changed, .account), movers(changed, .tierAndModel),
      ])
  }

  // MARK: The bridge

  private static func bridge(_ changed: ComparisonSummary) -> Markup {
    let bars = BridgeBars(changed)
    let head = Markup.element(
      "tr",
      [.element("th", ["scope": "col"], "USD")]
        + changed.measures.map {
          .element("th", ["scope": "col", "class": "n"], .text($0.heading))
        })
    let rows = changed.lines.enumerated().map { index, line in
      Markup.element(
        "tr", ["class": style(of: line.kind)],
        [.element("th", ["scope": "row"], .text(line.label))]
          + line.amounts.enumerated().map { measure, amount in
            let figure = changed.text(amount, signed: !line.isEnd)
            return .element(
              "td", ["class": "n"],
              [
                bars.markup(measure: measure, line: index),
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
          "class": changed.measures.count == 1 ? "wf one" : "wf", "aria-labelledby": "changed",
          "aria-describedby": "changed-note",
        ],
        [.element("thead", head), .element("tbody", rows)]))
  }

  private static func style(of kind: BridgeRow.Kind) -> String {
    switch kind {
    case .start: "e"
    case .end: "e z"
    case .driver: "v"
    case .detail: "d"
    }
  }

  // MARK: Movers

  /// More would push the findings away; the workbook has 20, the file all.
  private static let limit = 5

  private static func movers(_ changed: ComparisonSummary, _ dimension: MoverDimension) -> Markup {
    let movers = changed.movers(by: dimension, atMost: limit)
    guard !movers.isEmpty else { return .nothing }
    let id = dimension == .account ? "changed-accounts" : "changed-models"
    let heading = changed.heading(ofMoversBy: dimension)
    let ends = [changed.lines.first, changed.lines.last].map {
      DataTable.Heading(words: $0?.label ?? "")
    }
    let table = DataTable(
      section: id, name: "Table: " + heading,
      columns: [
        DataTable.Heading(
          words: dimension == .account ? "Account" : "Model and tier", isNumber: false)
      ] + ends + [
        DataTable.Heading(words: "Change"),
        DataTable.Heading(words: "Largest drivers", isNumber: false, isProse: true),
      ],
      rows: movers.map { mover in
        let (start, end) = (changed.text(mover.shown.start), changed.text(mover.shown.end))
        let change = changed.text(mover.shown.change, signed: true)
        return [
          mover.name, Typography.figure(start), Typography.figure(end),
          Typography.figure(change),
          Typography.changes(mover.largestDrivers.joined(separator: ", ")),
        ].map { DataTable.Cell(text: $0) }
      }, file: "comparison-movers.csv", order: "largest change first")
    let all = changed.moverCount(by: dimension)
    let words =
      all == movers.count ? "All \(all)" : "\(movers.count) of \(Figures.count(Int64(all)))"
    return .joined([
      .element("h3", ["id": id], .text(heading)),
      Section.note(
        for: id, "USD. \(words), largest change first; every digit is in",
        files: ["comparison-movers.csv"]),
      table.markup,
    ])
  }

  // MARK: Style

  /// On a narrow screen each bar is above its figure, and movers have their change alone.
  static let style: StaticString = """
    .wf th,.wf td{border-bottom:0;padding-top:0;padding-bottom:0;height:2rem;vertical-align:middle}
    .wf.one{max-width:46rem}
    .wf thead th{border-bottom:2px solid var(--axis)}
    .wf .e th,.wf .e td{font-weight:700}.wf .z th,.wf .z td{border-top:1px solid var(--axis)}
    .wf .d th,.wf .d td{color:var(--mute)}.wf .d th{padding-left:1.6rem}
    .wf span{display:inline-block;min-width:5.5em}
    .wf svg{display:inline-block;vertical-align:middle;margin:0;height:2rem;overflow:visible;
    width:calc((min(100vw,70rem) - 38rem)/3)}
    .wf line{vector-effect:non-scaling-stroke}.c{stroke:var(--line)}
    .o{stroke:var(--ink);stroke-width:8;stroke-linecap:round}
    .up{fill:var(--main)}.down{fill:var(--target)}
    .p{white-space:normal;min-width:7rem}
    #changed-accounts,#changed-models{margin-top:1.25rem}
    @media (max-width:48rem){
    .wf th,.wf td{height:auto;padding-top:.3rem}.wf th{white-space:normal;overflow-wrap:break-word}
    .wf .d th{padding-left:.8rem}.wf span{min-width:0}.wf .c{display:none}
    .wf svg{display:block;width:3.6rem;height:.7rem;margin-left:auto}
    .wf.one svg{width:9rem}}
    @media (max-width:40rem){
    [aria-labelledby^=changed-] :is(th,td):is(:nth-child(2),:nth-child(3)){display:none}}

    """
}

extension BridgeRow {
  /// An amount, not a change of one.
  fileprivate var isEnd: Bool { kind == .start || kind == .end }
}
