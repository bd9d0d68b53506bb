import Pricing
import Terminal

extension CommandDeclaration {
  static let prices = CommandDeclaration(
    name: "prices", purpose: "list, check, compare and import prices",
    summary: "List, check and compare the prices of the price book, and import catalogs.",
    operands: "list|check|diff|import [WORKSPACE] [A] [B]",
    examples: [
      "assay prices import data.json --as-of 2026-08-21", "assay prices diff 2026-07-01 2026-08-01",
    ],
    options: [
      Option(
        name: "--at", value: "TIME", group: .request,
        help: "list: show the prices in force at TIME [now]"),
      Option(
        name: "--provider", value: "NAME", group: .request,
        help: "list: show only the prices of this vendor"),
      Option(
        name: "--source", value: "NAME", group: .request,
        help: "import: name the catalog [recognised automatically]",
        takes: .word(CatalogSource.allCases.map(\.rawValue))),
      Option(
        name: "--as-of", value: "DAY", group: .request,
        help: "import: date the catalog [day in its name, or today]"),
      Option(
        name: "--accept-jump", value: "REASON", group: .request,
        help: "import: accept a 1,000-fold change; state the reason"),
      Option(
        name: "--for-all-time", value: nil, group: .request,
        help: "import: apply undated prices to earlier days as well"),
      .asKnownAt, .json, .noProgress, .color, .maxRejects, .maxRatio, .maxBytes, .wait,
    ] + Option.forWork + [.help],
    closing: """
      import CATALOG reads a file, or a folder with a file per day. It recognises \(catalogs). \
      It adds rows to prices/, aliases.csv, derivations.csv and price-sources.csv, and \
      changes no existing row. check reads the ledger too. diff A B compares days, instants or price \
      books (files).
      """)

  private static let catalogs = CatalogSource.allCases.map(\.rawValue).listed
}
