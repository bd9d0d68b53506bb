import Ledger
import PriceImport
import Support
import Testing

/// Which files are a catalog, and of which days.
struct CatalogFilesTests {
  private static let catalog = """
    {"gpt-9": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06,
    "output_cost_per_token": 2e-06}}
    """

  private func read(
    _ files: [String], named path: String = "c", day: String? = nil
  ) throws -> [String] {
    let folder = try Scratch()
    for file in files { try folder.write("c/" + file, Self.catalog) }
    let today = try #require(Day("2026-09-30"))
    return try CatalogFiles(
      folder.path(path), source: nil, day: day.flatMap { Day($0) }, today: today
    ).snapshots.map { "\($0.day)" }
  }

  @Test(arguments: [
    (["2026-08-21.json"], "c", nil, ["2026-08-21"]),
    (["prices-2026-08-21-b.json"], "c", nil, ["2026-08-21"]),
    (["prices.json"], "c", nil, ["2026-09-30"]),
    (["prices.json"], "c/prices.json", "2026-07-01", ["2026-07-01"]),
    // A day within other digits is none.
    (["12026-08-211.json"], "c", nil, ["2026-09-30"]),
    (["2026-08-22.json", "2026-08-21.json", "notes.txt"], "c", nil, ["2026-08-21", "2026-08-22"]),
  ])
  func `a catalog is of the day in its name, else of the stated one or today`(
    _ files: [String], _ path: String, _ day: String?, _ days: [String]
  ) throws {
    #expect(try read(files, named: path, day: day) == days)
  }

  @Test func `a history needs a day for each of its files, once`() {
    #expect(throws: CatalogProblem.self) { try read(["2026-08-21.json", "prices.json"]) }
    #expect(throws: CatalogProblem.self) { try read(["a-2026-08-21.json", "b-2026-08-21.json"]) }
    #expect(throws: CatalogProblem.self) { try read(["2026-08-21.json"], day: "2026-08-20") }
    #expect(throws: CatalogProblem.self) { try read(["notes.txt"]) }
    #expect(throws: CatalogProblem.self) { try read(["2026-08-21.json"], named: "d") }
  }
}
