import Support
import Testing

/// A workspace of a few books and a ledger with the same requests day after day, and what `assay forecast` makes of it.
struct ForecastDesk {
  private let folder: Scratch

  /// The header of ledgers whose requests differ in the model, the region and the tokens alone.
  static let header = DailyLedger.header

  /// - Parameters:
  ///   - prices: the rows of a price book `provider,model,unit_class,price_usd,region,effective_from,effective_to`,
  ///     each per million. The plan pro is sold, at the default multiplier of 1.5.
  ///   - books: further files by their names.
  init(
    zone: String = "UTC", prices: [String], ledger: String, books: [String: String] = [:]
  ) throws {
    folder = try Scratch()
    try folder.write("{\"time_zone\":\"\(zone)\"}", to: "ws/assay.json")
    try folder.write(
      "provider,model,unit_class,price_usd,region,effective_from,effective_to\n"
        + prices.map { $0 + "\n" }.joined(), to: "ws/prices/p.csv")
    try folder.write("tier,is_free\npro,false\n", to: "ws/plans.csv")
    try folder.write(ledger, to: "ws/ledger/l.csv")
    for (name, text) in books { try folder.write(text, to: "ws/" + name) }
  }

  /// A ledger of the cells that `cells` gives of each day, after an id: the time within the day and what follows it.
  ///
  /// - Parameter first: the first day.
  static func ledger(
    from first: String, days: Int, header: String = header, _ cells: (Int) -> [String]
  ) throws -> String {
    try DailyLedger.text(from: first, days: days, header: header, cells)
  }

  /// Runs the forecast; what it says on standard output, in one line, or why it does not run.
  func words(_ words: [String] = []) throws -> (status: Int32, words: String) {
    let run = try Program.assay(
      ["forecast", folder.path("ws"), "--output", folder.path("out")] + words)
    let text = run.status > 2 || run.output.isEmpty ? run.errors : run.output
    return (run.status, text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  /// Runs the forecast; the rows of one of its tables.
  func table(_ name: String, _ words: String...) throws -> [[String: String]] {
    try table(name, words)
  }

  /// The same with the words in a list.
  func table(_ name: String, _ words: [String]) throws -> [[String: String]] {
    let run = try Program.assay(
      ["forecast", folder.path("ws"), "--output", folder.path("out"), "--quiet"] + words)
    #expect(run.status != 1, "\(run.errors)")
    return rows(ofCSV: try folder.text("out/\(name).csv"))
  }

  /// Runs `assay run`; the rows of one of its tables.
  func tableOfRun(_ name: String) throws -> [[String: String]] {
    let run = try Program.assay(
      "run", folder.path("ws"), "--output", folder.path("run"), "--quiet")
    #expect(run.status != 1, "\(run.errors)")
    return rows(ofCSV: try folder.text("run/\(name).csv"))
  }

  /// The cells mean, lo80 and hi80 of the days ahead of one measure of a series, each different row of them once.
  func ahead(
    _ measure: String, of series: String = "total", by cut: String = "tier"
  ) throws -> Set<[String]> {
    Set(
      try table("forecast", "--by", cut).filter {
        $0["series"] == series && $0["measure"] == measure
      }.map { row in ["mean", "lo80", "hi80"].map { row[$0] ?? "" } })
  }

  /// The means of the days ahead of one measure of a series, each different one once.
  func means(
    _ measure: String, of series: String = "total", by cut: String = "tier"
  ) throws -> Set<String> {
    Set(try ahead(measure, of: series, by: cut).map { $0[0] })
  }
}
