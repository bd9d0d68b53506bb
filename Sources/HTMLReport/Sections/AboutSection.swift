import Ledger
import Overview

/// How to read the page: what each figure is, how exact it is, and what no run checks.
enum AboutSection {
  static func markup(_ overview: Overview) -> Markup {
    Section.markup(
      id: "about", "How to read this page",
      [.element("dl", ["class": "facts"], facts(overview).flatMap(fact))])
  }

  private static func facts(_ overview: Overview) -> [(name: String, sentences: [String])] {
    let headline = overview.headline
    let sales: [(String, [String])] =
      overview.costView == nil
      ? [
        (Headline.revenueName, ["Credits used by paid tiers × credit value."]),
        (headline.planFeesName, [sentence(headline.longPlanNote)]),
        ("Margin", [sentence(headline.marginBasis)]),
      ] : []
    return [
      ("Scope", [overview.scopeLine]),
      (
        "Vendor cost",
        ["Usage × the vendor's price at the start of the request."]
      ),
    ] + sales + [
      ("Realised revenue", overview.creditLedger == nil ? [] : [RevenueOverview.method]),
      ("Prices", overview.costView.map { [$0.howToSell] } ?? []),
      ("Rounding", [overview.exactness]),
      ("Checks", overview.checks),
    ]
  }

  private static func fact(_ name: String, _ sentences: [String]) -> [Markup] {
    guard !sentences.isEmpty else { return [] }
    return [.element("dt", .text(name))] + sentences.map { .element("dd", .sentence($0)) }
  }

  private static func sentence(_ clause: String) -> String {
    Typography.capitalised(clause) + "."
  }

  static func footer(version: String) -> Markup {
    .element(
      "footer", ["class": "wrap"],
      [
        .element(
          "p",
          [
            .text("Made by assay \(version). Inputs and outputs with their SHA-256: ")
          ] + Section.fileNames(["manifest.json"])),
        .element("p", "This page never uses the network."),
      ])
  }
}
