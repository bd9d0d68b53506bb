import Closing
import Ledger
import Testing

/// The closes on which the restatement of a month rests.
struct RestatementBasisTests {
  /// Makes a chain of `c7`, `r7` or `a7`: a close, restatement or approval of July; June is closed before.
  private func chain(_ lines: String...) throws -> [CloseRow] {
    let at = try #require(Instant(dayOrInstant: "2026-12-01"))
    var chain = CloseChain()
    var numbers: [Month: Int] = [:]
    for line in ["c6"] + lines {
      let month = month(line.dropFirst())
      let kind: CloseKind =
        line.first == "c" ? .close : line.first == "r" ? .restate : .approve
      if kind != .approve { numbers[month, default: 0] += 1 }
      let row = chain.appending(
        .init(
          kind, of: month, number: numbers[month] ?? 1, at: at, by: line, reason: "test",
          manifestSHA256: kind == .approve ? "" : String(repeating: "0", count: 64)))
      chain = CloseChain(chain.bytes(with: row))
    }
    try #require(chain.faults.isEmpty)
    return chain.rows
  }

  private func month(_ number: some StringProtocol) -> Month {
    Month(year: 2026, month: Int(number) ?? 0)
  }

  /// The line numbers of the close, of the base, and of the voided stretch, of one month.
  private func places(_ lines: [CloseRow], of number: Int, before end: Int = 12) -> [Int?] {
    let all = RestatementBasis.all(of: lines, before: Month(year: 2026, month: end))
    let booking = all.first { $0.month.month == number }
    return [
      booking?.close.line, booking?.base.line, booking?.voided?.from.line,
      booking?.voided?.through.line,
    ]
  }

  @Test func `a month is compared with the last close that has its files`() throws {
    // Line 2 closes June, which every chain here begins with.
    let lines = try chain("c7", "a7", "c8")
    #expect(places(lines, of: 6) == [2, 5, nil, nil])
    #expect(places(lines, of: 7) == [3, 5, nil, nil])
    #expect(places(lines, of: 8) == [5, 5, nil, nil])
    #expect(RestatementBasis.all(of: lines, before: month("8")).map(\.month.month) == [6, 7])
  }

  @Test func `a restatement of an earlier month knows nothing of a later one`() throws {
    let lines = try chain("c7", "c8", "r7")
    #expect(places(lines, of: 8) == [4, 4, nil, nil])
    #expect(places(lines, of: 6) == [2, 5, nil, nil])
  }

  @Test func `a restatement voids what later closes booked, until one of a later month follows`()
    throws
  {
    #expect(places(try chain("c7", "c8", "c9", "r7"), of: 7) == [6, 6, 3, 5])
    #expect(places(try chain("c7", "c8", "r7", "c9"), of: 7) == [5, 6, nil, nil])
    // Nothing was booked before the restatement.
    #expect(places(try chain("c7", "r7", "c8"), of: 7) == [4, 5, nil, nil])
  }

  @Test func `a second restatement keeps the stretch that no close reversed`() throws {
    #expect(places(try chain("c7", "c8", "r7", "r7"), of: 7) == [6, 6, 3, 4])
    // The close of September reversed the first stretch, and booked from line 5 on.
    #expect(places(try chain("c7", "c8", "r7", "c9", "r7"), of: 7) == [7, 7, 5, 6])
  }
}
