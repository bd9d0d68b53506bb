import Foundation
import Testing

/// Exports and books that nobody reads, because their names begin with a dot.
struct HiddenExportTests {
  private static let header =
    "request_id,request_started_at,user_id,provider,model,input_tokens\n"
  private static let words =
    ": warning: [file.ignored] ignored: hidden file (its name starts with a dot)\n"

  private func folder(_ files: [String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,2\n")
    try folder.write("ws/ledger/a.csv", Self.header + "r1,2026-07-01T00:00:00Z,u,p,m,5\n")
    for file in files { try folder.write("ws/" + file, "x\n") }
    return folder
  }

  @Test func `what is hidden is reported, once, and not read`() throws {
    for (file, place) in [
      ("ledger/.2026-08.csv", "ledger/.2026-08.csv"), ("ledger/.b.jsonl.gz", "ledger/.b.jsonl.gz"),
      ("ledger/.archive/b.csv", "ledger/.archive"), ("ledger/.a/b/c.json", "ledger/.a"),
      ("ledger/x/.B.CSV", "ledger/x/.B.CSV"), ("prices/.x.csv", "prices/.x.csv"),
    ] {
      let folder = try folder([file])
      for command in ["run", "check"] {
        let run = try Program.assay(command, folder.path("ws"))
        #expect(run.status == 0, "\(file): \(run.errors)")
        #expect(run.errors.contains(place + Self.words), "\(file): \(run.errors)")
        #expect(run.errors.components(separatedBy: "[file.ignored]").count == 2, "\(file)")
      }
    }
  }

  @Test func `what systems and editors put beside files is not reported`() throws {
    let folder = try folder([
      "ledger/.DS_Store", "ledger/._a.csv", "ledger/.#a.csv", "ledger/.gitkeep",
      "ledger/.gitignore", "ledger/.cache/index", "ledger/.assay-tmp.b.csv", "prices/.gitignore",
      "prices/._p.csv", "prices/.assay-tmp.p.csv",
    ])
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 0)
    #expect(!run.errors.contains("[file.ignored]"), "\(run.errors)")
  }
}
