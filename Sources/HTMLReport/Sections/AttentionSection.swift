import Overview

/// The findings to act on, each with its amount, what the amount is, and a link to its rows.
enum AttentionSection {
  static func markup(_ overview: Overview) -> Markup {
    let all = overview.attention
    let doubts = doubts(overview)
    guard !all.isEmpty else {
      return Section.markup(
        id: "attention", "Needs attention",
        [.element("p", .text(overview.nothingFound + ".")), doubts])
    }
    let (shown, others) = Attention.shown(of: all, atMost: DataTable.limit)
    return Section.markup(
      id: "attention", "Needs attention", side: Section.side("USD, \(Attention.order(of: all))"),
      [
        .element("ol", ["class": "att"], shown.map(item)),
        all.count < 2 ? .nothing : .element("p", ["class": "note"], .text(Attention.overlap)),
        cutLine(rest: others, of: all), doubts,
      ])
  }

  private static func item(_ finding: Attention) -> Markup {
    let amount = finding.amount == nil ? finding.wordsForNoAmount : Figures.amount(finding.amount)
    let meaning = finding.amount == nil ? "" : finding.meaning
    return .element(
      "li", attributes: keys(finding),
      [
        .element(
          "b", ["class": finding.amount == nil ? "usd none" : "usd"],
          .text(Typography.sentence(amount))),
        .element(
          "div",
          [
            .element("p", ["class": "what"], .sentence(finding.sentence)),
            finding.detail.isEmpty
              ? .nothing : .element("p", ["class": "note"], .sentence(finding.detail)),
            .element(
              "p", ["class": "do"],
              .sentence("What to do: " + AttentionRemedy.text(finding))),
          ]),
        .element(
          "p", ["class": "note where"],
          [
            meaning.isEmpty
              ? .nothing : .element("span", ["class": "meaning"], .text(meaning)), link(finding),
          ]
            + finding.files.map { .element("code", .text($0)) }),
      ])
  }

  /// The keys of a finding for the script: the tier that it is about, and the section with its rows.
  private static func keys(_ finding: Attention) -> [(name: String, value: String)] {
    guard let section = section(of: finding.kind) else { return [] }
    return [("data-go", section.id)]
      + (finding.kind == .shortfall || finding.kind == .unknownTier
        ? [("data-tier", TierText.name(finding.key))] : [])
  }

  private static func link(_ finding: Attention) -> Markup {
    guard let section = section(of: finding.kind) else { return .nothing }
    return .element("a", ["href": "#" + section.id], .text("Show " + section.words))
  }

  /// The section with the rows of a kind of finding; nil where they are of several.
  private static func section(of kind: Attention.Kind) -> (id: String, words: String)? {
    switch kind {
    case .shortfall, .unknownTier: ("tiers", "tier")
    case .noTier, .defaultMultiplier, .planPrice, .freeUse: ("tiers", "tiers")
    case .overBudget, .negativeMargin: ("customers", "customers")
    case .uncharged, .ownKeys: ("models", "models")
    case .cheaperModel, .batch: ("models", "models")
    case .unpriced, .unconverted, .unrecorded, .unexplained, .chargedOnFailure, .overcharged,
      .undercharged, .costs, .conflicts, .rejects:
      ("recorded", "comparison")
    case .bill: (BillSection.id, "bills")
    case .immaterial, .credits, .breakage: nil
    }
  }

  private static func cutLine(rest: [Attention], of all: [Attention]) -> Markup {
    guard !rest.isEmpty else { return .nothing }
    let count = Attention.findings(in: all)
    let shown = count - Attention.findings(in: rest)
    let files = Set(rest.flatMap(\.files)).sorted()
    return .element(
      "p", ["class": "note"],
      [
        .text(
          "\(Figures.count(shown)) of \(Figures.count(count, "finding")), "
            + "\(Attention.order(of: all)); the others are in ")
      ] + Section.fileNames(files))
  }

  /// The doubts and the files left out, if any.
  private static func doubts(_ overview: Overview) -> Markup {
    let sentences = overview.scope.doubts.sentences(atMost: DataTable.limit)
    if sentences.isEmpty { return .nothing }
    return .joined([
      .element("h3", ["id": "h-doubts"], .text(Doubts.title)),
      .element(
        "ul", ["aria-labelledby": "h-doubts"], sentences.map { .element("li", .sentence($0)) }),
    ])
  }
}
