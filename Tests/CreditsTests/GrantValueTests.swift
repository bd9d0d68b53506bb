import Ledger
import Testing

@testable import Credits

struct GrantValueTests {
  /// 10⁹ USD for 10¹² credits: the product of payment and credits left has 151 bits.
  private static let large = "08-01 b grant 1000000000000 source=topup paid=1000000000\n"

  @Test func `the value of a large grant is exact`() {
    let played = AuditAsText(Self.large + "08-02 b deduct 333333333333.333333 req=r")
    #expect(played.grant("e1", "left deferred") == "666666666666.666667 666666666.666666667")
    #expect(played.revenue("2026-08", .topup, "realised") == "333333333.333333333")
    // 1 USD for 10¹² − 10⁻⁶ credits: floor(10¹⁸ × 3 ÷ (10¹⁸ − 1)) is 3.
    let value = GrantValue.left(
      paid: 1_000_000_000_000_000_000, left: 3, granted: 999_999_999_999_999_999)
    #expect(value == 3)
  }

  @Test(arguments: 1...20)
  func `the parts of a payment sum to it in any order`(seed: Int) {
    var state = UInt64(seed)
    func dice(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
    var lines = ["08-01 b grant 97.000003 source=topup paid=31.7"]
    for index in 2...60 {
      let credits = "\(dice(4)).\(100_000 + dice(900_000))"
      switch dice(4) {
      case 0: lines.append("08-\(index / 10 + 10) b refund \(credits) req=r")
      case 1: lines.append("08-\(index / 10 + 10) b transfer_out \(credits) tx=t to=c")
      case 2: lines.append("08-\(index / 10 + 10) c transfer_in \(credits) tx=t to=b")
      default: lines.append("08-\(index / 10 + 10) b deduct \(credits) req=r")
      }
    }
    // The identities stop the replay if a digit is lost.
    let played = AuditAsText(lines.joined(separator: "\n"))
    let sold = played.audit.revenue.reduce(Int128(0)) { $0 + $1.sold }
    let rest = played.audit.revenue.reduce(Int128(0)) { $0 + $1.realised }
    let closing = played.audit.revenue.reduce(Int128(0)) { $0 + $1.closing }
    #expect(sold == Decimal("31.7", scale: 18))
    #expect(rest + closing == sold)
  }

  @Test func `a grant without credits earns its payment at once`() {
    let played = AuditAsText("08-01 b reset 0 until=@09-01 paid=7")
    #expect(played.revenue("2026-08", .monthly, "sold realised closing") == "7 7 0")
    #expect(played.grant("e1", "granted paid deferred") == "0 7 0")
  }
}
