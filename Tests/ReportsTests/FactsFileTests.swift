import Ledger
import Reports
import Testing

@Suite struct FactsFileTests {
  @Test func `the chunks end with a line and together are the file`() throws {
    // A line has more than 600 bytes: 1,000 users are more than two chunks of 256 KiB.
    let name = String(repeating: "u", count: 500)
    let rows = (0..<1_000).map { FactRow(user: Name("\(padded($0, to: 5))-\(name)")) }
    var chunks: [[UInt8]] = []
    try FactsFile.write(Inputs.of(rows).facts) { chunks.append($0) }
    #expect(chunks.count == 3)
    #expect(chunks.allSatisfy { $0.last == 0x0A })
    let lines = String(decoding: chunks.joined(), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 1_001)
    #expect(
      lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 41 })
    #expect(
      lines.dropFirst().elementsEqual(
        lines.dropFirst().sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }))
  }

  @Test func `lines are in the byte order of all columns, the account before the user`() throws {
    let rows = [
      FactRow(tier: "é"), FactRow(tier: "z"), FactRow(account: "b", user: "a"),
      FactRow(account: "", user: "z"), FactRow(account: "a", user: "b"),
      FactRow(status: .failed, account: "0"), FactRow(isBYOK: true, account: "0"),
      FactRow(day: "2026-07-29", tier: "zz"),
    ]
    var bytes: [UInt8] = []
    try FactsFile.write(Inputs.of(rows).facts) { bytes += $0 }
    let keys = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).prefix(10).joined(separator: ",")
    }
    #expect(
      keys == [
        "2026-07-29,zz,openai,gpt-5,chat,standard,completed,false,acme,ann",
        "2026-07-30,pro,openai,gpt-5,chat,standard,completed,false,,z",
        "2026-07-30,pro,openai,gpt-5,chat,standard,completed,false,a,b",
        "2026-07-30,pro,openai,gpt-5,chat,standard,completed,false,b,a",
        "2026-07-30,pro,openai,gpt-5,chat,standard,completed,true,0,ann",
        "2026-07-30,pro,openai,gpt-5,chat,standard,failed,false,0,ann",
        "2026-07-30,z,openai,gpt-5,chat,standard,completed,false,acme,ann",
        "2026-07-30,é,openai,gpt-5,chat,standard,completed,false,acme,ann",
      ])
  }

  @Test func `the line of two facts holds a sum that one fact cannot`() throws {
    // 2 × 9 × 10¹⁸ leaves Int64 but not a line.
    let rows = [30, 40].map { target in
      FactRow(target: target, quantities: [.input: 9_000_000_000_000_000_000])
    }
    var bytes: [UInt8] = []
    try FactsFile.write(Inputs.of(rows).facts) { bytes += $0 }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")[1]
    #expect(line.contains(",acme,ann,2,18000000000000000000,0,"))
  }
}
