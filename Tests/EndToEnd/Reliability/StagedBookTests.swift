import Foundation
import Testing

/// Books that a command staged before it died: they count, and the next command that writes puts them in their places.
struct StagedBookTests {
  private static let header = "provider,model,unit_class,price_usd,per,effective_from\n"
  private static let old = header + "p,m,input,1,1000000,2015-01-01\n"
  private static let new = old + "p,m,input,2,1000000,2016-01-01\n"

  /// A workspace in which an import died after its books counted and before they were in their places.
  private func half(_ folder: Scratch) throws {
    try folder.write("ws/ledger/l.csv", "request_id\n")
    try folder.write("ws/prices/own.csv", StagedBookTests.old)
    try folder.write("ws/.assay-tmp.books/prices/own.csv", StagedBookTests.new)
    let sum = try Program.run(
      URL(filePath: "/usr/bin/sha256sum"), [folder.path("ws/prices/own.csv")])
    try folder.write(
      "ws/.assay-tmp.books/list", "\(sum.output.prefix(64)) prices/own.csv\n")
  }

  private func prices(_ folder: Scratch) throws -> Program {
    try Program.assay("prices", "list", folder.path("ws"), "--at", "2026-01-01", "--json")
  }

  @Test func `who reads sees the staged book, and the next command that writes moves it`() throws {
    let folder = try Scratch()
    try half(folder)
    #expect(try prices(folder).output.contains("\"price_usd\": \"2\""))
    let check = try Program.assay("prices", "check", folder.path("ws"))
    #expect(check.errors.contains("prices/own.csv: note: [book.unfinished]"), "\(check.errors)")
    #expect(try folder.text("ws/prices/own.csv") == StagedBookTests.old)
    // It finds nothing to decide on; it has the lock all the same.
    _ = try Program.assay("multipliers", "reject", folder.path("ws"), "9", "--by", "b")
    #expect(try folder.text("ws/prices/own.csv") == StagedBookTests.new)
    #expect(try folder.files(in: "ws").keys.allSatisfy { !$0.contains(".assay-tmp.") })
  }

  @Test func `a book that somebody changed meanwhile is refused, and its remedy keeps it`() throws {
    let folder = try Scratch()
    try half(folder)
    let mine = StagedBookTests.old + "p,m,output,9,1000000,2015-01-01\n"
    try folder.write("ws/prices/own.csv", mine)
    for words in [
      ["prices", "list", "ws"], ["multipliers", "reject", "ws", "9", "--by", "b"], ["run", "ws"],
    ] {
      let refused = try Program.assay(words, in: folder.path(""))
      #expect(refused.status == 1)
      #expect(
        refused.errors.contains("prices/own.csv: error: [book.unfinished]"), "\(refused.errors)")
    }
    let help = try Program.assay(["prices", "list", "ws"], in: folder.path("")).errors
    let remedy = try #require(help.firstMatch(of: #/repeat that command: (.*)/#)).1
    _ = try Program.bash(String(remedy), in: folder.path(""))
    #expect(try folder.text("ws/prices/own.csv") == mine)
    #expect(try prices(folder).status == 0)
  }

  @Test func `temporary books of killed commands are swept by any command that writes`() throws {
    let folder = try Scratch()
    try half(folder)
    let left = [
      "ws/.assay-tmp.derivations.csv", "ws/.assay-tmp.multipliers.csv",
      "ws/prices/.assay-tmp.litellm.csv", "ws/.assay-tmp.books-begun/aliases.csv",
    ]
    for name in left { try folder.write(name, "cut") }
    try folder.write(
      "catalog.json",
      #"{"m": {"input_cost_per_token": 3e-06, "litellm_provider": "openai"}}"#)
    let words = ["prices", "import", "ws", "catalog.json", "--as-of", "2026-09-01"]
    let imported = try Program.assay(words, in: folder.path(""))
    #expect(imported.status == 0, "\(imported.errors)")
    for name in left {
      #expect(!FileManager.default.fileExists(atPath: folder.path(name)), "\(name)")
    }
    // The one that has nothing to add looks as well.
    try folder.write("ws/.assay-tmp.derivations.csv", "cut")
    #expect(try Program.assay(words, in: folder.path("")).status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path("ws/.assay-tmp.derivations.csv")))
  }
}
