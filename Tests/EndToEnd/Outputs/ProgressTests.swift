import Foundation
import Testing

/// The line that tells how far work has come: on a terminal, when it takes long, and nowhere else.
struct ProgressTests {
  /// A ledger that is read for some seconds on one thread, the slow way and a few bytes at a time.
  private func longWork() throws -> (folder: Scratch, words: [String]) {
    let folder = try Scratch()
    let rows = (0..<80_000).map { "r\($0),2026-07-01T00:00:00Z,u,p,m,pro,1" }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,tier,input_tokens\n"
        + rows.joined(separator: "\n") + "\n")
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    return (
      folder, ["check", folder.path("ws"), "--threads", "1", "--careful", "--block-bytes", "64"]
    )
  }

  @Test func `long work draws one line, redraws it, and takes it away`() throws {
    let (folder, words) = try longWork()
    // The folder is there for as long as it is asked for.
    #expect(FileManager.default.fileExists(atPath: folder.path("ws")))
    let drawn = try Program.terminal(words, columns: 110).components(separatedBy: "\r\u{1B}[K")
    #expect(drawn.count > 3)
    #expect(drawn.first == "", "nothing is drawn before the first line is")
    let reading = drawn.filter { $0.hasPrefix("Reading ") }
    #expect(reading.allSatisfy { !$0.contains("\n") && $0.count < 110 })
    let form =
      #/Reading ledger\/a\.csv   [0-9]+ %   .* of .* MB   .* rows   [0-9,]+ rows\/s   [0-9]+ s left/#
    #expect(reading.contains { $0.wholeMatch(of: form) != nil }, "\(reading)")
  }

  @Test func `nothing is drawn without a terminal, or by request`() throws {
    let (folder, words) = try longWork()
    #expect(!(try Program.assay(words).wrappedErrors.contains("\u{1B}")))
    #expect(!(try Program.terminal(words + ["--no-progress"]).contains("Reading")))
    #expect(!(try Program.terminal(words, environment: ["TERM=dumb"]).contains("Reading")))
    #expect(!(try Program.terminal(words, environment: ["NO_COLOR=1"]).contains("\u{1B}")))
    // Short work is over before the first line is due.
    try folder.write(
      "ws/ledger/a.csv", "request_id,request_started_at,user_id,provider,model,images\n")
    #expect(!(try Program.terminal(words).contains("\u{1B}[K")))
  }
}
