import Commands
import Engine
import Ledger
import Querying
import Sampling
import Terminal
import Testing

/// The values of words that are right.
struct TypedValueTests {
  private func arguments(_ command: Command, _ words: String...) throws(UsageFault) -> Arguments {
    try Arguments(words, for: command.declaration)
  }

  @Test(arguments: [("a", "a"), ("a/b//", "a/b"), ("//", "/"), ("", "."), (nil, ".")])
  func `an operand names a folder`(operand: String?, folder: String) {
    #expect(Arguments.folder(operand) == folder)
  }

  @Test func `options of work have their values, or their usual ones`() throws {
    let usual = try arguments(.run).workOptions()
    #expect(usual.rejectLimit == nil && usual.knownAt == nil && !usual.reading.isCarefulOnly)
    let stated = try arguments(
      .run, "--threads", "3", "--block-bytes=512", "--careful", "--as-known-at", "2026-08-02",
      "--max-rejects", "7%", "--max-ratio", "9", "--max-bytes", "10"
    ).workOptions()
    #expect(stated.reading.threads == 3 && stated.reading.blockBytes == 512)
    #expect(stated.reading.isCarefulOnly)
    #expect(stated.knownAt == Instant(dayOrInstant: "2026-08-02T00:00:00Z"))
    #expect(stated.knownAtText == "2026-08-02")
    #expect(stated.rejectLimit == .percent(7))
    #expect(stated.gzipLimits.ratio == 9 && stated.gzipLimits.bytes == 10)
    #expect(try arguments(.run, "--max-rejects", "7").workOptions().rejectLimit == .rows(7))
    #expect(try arguments(.run).patience() == 5)
    #expect(try arguments(.run, "--wait", "0").patience() == 0)
  }

  @Test(arguments: [
    (["--last", "7"], RunOptions.PeriodOption.last(7)), (["--last", "7d"], .last(7)),
    (["--month", "last"], .lastMonth), ([], .all),
    (
      ["--from", "2026-08-01", "--to", "2026-08-03"],
      .days(Period(from: Day("2026-08-01")!, to: Day("2026-08-03")!))
    ),
    (["--from", "2026-08-01"], .days(Period(from: Day("2026-08-01")!, to: Period.always.to))),
  ])
  func `days are stated in several ways`(words: [String], period: RunOptions.PeriodOption) throws {
    #expect(try Arguments(words, for: Command.run.declaration).period() == period)
  }

  @Test func `a question has its figures, names, choices and order`() throws {
    let arguments = try arguments(
      .show, "cost,margin", "--by", "tier,day", "--where", "tier!=free,\"a, b\"", "--where",
      "margin<=-1.5", "--where", "own_key=YES", "--sort", "-margin", "--limit", "all")
    let query = try arguments.query("Cost, margin,cost")
    #expect(query.measures == [.cost, .margin])
    #expect(query.dimensions == [.tier, .day])
    #expect(
      query.filters == [
        QueryFilter(.tier, [Name("free"), Name("a, b")], isExcluding: true),
        QueryFilter(.ownKey, [Name("true")], isExcluding: false),
      ])
    #expect(query.conditions.count == 1)
    #expect(query.order == QueryOrder(key: .measure(.margin), isDescending: true))
    #expect(query.limit == nil)
  }

  /// Only people are spared the lines after the first 25, and days have no largest.
  @Test(arguments: [
    (["--by", "account"], 25), (["--by", "day"], nil), (["--by", "account", "--json"], nil),
    (["--by", "account", "--format", "md"], 25), (["--by", "account", "--limit", "3"], 3),
  ])
  func `a table for people is short`(words: [String], limit: Int?) throws {
    let arguments = try Arguments(["cost"] + words, for: Command.show.declaration)
    #expect(try arguments.query("cost").limit == limit)
  }

  @Test func `the quantities of a quote are exact`() throws {
    let quantities = try arguments(.quote, "m", "--input", "1000", "--seconds", "1.5").quantities()
    #expect(quantities[.input] == 1_000)
    #expect(quantities[.second] == 1_500_000_000)
    #expect(quantities[.output] == 0)
    #expect(try arguments(.quote, "m", "--status", "failed").status() == .failed)
    #expect(try arguments(.quote, "m").status() == .completed)
  }

  @Test func `a sample has its strata, and the rest`() throws {
    let plan = try SamplePlan(arguments(.sample, "--strata", "mismatch:all,byok:5", "--seed", "7"))
    #expect(plan.seed == 7 && !plan.isByAmount)
    #expect(Set(plan.strata.map(\.kind)) == [.mismatch, .byok, .rest])
    #expect(plan.strata.first { $0.kind == .rest }?.size == 25)
  }

  /// The workspace and the month of words after `close`; those of a workspace may stand behind.
  @Test(arguments: [
    (["2026-08"], ".", "close"), (["shop/", "2026-08"], "shop", "close"),
    (["2026-08", "shop"], "shop", "close"),
    (["approve", "shop", "2026-08"], "shop", "close approve"),
    (["restate", "2026-08"], ".", "close restate"),
  ])
  func `a close has a workspace and a month`(
    words: [String], workspace: String, command: String
  ) throws {
    let operands = try CloseOperands(Arguments(words, for: Command.close.declaration))
    #expect(operands.workspace == workspace && operands.command == command)
    #expect(try operands.month().description == "2026-08")
  }

  @Test func `a plan keeps the words of its run, and its own folder`() throws {
    let plan = try arguments(
      .plan, "shop/", "--to", "2026-09-01", "--to", "tasks/", "--from", "2026-08-01", "--force",
      "--slice-bytes", "9")
    #expect(try plan.planFolder() == "tasks")
    #expect(
      try plan.runWords() == [
        "--to", "2026-09-01", "--from", "2026-08-01", "--force", "--", "shop",
      ])
  }

  @Test func `conditions are stated once, by word or code`() throws {
    let stated = try FailCondition.read(
      arguments(.run, "--fail-on", "unpriced,mismatch,unpriced,critical,bill-unexplained"))
    #expect(
      FailCondition.names(of: stated) == ["unpriced", "mismatch", "critical", "bill-unexplained"])
    #expect(try FailCondition.read(arguments(.run)) == [])
    let tolerance = try BillFailCondition.tolerance(arguments(.run, "--bill-tolerance", "0.5"))
    #expect(tolerance == Money(attodollars: 500_000_000_000_000_000))
  }

  @Test func `models replace models`() throws {
    let successors = try arguments(.forecast, "--replace", "a/b/c=a/d,e/f=e/g").successors()
    #expect(successors.count == 2)
    #expect(successors.first { $0.key.model == Name("b/c") }?.value.model == Name("d"))
  }
}
