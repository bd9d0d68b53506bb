import Testing

/// Importing catalogs with dates of their own, by the built program.
struct DatedCatalogImportTests {
  /// A catalog with the periods of one model.
  private func catalog(_ periods: String) -> String {
    "{\"vendor\": \"openai\", \"models\": [{\"id\": \"bb\", \"price_history\": [\(periods)]}]}"
  }

  private func period(_ input: String, _ from: String, _ to: String) -> String {
    "{\"input\": \(input), \"from_date\": \(from), \"to_date\": \(to)}"
  }

  @Test func `a first period that begins later ends the one before where it begins`() throws {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{}")
    try folder.write(
      "2026-01-05.json", catalog(period("4", "\"2026-01-01\"", "\"2026-01-31\"")))
    try folder.write(
      "2026-02-15.json", catalog(period("4", "\"2026-01-11\"", "\"2026-01-31\"")))
    for name in ["2026-01-05.json", "2026-02-15.json"] {
      let run = try Program.assay("prices", "import", folder.path("ws"), folder.path(name))
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(
      try folder.text("ws/prices/llm-prices.csv").hasSuffix(
        """
        openai,bb,input,4,1000000,standard,,,2026-01-01,2026-01-31,2026-01-05,llm-prices@2026-01-05
        openai,bb,input,4,1000000,standard,,,2026-01-11,2026-01-31,2026-02-15,llm-prices@2026-02-15
        openai,bb,input,4,1000000,standard,,,2026-01-01,,2026-02-15,llm-prices@2026-02-15

        """))
    let check = try Program.assay("check", folder.path("ws"))
    // The books are sound; there is no usage.
    #expect(check.errors.hasPrefix("assay: error: no usage in "), "\(check.errors)")
  }

  /// 199,901 × 2.5 + 100 × 0.125 + 7 × 10 per million = 0.499835; by the derivation from input it would be 0.5000725.
  @Test func `a cache price of all sizes goes before a derivation within the band`() throws {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{}")
    try folder.write(
      "2026-01-05.json",
      """
      {"vendor": "openai", "models": [
        {"id": "aa", "price_history": [{"input": 1.25, "output": 5, "input_cached": 0.125}]},
        {"id": "aa-200k", "price_history": [{"input": 2.5, "output": 10, "input_cached": null}]}]}
      """)
    _ = try Program.assay("prices", "import", folder.path("ws"), folder.path("2026-01-05.json"))
    let quote = try Program.assay(
      "quote", folder.path("ws"), "aa", "--input", "199901", "--cache-read", "100", "--output", "7",
      "--at", "2026-02-01", "--json")
    #expect(quote.output.contains("\"0.499835\""), "\(quote.output)")
  }

  /// It has 17 decimals for a million tokens, so 23 for one; a cache read then has no price, whatever input costs.
  @Test func `a price of too many decimals is listed, and not known`() throws {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{}")
    try folder.write(
      "2026-01-05.json",
      #"{"vendor": "openai", "models": [{"id": "aa", "price_history": [{"input": 1.25, "output": 5, "input_cached": 0.08333333333333334}]}]}"#
    )
    let run = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("2026-01-05.json"))
    let told = run.output.split(separator: "\n").filter {
      $0.contains("cannot hold") || $0.contains("0.0833")
    }
    #expect(
      told == [
        "Prices that books cannot hold: 1",
        "  openai aa input_cached: 0.08333333333333334",
      ], "\(run.output)")
  }

  /// Two prices of one start, and a period that ends before it begins: rows that no run would take.
  @Test func `an import that would leave a book that cannot be used changes nothing`() throws {
    for periods in [
      period("4", "null", "null") + ", " + period("5", "null", "null"),
      period("4", "\"2026-01-11\"", "\"2026-01-01\""),
    ] {
      let folder = try Scratch()
      try folder.write("ws/assay.json", "{}")
      try folder.write("2026-02-15.json", catalog(periods))
      let before = try folder.files(in: "ws")
      let run = try Program.assay(
        "prices", "import", folder.path("ws"), folder.path("2026-02-15.json"))
      #expect(run.status == 1)
      #expect(
        run.errors.contains("error: [book.overlap] after the import: ")
          && run.errors.contains("prices/llm-prices.csv:")
          && run.errors.contains("help: the catalog contradicts itself or the book"),
        "\(run.errors)")
      #expect(try folder.files(in: "ws") == before)
    }
  }
}
