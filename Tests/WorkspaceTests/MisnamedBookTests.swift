import Support
import Testing
import Workspace

/// Files with nearly the name of a book.
struct MisnamedBookTests {
  @Test(arguments: [
    ("multiplier.csv", "multipliers.csv"), ("Assay.json", "assay.json"),
    ("asay.json", "assay.json"), ("alias.csv", "aliases.csv"), ("price_acks.csv", "price-acks.csv"),
    ("Price Sources.CSV", "price-sources.csv"), ("plan.csv", "plans.csv"), ("FX.csv", "fx.csv"),
    ("budget.csv", "budgets.csv"), ("multipliers.tsv", "multipliers.csv"),
  ])
  func `a file with nearly the name of a book that is not there is an error`(
    name: String, book: String
  ) throws {
    let folder = try Scratch()
    try folder.write("ws/" + name, "x\n")
    let told = try TestWorkspace.told(folder)
    #expect(
      told.hasPrefix("\(name): error: [file.name] not the name of a book; \(book) is missing\n"))
  }

  @Test func `any other file is its owner's`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    for name in ["plan.csv", "notes.csv", "tx.csv", "nodes.csv", "users.csv", ".aliases.csv"] {
      try folder.write("ws/" + name, "x\n")
    }
    #expect(try TestWorkspace.told(folder) == "")
  }
}
