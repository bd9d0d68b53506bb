import Engine
import Ledger
import Outputs
import Support
import Testing

/// The page that is opened: of a period, or of the newest run.
struct ReportPagesTests {
  /// A workspace with these folders in `out`, each with a page.
  private func pages(_ folders: [String]) throws -> ReportPages {
    let folder = try Scratch()
    for name in folders { try folder.write("ws/out/\(name)/report.html", "") }
    try folder.write("ws/out/comparison/comparison.csv", "")
    return try ReportPages(in: folder.path("ws"))
  }

  /// The folder of a page within the workspace.
  private func folder(_ page: String) -> String {
    String(page.split(separator: "/ws/")[1].dropLast("/report.html".count))
  }

  private func refusal(_ body: () throws -> String) -> String {
    do { return try body() } catch let error as NoReport {
      return error.finding.message + "; "
        + (error.finding.help ?? "").replacing(#/ \/\S*\/ws/#, with: "")
    } catch { return "\(error)" }
  }

  private func days(_ from: String, _ to: String) throws -> RunOptions.PeriodOption {
    .days(Period(from: try #require(Day(from)), to: try #require(Day(to))))
  }

  @Test func `the newest run is that of all usage, else of the period that ends last`() throws {
    let months = ["2026-08", "2026-Q3", "2026-09", "2026-07..2026-08"]
    #expect(try folder(pages(months).latest()) == "out/2026-09")
    #expect(try folder(pages(months + ["from-2026-08-01"]).latest()) == "out/from-2026-08-01")
    #expect(try folder(pages(months + ["."]).latest()) == "out")
  }

  @Test func `a period is found in each of its forms`() throws {
    let pages = try pages(["2025-09", "2026-08", "2026-09", "2026-Q3", "from-2026-09-01", "try"])
    let forms: [(RunOptions.PeriodOption?, String, String)] = [
      (try days("2026-08-01", "2026-09-01"), "2026-08-01..2026-08-31", "2026-08"),
      (try days("2026-07-01", "2026-10-01"), "2026-Q3", "2026-Q3"),
      (.month(9), "september", "2026-09"), (.month(8), "aug", "2026-08"),
      (.lastMonth, "last", "2026-09"), (.quarter(3), "q3", "2026-Q3"),
      (nil, "from-2026-09-01", "from-2026-09-01"), (nil, "try", "try"),
    ]
    for (period, text, name) in forms {
      #expect(try folder(pages.page(of: period, typed: text)) == "out/" + name, "\(text)")
    }
  }

  @Test func `a missing period names those that there are, the nearest first`() throws {
    let pages = try pages(["2026-03", "2026-08", "2026-09", "2026-Q3", "try"])
    #expect(
      refusal { try pages.page(of: days("2026-10-01", "2026-11-01"), typed: "2026-10") }
        == "no report.html of 2026-10, only of 2026-09, 2026-08, 2026-Q3, 2026-03 and try; "
        + "assay run --period 2026-10")
    #expect(
      refusal { try pages.page(of: nil, typed: "2026-9") }
        == "no report.html of \"2026-9\", only of 2026-09, 2026-Q3, 2026-08, 2026-03 and try; "
        + "assay open 2026-09")
    #expect(
      refusal { try self.pages([]).latest() }
        == "no report.html, expected one from a run; assay run")
  }
}
