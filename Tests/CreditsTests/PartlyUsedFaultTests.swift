import Credits
import Ledger
import Pricing
import Rating

/// Faults of which a part has expired or been used, so that less than the whole amount is to be recorded.
extension CreditAdviceTests {
  static let limitedCases = [
    // 180 were left of 580 and 90 rolled over; of 500, 100 would have been left and 50 rolled over.
    Case(
      lines: """
        08-01 a reset 580 until=@09-01 after=580
        08-02 a deduct 400 req=q after=180
        09-05 a grant 1 source=bonus after=91
        """, check: .allowanceDiffers, record: "a adjust -40 reason=e1", balance: "51",
      at: "09-06"),
    // The account has 10 of the 100 credits too many.
    Case(
      lines: """
        08-01 a reset 600 until=@09-01 after=600
        08-02 a deduct 590 req=q after=10
        """, check: .allowanceDiffers, record: "a adjust -10 reason=e1", balance: "0"),
    // An overdraft of 5 lets an account without credits give 5.
    Case(
      lines: """
        08-01 d redeem 58 coupon=PLUS after=58
        08-02 d deduct 58 req=q after=0
        """, check: .couponValueDiffers, record: "d adjust -5 reason=e1", balance: "-5"),
    // A member gives what its pool has.
    Case(
      lines: """
        08-01 org grant 100 source=bonus after=100
        08-02 m redeem 58 coupon=PLUS after=58
        08-03 m deduct 58 req=q after=0
        """, check: .couponValueDiffers, record: "m adjust -8 reason=e2", balance: "0"),
    // 4 of the 6 credits were of a grant that has expired, and are lost; the others come back.
    Case(
      lines: """
        08-01 b grant 4 source=bonus until=@08-05 after=4
        08-01 b grant 90 source=bonus after=94
        08-02 b deduct 6 req=q after=88
        08-06 b deduct 1 req=r after=87
        """, check: .failedRequestCharged, record: "b refund 6 req=q", balance: "89",
      rated: ["q": nil, "r": 1], books: lostBooks, disappears: true, at: "08-07"),
    // All of them are lost: the refund only settles the request.
    Case(
      lines: """
        08-01 b grant 6 source=bonus until=@08-05 after=6
        08-02 b deduct 6 req=q after=0
        08-06 b grant 1 source=bonus after=1
        """, check: .failedRequestCharged, record: "b refund 6 req=q", balance: "1",
      rated: ["q": nil], books: lostBooks, disappears: true, at: "08-07"),
    // The grant ids of an expiry whose stated id was in use: the event's.
    Case(
      lines: """
        08-01 b grant 20 source=bonus grant=g after=20
        08-02 b grant 5 source=bonus grant=g until=@08-05 after=25
        08-02 c grant 5 source=bonus grant=h until=@08-05 after=5
        08-05 c expire 5 grant=h after=0
        08-12 b adjust 1 reason=x after=26
        """, check: .expiryMissing, record: "b expire 5 grant=e2", balance: "21",
      disappears: true, at: "08-13"),
    // Only some actors may write adjusts, and only up to a number of credits.
    Case(
      lines: "08-01 a reset 43 until=@09-01 after=43", check: .allowanceDiffers,
      record: "a adjust 457 reason=e1 until=@2026-09-01T00:00:00 actor=lead", balance: "500",
      books: restrictedBooks),
    Case(
      lines: """
        08-01 b grant 90 source=bonus actor=lead after=90
        08-02 b refund 7 req=q actor=desk after=97
        """, check: .refundWithoutDeduction, record: "b reverse - of=e2 actor=lead",
      balance: "90", books: restrictedBooks),
    Case(
      lines: """
        08-01 b grant 90 source=bonus actor=lead after=90
        08-02 b deduct 6 req=q after=84
        08-03 b deduct 6 req=q after=78
        """, check: .chargedTwice, record: "b refund 6 req=q actor=desk", balance: "84",
      rated: ["q": 6], books: restrictedBooks),
  ]

  static var lostBooks: SampleBooks {
    var books = SampleBooks()
    books.settings.refundExpired = DatedSetting(always: .lost)
    return books
  }

  /// The desk may refund and adjust up to 10 credits; the lead may do everything.
  static var restrictedBooks: SampleBooks {
    func row(_ actor: Name, _ kinds: Set<PermittedKind>, _ limit: Int64?) -> DatedRow<
      PermissionTerms
    > {
      DatedRow(
        value: PermissionTerms(
          actor: actor, kinds: kinds, limit: limit.map { Credits(microcredits: $0 * 1_000_000) }),
        from: .distantPast, to: nil, recordedAt: nil, place: Place(file: "permissions.csv", line: 2)
      )
    }
    var books = SampleBooks()
    var faults: [BookProblem] = []
    books.permissions = PermissionBook(
      [row("desk", [.refund, .adjust], 10), row("lead", Set(PermittedKind.allCases), nil)],
      knownAt: nil, faults: &faults)
    return books
  }
}
