import Ledger
import Support
import Testing

@testable import Credits
@testable import Invoices

/// Invoices with amounts worked out by hand.
struct InvoiceTests {
  private static let dollar = InvoiceScene.dollar
  private static let cent = InvoiceScene.dollar / 100

  @Test func `the invoice of the example has its lines, sums and credits`() {
    let invoices = InvoiceScene.example.invoices
    #expect(
      invoices.texts() == [
        "acc_17 1 plan: Plan pro, 4 August to 3 September; 1 month 20; 20 2000",
        "acc_17 2 discount: Coupon TENOFF, 12.5 %, month 1 of 2; - -; -2.5 -250",
        "acc_17 3 topup: Package small, payment pay_9; 1 package 9.99; 9.99 999",
        "acc_17 4 credits_opening: Opening balance, 1 August; 112.3 credits -; - 0",
        "acc_17 5 credits_granted: Granted: allowance 500, package 100; 600 credits -; - 0",
        "acc_17 6 credits_used: Used: chat, claude-sonnet-5; -310.4 credits -; - 0",
        "acc_17 7 credits_used: Used: chat, gpt-5.6-terra; -41.2 credits -; - 0",
        "acc_17 8 credits_refunded: Refunded; 2 credits -; - 0",
        "acc_17 9 credits_expired: Expired; -58.9 credits -; - 0",
        "acc_17 10 credits_closing: Closing balance, 31 August; 303.8 credits -; - 0",
      ])
    let invoice = invoices.list[0]
    #expect(invoice.number == "2026-08-acc_17")
    #expect(
      [invoice.net, invoice.tax, invoice.total, invoice.paid, invoice.due] == [
        2749, 0, 2749, 2749, 0,
      ])
    #expect([invoice.opening, invoice.closing] == [112_300_000, 303_800_000])
    #expect(invoice.taxPercent == nil && !invoice.isCreditNote && !invoice.isShared)
    #expect(invoices.lines.prefix(4).map(\.event) == [0, 0, 1, CreditEvent.none])
  }

  @Test func `missing cents go to the largest remainder, of equal ones to the first line`() {
    var scene = InvoiceScene()
    // Three thirds of a cent are 0.999… of one, which is a cent: all floors are 0.
    for _ in 0..<3 {
      scene.bill(.topup(package: 0), "a", day: 5, usd: Self.cent / 3)
    }
    #expect(scene.invoices.lines.prefix(3).map(\.cents) == [1, 0, 0])
    #expect(scene.invoices.list[0].net == 1)
  }

  @Test func `the tax of a net total is rounded half-up, away from zero`() {
    var scene = InvoiceScene()
    // 7.5 % of 3.80 USD are 28.5 cents.
    scene.bill(.topup(package: 0), "a", day: 5, usd: 380 * Self.cent, payment: "p", paid: 0)
    scene.state("a", tax: 7_500_000)
    #expect(
      scene.invoices.texts()[1] == "a 2 tax: Tax, 7.5 % of the net total; - -; 0.285 29")
    #expect(scene.invoices.list[0].total == 409)
    // With a refund of twice that, the net is -3.80 USD and the tax -28.5 cents.
    scene.bill(.paymentRefund, "a", day: 6, usd: -760 * Self.cent, payment: "p")
    let invoice = scene.invoices.list[0]
    #expect(
      [invoice.net, invoice.tax, invoice.total, invoice.paid, invoice.due] == [
        -380, -29, -409, -760, 351,
      ])
    #expect(invoice.isCreditNote)
  }

  @Test func `a rate of 0 has a tax line, no rate has none`() {
    var scene = InvoiceScene()
    scene.bill(.topup(package: 0), "a", day: 5, usd: Self.cent)
    scene.state("a", tax: 0)
    #expect(scene.invoices.texts()[1] == "a 2 tax: Tax, 0 % of the net total; - -; 0 0")
    scene.state("a")
    #expect(scene.invoices.texts().allSatisfy { !$0.contains("tax") })
  }

  @Test func `members of an organisation share an invoice with a block for each`() {
    var scene = InvoiceScene()
    scene.state("m2", organisation: "org")
    scene.state("m1", organisation: "org", tax: 10_000_000)
    // 0.004 USD each: together 0.8 cents, which the first line takes.
    let price = 4 * Self.cent / 10
    scene.bill(.topup(package: scene.number("small")), "m2", day: 3, usd: price, payment: "p1")
    scene.bill(.topup(package: scene.number("small")), "m1", day: 4, usd: price, payment: "p2")
    for account in ["m2", "m1", "org"] as [Name] {
      scene.add(account, plan: "team", opening: 1_000_000)
    }
    let invoices = scene.invoices
    #expect(invoices.list.map(\.number) == ["2026-08-org"])
    #expect(invoices.list[0].isShared)
    #expect(
      invoices.texts() == [
        "m1 1 topup: Package small, payment p2; 1 package 0.004; 0.004 1",
        "m2 2 topup: Package small, payment p1; 1 package 0.004; 0.004 0",
        "org 3 tax: Tax, 10 % of the net total; - -; 0.001 0",
        "m1 4 credits_opening: Opening balance, 1 August; 1 credits -; - 0",
        "m1 5 credits_closing: Closing balance, 31 August; 1 credits -; - 0",
        "m2 6 credits_opening: Opening balance, 1 August; 1 credits -; - 0",
        "m2 7 credits_closing: Closing balance, 31 August; 1 credits -; - 0",
        "org 8 credits_opening: Opening balance, 1 August; 1 credits -; - 0",
        "org 9 credits_closing: Closing balance, 31 August; 1 credits -; - 0",
      ])
    #expect([invoices.list[0].opening, invoices.list[0].closing] == [3_000_000, 3_000_000])
    #expect(
      invoices.linesByAccount.map { invoices.lines[$0].number } == [1, 4, 5, 2, 6, 7, 3, 8, 9])
  }

  @Test func `the pool's tax rate counts before that of the first member with one`() {
    let rows: [(pool: Int64?, expected: Int64?)] = [
      (nil, 20_000_000), (5_000_000, 5_000_000),
    ]
    for (pool, expected) in rows {
      var scene = InvoiceScene()
      scene.state("a1", organisation: "org")
      scene.state("b1", organisation: "org", tax: 20_000_000)
      scene.state("c1", organisation: "org", tax: 7_000_000)
      scene.state("org", tax: pool)
      scene.bill(.topup(package: 0), "c1", day: 5, usd: Self.cent)
      #expect(scene.invoices.list[0].taxPercent?.millionths == expected)
    }
  }

  @Test func `of 11 services and models the 10 largest have lines, and the rest has one`() {
    var scene = InvoiceScene()
    scene.bill(.topup(package: 0), "a", day: 5, usd: Self.cent)
    scene.add("a") { $0.consumed = 66_000_000 }
    // 1 to 9 credits for nine models, and twice 10.5 for one more and for no request.
    for credits in 1...9 {
      scene.consume(
        "a", Int64(credits) * 1_000_000, request: Name("r\(credits)"), service: "chat",
        model: Name("m\(credits)"))
    }
    scene.consume("a", 10_500_000, request: "r10", service: "x", model: "m")
    scene.consume("a", 10_500_000)
    let used = scene.invoices.texts().filter { $0.contains("credits_used") }
    #expect(used.count == 11)
    // Equal sums: the text "without …" comes before "x".
    #expect(
      used[0]
        == "a 3 credits_used: Used: without a request in the usage ledger; -10.5 credits -; - 0")
    #expect(used[1] == "a 4 credits_used: Used: x, m; -10.5 credits -; - 0")
    #expect(used[9] == "a 12 credits_used: Used: chat, m2; -2 credits -; - 0")
    #expect(used[10] == "a 13 credits_used: Used: other; -1 credits -; - 0")
  }

  @Test func `kinds of lines follow each other, within a kind in the order of the replay`() {
    var scene = InvoiceScene()
    let plans = ["pro", "max", "team"].map { scene.number(Name($0)) }
    let free = AppliedDiscount(
      code: scene.number("FREE"), kind: .freeMonth, month: 1, months: 1, usd: Self.dollar)
    scene.bill(.topup(package: 0), "a", day: 1, usd: Self.dollar)
    scene.bill(
      .upgrade(from: plans[0], to: plans[1]), "a", day: 2, usd: Self.dollar,
      until: InvoiceScene.day(3), of: .planChange)
    scene.bill(
      .plan(plan: plans[0], listPrice: Self.dollar, discounts: [free]), "a", day: 3, usd: 0,
      of: .reset)
    scene.bill(
      .plan(plan: 0, listPrice: nil, discounts: []), "a", day: 4, usd: Self.dollar,
      until: InvoiceScene.day(200), of: .reset)
    scene.bill(
      .plan(plan: plans[2], listPrice: nil, discounts: []), "a", day: 4, usd: Self.dollar,
      until: InvoiceScene.day(31), of: .reset)
    scene.bill(.reversedGrant, "a", day: 5, usd: -Self.cent, paid: 0, of: .reverse, subject: "e1")
    scene.bill(.reversedGrant, "a", day: 6, usd: 0, paid: 0, of: .reverse, subject: "e2")
    scene.bill(.wonDispute, "a", day: 7, usd: Self.cent, payment: "p")
    #expect(
      scene.invoices.texts().prefix(8) == [
        "a 1 plan: Plan pro, from 3 August; 1 month 1; 1 100",
        "a 2 plan: Allowance, 4 August 2026 to 15 February 2027; 1 month 1; 1 100",
        "a 3 plan: Plan team, 4 to 30 August; 1 month 1; 1 100",
        "a 4 discount: Coupon FREE, free month, month 1 of 1; - -; -1 -100",
        "a 5 upgrade: Change from pro to max, 2 August; 1 change 1; 1 100",
        "a 6 topup: Credits, 1 August; 1 payment 1; 1 100",
        "a 7 refund: Reversal of e1, 5 August; - -; -0.01 -1",
        "a 8 refund: Won dispute, payment p; - -; 0.01 1",
      ])
  }

  @Test func `without a paid grant there are no invoices`() {
    var scene = InvoiceScene()
    scene.bill(.plan(plan: 0, listPrice: 0, discounts: []), "a", day: 1, usd: 0, of: .reset)
    scene.add("a", opening: 5)
    #expect(scene.invoices.list.isEmpty && scene.invoices.lines.isEmpty)
  }

  @Test func `5,000 lines add up to the net total`() {
    var scene = InvoiceScene()
    // 0.0049 USD each: 24.50 USD together, which is 2,450 times a cent and 2,550 times nothing.
    for _ in 0..<5_000 { scene.bill(.topup(package: 0), "a", day: 5, usd: 49 * Self.cent / 100) }
    let invoices = scene.invoices
    #expect(invoices.list[0].net == 2_450)
    #expect(invoices.list[0].lines.count == 5_002)
    #expect(invoices.lines.prefix(2_450).allSatisfy { $0.cents == 1 })
    #expect(invoices.lines[2_450..<5_000].allSatisfy { $0.cents == 0 })
  }
}
