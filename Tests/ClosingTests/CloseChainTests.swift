import Closing
import Ledger
import Testing

/// The chain of closes, read and written.
struct CloseChainTests {
  private let august = Month(year: 2026, month: 8)
  private let september = Month(year: 2026, month: 9)

  @Test func `a chain with right hashes has no fault, and its head is the last hash`() {
    let chain = CloseChain(ChainScene.bytes())
    #expect(chain.faults == [])
    #expect(chain.rows.map(\.rowSHA256) == ChainScene.hashes)
    #expect(chain.rows.map(\.line) == [2, 3, 4, 5])
    #expect(chain.head == ChainScene.hashes[3])
    #expect(CloseChain().head == ChainScene.zeros)
  }

  @Test func `fields lose their quotes, and the apostrophe before a formula`() {
    let rows = CloseChain(ChainScene.bytes()).rows
    #expect(rows[0].accepted == ["unpriced", "critical"])
    #expect(rows[2].reason == "price correction, of 10 September")
    #expect([rows[3].by, rows[3].reason] == ["=lead", "said \"yes\""])
    #expect(rows.map(\.restates) == [nil, nil, 1, nil])
  }

  @Test func `lines that are appended one after another are those of the scene`() throws {
    var bytes = ChainScene.bytes([])
    let third = try #require(Instant(dayOrInstant: "2026-09-03"))
    let fourth = try #require(Instant(dayOrInstant: "2026-09-04T09:30:00Z"))
    let october = try #require(Instant(dayOrInstant: "2026-10-05"))
    let entries = [
      CloseChain.Entry(
        .close, of: august, number: 1, at: third, by: "finance-lead", reason: "month end",
        accepted: ["unpriced", "critical"], manifestSHA256: ChainScene.manifests[0]),
      CloseChain.Entry(.approve, of: august, number: 1, at: fourth, by: "controller", reason: ""),
      CloseChain.Entry(
        .restate, of: august, number: 2, at: october, by: "finance-lead",
        reason: "price correction, of 10 September", manifestSHA256: ChainScene.manifests[1]),
      CloseChain.Entry(
        .close, of: september, number: 1, at: october, by: "=lead", reason: "said \"yes\"",
        manifestSHA256: ChainScene.manifests[2]),
    ]
    for (index, entry) in entries.enumerated() {
      let chain = CloseChain(bytes)
      let row = chain.appending(entry)
      bytes = chain.bytes(with: row)
      #expect(bytes == ChainScene.bytes(Array(ChainScene.lines[...index])))
      #expect(CloseChain(bytes).rows.last == row)
    }
  }

  @Test func `the first line follows a header`() throws {
    let at = try #require(Instant(dayOrInstant: "2026-09-03"))
    let row = CloseChain().appending(
      CloseChain.Entry(
        .close, of: august, number: 1, at: at, by: "finance-lead", reason: "month end",
        accepted: ["unpriced", "critical"], manifestSHA256: ChainScene.manifests[0]))
    #expect(CloseChain().bytes(with: row) == ChainScene.bytes([ChainScene.lines[0]]))
    #expect(row.bytes == Array((ChainScene.lines[0] + "\n").utf8))
  }

  @Test func `the latest close of a month counts, with its own approval`() {
    let chain = CloseChain(ChainScene.bytes())
    #expect(chain.allCloses.map(\.state) == [.restated, .closed, .closed])
    #expect(chain.allCloses[0].approval?.by == "controller")
    #expect(chain.closes.map(\.row.sequence) == [3, 4])
    #expect(chain.close(of: august)?.approval == nil)
    #expect(chain.close(of: Month(year: 2026, month: 10)) == nil)
    let two = CloseChain(ChainScene.bytes(Array(ChainScene.lines[..<2])))
    #expect(two.close(of: august)?.state == .approved)
  }
}
