import Credits
import Rating

/// Events that the export lacks, as later recorded balances show: they are exported again, with their own time.
extension CreditAdviceTests {
  static let exportCases = [
    // 90 - 6 + 5 = 89.
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-03 b grant 5 source=bonus after=89
        """, check: .requestWithoutDeduction,
      record: "b deduct 6 req=q at 2026-08-01T12:00:00", balance: "89", rated: ["q": 6],
      disappears: true),
    Case(
      lines: """
        08-01 b grant 90 source=bonus after=90
        08-01T11:00 b reserve 9 res=h until=@08-02 after=90
        08-03 b grant 5 source=bonus after=89
        08-04 d adjust 1 reason=x
        """, check: .requestWithoutDeduction,
      record: "b settle 6 res=h req=q at 2026-08-01T12:00:00", balance: "89", rated: ["q": 6],
      disappears: true),
    // 20 - 8 - 2 = 10.
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-02 c transfer_in 8 tx=t to=b after=8
        08-04 b deduct 2 req=q after=10
        """, check: .transferUnbalanced,
      record: "b transfer_out 8 tx=t to=c at 2026-08-02T00:00:00", balance: "10",
      disappears: true),
    Case(
      lines: """
        08-01 b grant 20 source=bonus after=20
        08-02 b transfer_out 8 tx=t to=c after=12
        08-04 c grant 1 source=bonus after=9
        """, check: .transferUnbalanced,
      record: "c transfer_in 8 tx=t to=b at 2026-08-02T00:00:00", balance: "9",
      disappears: true),
  ]
}
