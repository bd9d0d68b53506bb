import Pricing
import Terminal

extension CommandDeclaration {
  static let prices = CommandDeclaration(
    name: "prices", purpose: "the price book: list, check, compare, import",
    summary: "The price book: what is in force, what is wrong, what changed, and catalogs.",
    operands: "list|check|diff|import [WORKSPACE] [A] [B]",
    examples: [
      "assay prices import data.json --as-of 2026-08-21", "assay prices diff 2026-07-01 2026-08-01",
    ],
    options: [
      Option(
        name: "--at", value: "TIME", group: .request, help: "list: what is in force then [now]"),
      Option(
        name: "--provider", value: "NAME", group: .request, help: "list: only of this vendor"),
      Option(
        name: "--source", value: "NAME", group: .request,
        help: "import: which catalog it is [found out]",
        takes: .word(CatalogSource.allCases.map(\.rawValue))),
      Option(
        name: "--as-of", value: "DAY", group: .request,
        help: "import: the catalog's day [in its name, else today]"),
      Option(
        name: "--accept-jump", value: "REASON", group: .request,
        help: "import: why a price times about 1,000 is right"),
      Option(
        name: "--for-all-time", value: nil, group: .request,
        help: "import: undated prices also before shipped ones"),
      .asKnownAt, .json, .noProgress, .color, .maxRejects, .maxRatio, .maxBytes, .wait,
    ] + Option.forWork + [.help],
    closing: """
      import CATALOG reads a file, or a folder with a file a day, of \(catalogs), \
      and adds rows to prices/, aliases.csv, derivations.csv and price-sources.csv; \
      none is changed. check reads the ledger too. diff A B compares days, instants \
      or price books (files).
      """,
    action: PricesCommand.run)

  private static let catalogs = CatalogSource.allCases.map(\.rawValue).joined(separator: ", ")
}
