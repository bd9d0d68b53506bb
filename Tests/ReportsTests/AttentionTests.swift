import Ledger
import Overview
import Reconciliation
import Reports
import Testing

/// The findings of a run and their order, from facts and lists worked by hand.
struct AttentionTests {
  private func overview(_ input: ReportInput, skipped: [String] = []) -> Overview {
    Overview(
      input,
      scope: Scope(days: nil, zone: "UTC", files: 1, skippedFiles: skipped, multipliers: [:]))
  }

  private func text(_ kind: Attention.Kind, _ input: ReportInput) -> String? {
    overview(input).attention.first { $0.kind == kind }?.text
  }

  /// 1 USD of cost and 2 of revenue are 50 %.
  @Test(arguments: [(50, false), (51, true)] as [(Int64, Bool)])
  func `a tier on its target is not short of it`(target: Int64, isShort: Bool) throws {
    let input = try Inputs.of([FactRow(target: target, cost: "1", credits: "200")])
    #expect((text(.shortfall, input) != nil) == isShort)
  }

  @Test func `of models that cost the free tiers the same the first by name is reported`() throws {
    let input = try Inputs.of(
      ["b", "a", "c"].map { FactRow(model: $0, isFree: true) })
    #expect(try #require(text(.freeUse, input)).contains("; 33 % of its cost is a."))
  }

  /// Charged 1 credit too much each but `d`, which is charged 2; by amount, then by name.
  @Test(
    arguments: [
      (["a"], "All belong to a."), (["b", "a"], "By model: a 1 and b 1."),
      (["c", "b", "d", "a"], "By model: d 2, a 1, b 1 and others 1."),
      (["c", "b", "d", "a", "e"], "By model: d 2, a 1, b 1 and others 2."),
    ] as [([Name], String)])
  func `wrong charges are reported by model, the largest three by name`(
    models: [Name], words: String
  ) throws {
    let facts = models.map {
      FactRow(model: $0, recordedCredits: ($0 == "d" ? "2" : "1", .mismatch))
    }
    let exceptions = try facts.enumerated().map {
      try ListedRow(line: Int64($0) + 2, id: "r", fact: $1).exception(.creditsMismatch)
    }
    let found = try #require(text(.overcharged, Inputs.of(facts, exceptions: exceptions)))
    #expect(found.hasSuffix(words), "\(found)")
  }

  /// A refund of 3 credits beside an undercharge of 1: the finding has neither its request nor its credits.
  @Test func `what a refund gives back is not undercharged`() throws {
    let facts = [
      FactRow(model: "a", credits: "2", recordedCredits: ("1", .mismatch)),
      FactRow(model: "b", recordedCredits: ("-3", .mismatch)),
    ]
    let exceptions = try facts.enumerated().map {
      try ListedRow(line: Int64($0) + 2, id: "r", fact: $1).exception(.creditsMismatch)
    }
    let input = try Inputs.of(facts, exceptions: exceptions)
    #expect(RequestListAttention.chargedModels(input, isOver: false) == "All belong to a.")
  }

  /// Of `f` there are two requests; of as many the first by name.
  @Test(
    arguments: [
      (["b", "a"], "a (1) and b (1)."),
      (
        ["e", "d", "f", "c", "f", "b", "a"], "f (2), a (1), b (1), c (1), d (1) and 1 other model."
      ),
    ] as [([Name], String)])
  func `models without a price are reported by how many requests have them, five at most`(
    models: [Name], words: String
  ) throws {
    let facts = models.map { FactRow(model: $0, cost: nil) }
    let exceptions = try facts.enumerated().map {
      try ListedRow(line: Int64($0) + 2, id: "r", fact: $1).exception(.unpriced)
    }
    let found = try #require(text(.unpriced, Inputs.of(facts, exceptions: exceptions)))
    #expect(found.hasSuffix("exclude them. " + words), "\(found)")
  }

  @Test func `an id that two later rows have is one request id`() throws {
    let rows = try [2, 3].map {
      try ListedRow(line: $0, id: "r", fact: FactRow()).repeated(.conflict, evidence: "")
    }
    let found = try #require(text(.conflicts, Inputs.of([FactRow()], exceptions: rows)))
    #expect(found.hasPrefix("1 request ID occurs more than once"), "\(found)")
  }

