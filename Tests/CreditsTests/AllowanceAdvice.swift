import Credits
import Ledger
import Pricing
import Rating

/// Faults of allowances, plans and shares: the record has the instant that the right event would have had.
extension CreditAdviceTests {
  static let allowanceCases = [
    // September's reset is missing in October; 100 of its 500 would have rolled over until 1 November.
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        08-02 a deduct 500 req=q after=0
        10-01 a reset 500 until=@11-01 after=500
        10-02 a deduct 1 req=r after=499
        """, check: .resetMissing,
      record: "a grant 100 source=monthly until=@2026-11-01T00:00:00", balance: "599",
      at: "10-03"),
    // September's 500 would have been used instead of 250 of the top-up, which has no end; 100 would have rolled over.
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        08-02 a deduct 500 req=q after=0
        09-05 a grant 300 source=topup after=300
        09-15 a deduct 250 req=s after=50
        10-01 a reset 500 until=@11-01 after=550
        10-02 a deduct 1 req=t after=549
        """, check: .resetMissing,
      record: """
        a grant 100 source=monthly until=@2026-11-01T00:00:00
        a grant 250 source=bonus
        """, balance: "899", at: "10-03"),
    // The source system made the reset, and the export lacks it: 500 credits more than the replay, of which 1 was used.
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        08-02 a deduct 500 req=q after=0
        09-03 a deduct 1 req=r after=499
        """, check: .resetMissing,
      record: "a reset 500 plan=pro until=@2026-10-01T00:00:00 at 2026-09-01T00:00:00",
      balance: "499", disappears: true),
    // The old allowance has no end: with the reset, its 188.1 would have expired, and 10 of the new 2,000 would be used.
    Case(
      lines: """
        08-01 b reset 2000 plan=big after=2000
        08-02 b deduct 1811.9 req=q after=188.1
        09-03 b deduct 10 req=r after=178.1
        """, check: .resetMissing,
      record: """
        b reset 2000 plan=big until=@2026-10-01T00:00:00
        b adjust -10
        """, balance: "1990", disappears: true, at: "09-04"),
    // The change to big was not exported: it takes effect with the reset, so nothing is prorated.
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        08-02 a deduct 500 req=q after=0
        09-01 a reset 2000 plan=big until=@10-01 after=2000
        """, check: .planDiffers,
      record:
        "a plan_change - plan=big effective=@2026-09-01T00:00:00 at 2026-08-31T23:59:59",
      balance: "2000", disappears: true),
    // The change to big was scheduled, and the reset missed it: 1,500 credits too few.
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        08-02 a deduct 500 req=q after=0
        08-20 a plan_change - plan=big effective=@09-01 after=0
        09-01 a reset 500 plan=pro until=@10-01 after=500
        """, check: .planDiffers,
      record: """
        a adjust 1500 reason=e4 until=@2026-10-01T00:00:00
        a plan_change - plan=big effective=@2026-10-01T00:00:00
        """, balance: "2000", at: "09-02"),
    // 100 rolled over for a, of which the ledger has no record; w has one.
    Case(
      lines: """
        08-01 a reset 500 until=@09-01 after=500
        08-01 w reset 1000 until=@09-01 after=1000
        09-01 w rollover 1000 after=1000
        09-03 a deduct 1 req=q after=99
        """, check: .rolloverMissing, record: "a rollover 100 at 2026-09-01T00:00:00",
      balance: "99", disappears: true),
    // m should receive 9 credits of September's share and received 4, until the end of October.
    Case(
      lines: """
        08-10 m grant 1 source=bonus after=1
        09-01 org grant 20 source=bonus after=20
        09-01 org transfer_out 4 tx=s to=m after=16
        09-01 m transfer_in 4 tx=s to=org source=allocation until=@10-31 after=5
        10-02 org deduct 1 req=q after=15
        """, check: .allocationDiffers,
      record: """
        org transfer_out 5 tx=new to=m
        m transfer_in 5 tx=new to=org until=@2026-10-31T00:00:00
        """, balance: "10", books: sharingBooks, at: "10-03"),
    // It received 2 too many, and gives them back.
    Case(
      lines: """
        08-10 m grant 1 source=bonus after=1
        09-01 org grant 20 source=bonus after=20
        09-01 org transfer_out 11 tx=s to=m after=9
        09-01 m transfer_in 11 tx=s to=org source=allocation after=12
        10-02 m deduct 1 req=q after=11
        """, check: .allocationDiffers,
      record: """
        m transfer_out 2 tx=new to=org
        org transfer_in 2 tx=new to=m
        """, balance: "11", books: sharingBooks, at: "10-03"),
  ]

  /// m receives 9 credits of its organisation each month.
  static var sharingBooks: SampleBooks {
    var faults: [BookProblem] = []
    var books = SampleBooks()
    books.allocations = AllocationBook(
      [
        DatedRow(
          value: AllocationTerms(
            organisation: "org", account: "m", mode: .transfer,
            credits: Credits(microcredits: 9_000_000)),
          from: .distantPast, to: nil, recordedAt: nil,
          place: Place(file: "allocations.csv", line: 2))
      ], knownAt: nil, faults: &faults)
    return books
  }
}
