import Ledger
import Pricing
import Rating
import Support
import Testing

@Suite struct PlanBookTests {
  @Test(
    arguments: [(9, nil), (10, true), (19, true), (20, false), (500, false)] as [(Int32, Bool?)])
  func `a plan lasts until the next plan of its tier`(day: Int32, isFree: Bool?) {
    var faults: Faults = []
    let rows = [
      row(plan("starter", isFree: true), from: 10), row(plan("starter"), line: 2, from: 20),
    ]
    let book = PlanBook(rows, knownAt: nil, faults: &faults)
    #expect(book.plan(tier: "starter", at: at(day))?.isFree == isFree)
    #expect(book.plan(tier: "Starter", at: at(day)) == nil)
    #expect(faults.isEmpty)
  }

  @Test func `a plan recorded later is not known`() {
    var faults: Faults = []
    let rows = [row(plan("pro"), from: 10, recorded: 30)]
    #expect(
      PlanBook(rows, knownAt: at(29), faults: &faults).plan(tier: "pro", at: at(40)) == nil)
    #expect(
      PlanBook(rows, knownAt: at(30), faults: &faults).plan(tier: "pro", at: at(40)) != nil)
  }

  @Test func `two plans of one tier at once are an error`() {
    var faults: Faults = []
    let rows = [row(plan("pro"), from: 10, to: 20), row(plan("pro"), line: 2, from: 19)]
    _ = PlanBook(rows, knownAt: nil, faults: &faults)
    let fault = BookFault.overlap(
      other: line(1), what: "plan pro", from: at(19), during: Validity(from: at(10), to: at(20)))
    #expect(faults.map(\.fault) == [fault])
  }

  /// January 1970 has the days 0 to 30.
  @Test(arguments: [(0, true), (15, true), (30, true), (31, false)] as [(Int32, Bool)])
  func `a month is paid by a plan that begins in it, not by one that begins as it ends`(
    day: Int32, isPaid: Bool
  ) throws {
    var faults: Faults = []
    let book = PlanBook([row(plan("pro"), from: day)], knownAt: nil, faults: &faults)
    let january = Month(year: 1970, month: 1)
    #expect((book.plan(tier: "pro", in: january, zone: .utc) != nil) == isPaid)
  }

  /// One book has the plan free from day 10 to 20, the other from 10 on.
  @Test func `plans are free as often where they are at every time of both books`() {
    var faults: Faults = []
    let free = row(plan("pro", isFree: true), line: 2, from: 10)
    let paid = [row(plan("pro")), row(plan("pro"), line: 3, from: 20)]
    let always = PlanBook([paid[0], free], knownAt: nil, faults: &faults)
    let once = PlanBook(paid + [free], knownAt: nil, faults: &faults)
    #expect(once.isFreeAsOften("pro", by: once) && always.isFreeAsOften("pro", by: always))
    #expect(!once.isFreeAsOften("pro", by: always) && !always.isFreeAsOften("pro", by: once))
    #expect(once.isFreeAsOften("team", by: always))
  }

  @Test func `the tiers are sorted`() {
    var faults: Faults = []
    let rows = ["pro", "free", "team"].map { row(plan($0), from: 1) }
    #expect(PlanBook(rows, knownAt: nil, faults: &faults).tiers == ["free", "pro", "team"])
  }
}

/// Returns a plan; the target is in percent.
func plan(_ tier: Name, isFree: Bool = false, target: Int64? = nil) -> Plan {
  Plan(
    tier: tier, isFree: isFree, monthlyPrice: nil, monthlyCredits: nil,
    targetMargin: target.map { Percent(millionths: $0 * 1_000_000) }, allowedModels: [])
}