  @Test(
    arguments: [
      (
        2,
        "Assay could not read 2 rows; the cost is not known for 1 of 2. All figures exclude them."
      ),
      (1, "Assay could not read 1 row; all figures exclude it."),
    ] as [(Int64, String)])
  func `rejected rows state how many of their costs are not known`(
    count: Int64, words: String
  ) throws {
    var counts = RowCounts()
    counts.rejected = count
    let reject = RejectedRow(
      column: "", code: "", message: "", text: [], estimatedCost: try usd("1"))
    let input = try Inputs.of(
      [], counts: counts, rejects: [Located(file: "a", line: 2, row: reject)])
    let found = try #require(text(.rejects, input))
    #expect(found == words + " rejects.csv gives the reason for each row.")
  }

  /// Nobody knows what the requests without a plan are worth.
  @Test func `findings of one kind without an amount stand by what they are of`() throws {
    let facts = ["b", "a", "c"].map { FactRow(tier: $0, cost: nil) }
    let exceptions = try facts.enumerated().map {
      try ListedRow(line: Int64($0) + 2, id: "r", fact: $1).exception(.unknownTier)
    }
    let found = overview(try Inputs.of(facts, exceptions: exceptions)).attention
    #expect(found.filter { $0.kind == .unknownTier }.map(\.key) == ["a", "b", "c"])
  }

  /// A tier that had a plan for some of its requests is in both; no revenue at all is another thing.
  @Test func `a tier that was free for a time is with those that pay`() throws {
    let tiers = overview(
      try Inputs.of([
        FactRow(tier: "b", credits: "100"), FactRow(tier: "b", isFree: true),
        FactRow(tier: "a", credits: "100"), FactRow(tier: "d"), FactRow(tier: "c", isFree: true),
      ])
    ).tiers.tiers
    #expect(tiers.map(\.name) == ["a", "b", "d", "c"])
    #expect(tiers.map(\.state) == ["no target", "no target", "no revenue", "free tier"])
  }

  @Test func `what an unpriced request recorded is a recorded cost`() throws {
    let fact = FactRow(cost: nil, recordedCost: ("0.1", .unpriced))
    let exception = try ListedRow(line: 2, id: "r", fact: fact).exception(.unpriced)
    let input = try Inputs.of([fact], exceptions: [exception])
    #expect(overview(input).headline.costNote == "no request has a price; recorded 0.10")
  }

  @Test(arguments: [
    (1, "Assay could not use f1:", "Not read: f1."),
    (3, "Assay could not use f1, f2 and f3:", "Not read: f1, f2 and f3."),
    (5, "Assay could not use f1, f2, f3, f4 and f5:", "Not read: f1, f2, f3 and 2 more."),
    (
      6, "Assay could not use f1, f2, f3, f4, f5 and 1 more that manifest.json names:",
      "Not read: f1, f2, f3 and 3 more."
    ),
  ])
  func `of files that could not be used five are named, and three on the terminal`(
    count: Int, words: String, line: String
  ) throws {
    let overview = overview(try Inputs.of([]), skipped: (1...count).map { "f\($0)" })
    #expect(try #require(overview.unchecked.first).hasPrefix(words), "\(overview.unchecked)")
    #expect(overview.scope.skippedLine == line)
  }

  /// 9 models of 1 USD each, and a 10th.
  @Test(arguments: [(8, nil), (9, "1 other model"), (10, "2 other models")] as [(Int, String?)])
  func `eight models have a bar of their own`(count: Int, last: String?) throws {
    let rows = (0..<count).map { FactRow(model: Name("m\($0)")) }
    let picture = try #require(
      overview(try Inputs.of(rows)).pictures.first { $0.name == "cost-by-model" })
    guard case .bars(let categories, let values) = picture.shape else { return }
    #expect(categories.count == min(count, 9) && values.values.count == categories.count)
    if let last { #expect(categories.last == last) }
    let sum = values.values.compactMap(\.number).reduce(0) { $0 + $1.value }
    #expect(sum == Int128(count) * powerOfTen(Money.decimals))
  }

