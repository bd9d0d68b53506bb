import Testing

@testable import Terminal

/// The line that tells how far reading has come.
struct ProgressTextTests {
  private func line(
    bytes: Int64, of total: Int64, rows: Int64 = 40_000, milliseconds: Int64 = 2_000, width: Int
  ) -> String {
    ProgressText(
      path: "ledger/a.csv", bytes: bytes, totalBytes: total, rows: rows, milliseconds: milliseconds
    ).line(width: width)
  }

  /// 7.5 MB are left of 10, at 2.5 MB in two seconds.
  ///
  /// The whole line takes 85 columns.
  @Test(arguments: [
    (85, "Reading ledger/a.csv   25 %   2.5 of 10.0 MB   40,000 rows   20,000 rows/s   6 s left"),
    (84, "Reading ledger/a.csv   25 %   2.5 of 10.0 MB   20,000 rows/s   6 s left"),
    (70, "Reading ledger/a.csv   25 %   20,000 rows/s   6 s left"),
    (53, "Reading ledger/a.csv   25 %   6 s left"),
    (37, "Reading …dger/a.csv   25 %   6 s left"),
  ])
  func `what is least needed is left out first`(_ width: Int, _ text: String) {
    #expect(line(bytes: 2_500_000, of: 10_000_000, width: width) == text)
  }

  /// At 200,000 bytes a second.
  @Test(arguments: [
    (24_800_000, "119 s left"), (25_000_000, "2 min left"), (61_000_000, "5 min left"),
  ])
  func `from two minutes on, minutes are enough`(_ total: Int64, _ left: String) {
    #expect(
      line(bytes: 1_000_000, of: total, milliseconds: 5_000, width: 200).hasSuffix("   " + left))
  }

  @Test func `from 100 MB on, megabytes are whole`() {
    let large = line(bytes: 1_234_500_000, of: 2_000_000_000, width: 200)
    #expect(large.contains("   61 %   1,235 of 2,000 MB   "))
    #expect(line(bytes: 99_949_999, of: 100_000_000, width: 200).contains("   99.9 of 100 MB   "))
  }

  @Test func `an empty ledger is done`() {
    #expect(line(bytes: 0, of: 0, rows: 0, milliseconds: 0, width: 200).contains("   100 %   "))
  }
}
