import Overview

/// The findings to act on, each with its amount, the amount's meaning and the place of the rest.
enum AttentionSection {
  static func markup(_ overview: Overview) -> Markup {
    let all = overview.attention
    guard !all.isEmpty else {
      return Section.markup(
        id: "attention", "Needs attention", [.element("p", .text(overview.nothingFound + "."))])
    }
    let shown = all.prefix(Attention.shown(of: all, atMost: DataTable.limit))
    return Section.markup(
      id: "attention", "Needs attention, \(Attention.order(of: all))",
      [
        .element("ol", ["class": "att"], shown.map(item)),
        all.count < 2 ? .nothing : .element("p", ["class": "mute"], .text(Attention.overlap)),
        cutLine(rest: Array(all.dropFirst(shown.count)), of: all),
      ])
  }

  private static func item(_ finding: Attention) -> Markup {
    let amount = Typography.sentence(
      finding.amount == nil
        ? finding.wordsForNoAmount : Figures.amount(finding.amount) + " USD")
    return .element(
      "li",
      [
        .element(
          "p", ["class": "usd"],
          [
            .element("strong", .text(amount)), " ",
            .element(
              "small",
              [.element("span", .text(finding.kind.meaning)), " "]
                + finding.files.enumerated().flatMap { index, file -> [Markup] in
                  [index == 0 ? .nothing : ", ", .element("code", .text(file))]
                }),
          ]),
        .element("p", .sentence(finding.text)),
      ])
  }

  private static func cutLine(rest: [Attention], of all: [Attention]) -> Markup {
    guard !rest.isEmpty else { return .nothing }
    let count = Attention.findings(in: all)
    let shown = count - Attention.findings(in: rest)
    let files = Set(rest.flatMap(\.files)).sorted()
    return .element(
      "p", ["class": "mute"],
      [
        .text(
          "\(Figures.count(shown)) of \(Figures.count(count, "finding")), "
            + "\(Attention.order(of: all)); the others are in ")
      ] + Section.fileNames(files))
  }
}