  @Test(
    arguments: [(1_000_000, "100"), (999_900, "99.99"), (250_000, "25"), (178_000, "17.8")]
      as [(Int128, String)])
  func `only 100 % is shown as that`(tenThousandths: Int128, text: String) {
    #expect(Figures.shortPercent(tenThousandths) == text)
  }

  /// A half of the last place shown is rounded up to it, less is shown with one place more.
  @Test(
    arguments: [(499, "0.05"), (50, "0.01"), (49, "0.005"), (5, "0.001"), (4, "0.0004")]
      as [(Int128, String)])
  func `points show as many decimals as a half of the last one needs`(
    tenThousandths: Int128, text: String
  ) {
    #expect(Figures.pointsSize(tenThousandths) == text)
  }

  /// 0.50 and 0.20 USD have a price, 0.10 has none.
  ///
  /// What is completed was charged 0.30 too much. Of 7 USD that failed, 3 are of those that were charged.
  @Test(arguments: [true, false])
  func `failed requests that were charged are reported once, and are none that were not`(
    isAll: Bool
  ) throws {
    let failed = [
      FactRow(status: .failed, cost: "2", recordedCredits: ("50", .mismatch)),
      FactRow(status: .failed, cost: "1", recordedCredits: ("20", .mismatch)),
    ]
    let others = [
      FactRow(cost: "1", credits: "200", recordedCredits: ("230", .mismatch)),
      FactRow(status: .failed, cost: nil, recordedCredits: ("10", .unpriced)),
    ]
    let rows = isAll ? failed : failed + others
    let exceptions = try rows.enumerated().map {
      try ListedRow(line: Int64($0) + 2, id: "r", fact: $1)
        .exception($1.cost == nil ? .unpriced : .creditsMismatch)
    }
    let input = try Inputs.of(
      rows + [FactRow(status: .failed, cost: "4", recordedCredits: ("0", .matched))],
      exceptions: exceptions)
    let found = overview(input).attention
    let charged = try #require(found.first { $0.kind == .chargedOnFailure })
    #expect(charged.amount == (try usd(isAll ? "0.7" : "0.8")))
    #expect(
      charged.text
        == (isAll
          ? "2 failed requests were charged 70 credits. "
          : "3 failed requests were charged 80 credits. ")
        + "The settings do not charge for requests with this status. "
        + (isAll
          ? "Nothing else was overcharged."
          : "1 of them has no price and is not in corrections.csv. "
            + "The others are part of what customers were overcharged."))
    let overcharged = isAll ? nil : try usd("1")
    #expect(found.first { $0.kind == .overcharged }?.amount == overcharged)
    let uncharged = try #require(found.first { $0.kind == .uncharged })
    let cost = try usd("4")
    #expect(uncharged.count == 1 && uncharged.amount == cost)
    #expect(
      uncharged.detail.hasSuffix(
        isAll
          ? "2 others were charged; all together cost 7.00 USD (uncharged_failed_cost_usd)."
          : "3 others were charged; all together cost 7.00 USD without 1 that has no price "
            + "(uncharged_failed_cost_usd)."))
  }

  @Test func `a failed request on a key of a customer owes no fee`() throws {
    let input = try Inputs.of([
      FactRow(isBYOK: true, cost: "2"), FactRow(status: .failed, isBYOK: true, cost: "3"),
    ])
    let found = try #require(overview(input).attention.first { $0.kind == .ownKeys })
    let cost = try usd("2")
    #expect(found.count == 1 && found.amount == cost)
  }

  /// 0.37 is a quarter of 1.43; 0.04 and 0.03 are less than a twentieth of 10.07, and each less than 1 USD.
  @Test(
    arguments: [
      (["0.37", nil, "1.06"], [.freeUse]), (["0.04", "0.03", "10"], [.immaterial]),
    ] as [([Name?], [Attention.Kind])])
  func `a considerable part of the cost is no small amount`(
    costs: [Name?], kinds: [Attention.Kind]
  ) throws {
    let rows = [
      FactRow(tier: "free", isFree: true, cost: costs[0]),
      costs[1].map { FactRow(status: .failed, cost: $0) },
      FactRow(cost: costs[2], credits: "2000"),
    ].compactMap(\.self)
    let found = overview(try Inputs.of(rows, materiality: .standard)).attention
    #expect(found.map(\.kind) == kinds)
  }
}
