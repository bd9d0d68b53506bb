import Foundation
import Testing

/// A new workspace is whole or not there.
///
/// Kills on the way are in `Tests/Faults/writers.py`.
struct WorkspaceMakingTests {
  /// The entry at the place of the workspace, and its name in the message.
  @Test(arguments: ["missing", "far", "empty", "here", "with exports", "a link to an empty one"])
  func `a workspace is whole wherever it is made`(place: String) throws {
    let folder = try Scratch()
    let manager = FileManager.default
    var (root, typed, current) = ("ws", folder.path("ws"), folder.path(""))
    switch place {
    case "far": (root, typed) = ("a/b/ws", folder.path("a/b/ws"))
    case "empty", "here":
      try manager.createDirectory(atPath: typed, withIntermediateDirectories: true)
      if place == "here" { (typed, current) = (".", typed) }
    case "with exports": try folder.write("ws/ledger/mine.csv", "mine")
    case "a link to an empty one":
      try manager.createDirectory(
        atPath: folder.path("real"), withIntermediateDirectories: true)
      try manager.createSymbolicLink(atPath: typed, withDestinationPath: folder.path("real"))
      root = "real"
    default: break
    }
    let made = try Program.assay(["init", typed], in: current)
    #expect(made.status == 0, "\(made.errors)")
    var files = try folder.files(in: root)
    files["ledger/mine.csv"] = nil
    #expect(
      files.keys.sorted() == [
        ".gitattributes", "README.md", "aliases.csv", "assay.json", "derivations.csv",
        "multipliers.csv", "plans.csv",
        "price-sources.csv", "prices/catalog.csv", "prices/vendors.csv",
      ])
    #expect(try folder.files(in: "").keys.allSatisfy { !$0.contains(".assay-tmp.") })
  }

  @Test(arguments: ["ws/ledger", "ws/new", "ws/ledger/deeper"])
  func `a workspace is not made within another`(inner: String) throws {
    let folder = try Scratch()
    #expect(try Program.assay("init", folder.path("ws")).status == 0)
    let before = try folder.files(in: "ws")
    let made = try Program.assay("init", folder.path(inner))
    #expect(made.status == 1)
    #expect(made.errors.contains("expected a folder outside it"), "\(made.errors)")
    #expect(try folder.files(in: "ws") == before)
  }

  /// The remedy names a path beside the workspace that works where the command was typed.
  @Test(arguments: [
    ("ws", "demo2", "the current workspace", "../demo2"),
    ("ws", "demo2/", "the current workspace", "../demo2"),
    ("ws/ledger", ".", "the workspace ..", "../../workspace"),
    ("ws/ledger", "../demo2", "the workspace ..", "../../demo2"),
    ("", "ws/demo2", "the workspace ws", "ws-demo2"),
  ])
  func `a refused place has a remedy that works`(
    current: String, typed: String, above: String, remedy: String
  ) throws {
    let folder = try Scratch()
    #expect(try Program.assay("init", folder.path("ws")).status == 0)
    let inner = folder.path(current)
    let refused = try Program.assay(["init", typed], in: inner)
    #expect(refused.status == 1)
    for text in ["inside \(above), expected a folder outside it", "it: assay init \(remedy)\n"] {
      #expect(refused.errors.contains(text), "\(refused.errors)")
    }
    #expect(try Program.assay(["init", remedy], in: inner).status == 0)
  }

  @Test func `init again completes a workspace that an earlier version left in part`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let whole = try folder.files(in: "ws")
    for name in ["plans.csv", "README.md"] {
      try FileManager.default.removeItem(atPath: folder.path("ws/" + name))
    }
    #expect(try Program.assay("init", folder.path("ws")).status == 0)
    #expect(try folder.files(in: "ws") == whole)
    // What somebody changed is not touched, and nothing is added beside it.
    try folder.write("ws/plans.csv", "tier,is_free\nfree,true\n")
    try FileManager.default.removeItem(atPath: folder.path("ws/aliases.csv"))
    let refused = try Program.assay("init", folder.path("ws"))
    #expect(refused.status == 1)
    #expect(refused.errors.contains("ws/plans.csv: error: [out.exists]"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("ws/aliases.csv")))
  }

  @Test func `what a killed init left beside is swept by the next, and nothing else`() throws {
    let folder = try Scratch()
    try folder.write(".assay-tmp.init.ws/prices/vendors.csv", "cut")
    #expect(try Program.assay("init", folder.path("ws")).status == 0)
    #expect(try folder.files(in: "").keys.allSatisfy { !$0.contains(".assay-tmp.") })
    try folder.write(".assay-tmp.init.other/notes.txt", "mine")
    #expect(try Program.assay("init", folder.path("other")).status == 1)
    #expect(try folder.text(".assay-tmp.init.other/notes.txt") == "mine")
  }

  /// The books of `init`, each cut in the middle of a row; `cut` is where.
  @Test(
    arguments: [("derivations.csv", 244), ("aliases.csv", 5_626), ("prices/vendors.csv", 9_999)])
  func `a shipped book that ends within a row is an error, and its remedy works`(
    book: String, cut: Int
  ) throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let whole = try folder.text("ws/" + book)
    try folder.write("ws/" + book, String(whole.prefix(cut)))
    let check = try Program.assay(["check", "ws"], in: folder.path(""))
    #expect(check.status == 1)
    #expect(check.errors.contains("\(book):"), "\(check.errors)")
    #expect(check.errors.contains("error: [book.cut] ends within this row of the shipped book"))
    let remedy = try #require(check.errors.firstMatch(of: #/restore the complete book: (.*)/#)).1
    let typed = try Program.bash(String(remedy), in: folder.path(""))
    #expect(try folder.text("ws/" + book) == whole, "\(typed)")
    // What the new workspace lacks is usage.
    #expect(
      try Program.assay("check", folder.path("ws")).errors.hasPrefix("assay: error: no usage in "))
  }

  @Test func `a book whose last row is cut before its last cell is an error`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    try folder.write(
      "ws/plans.csv", "tier,is_free,monthly_price_usd,monthly_credits\nfree,true,0,0\npro,false,2")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 1)
    #expect(check.errors.contains("plans.csv:3:1: error: [csv.fields]"), "\(check.errors)")
  }
}
