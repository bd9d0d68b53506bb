import Ledger
import Rating
import Support
import Testing
import Workspace

/// The books about members of organisations and about actors, as a workspace reads them.
struct MemberBookTests {
  /// A file of a workspace, its text, and the message it gets.
  private static let refused: [(file: String, text: String, message: String)] = [
    (
      "allocations.csv", "organisation_id,mode,monthly_credits\norg,share,5\n",
      "allocations.csv:2:5: error: [book.word] mode is \"share\", expected one of cap, transfer"
    ),
    (
      "allocations.csv", "organisation_id,mode,monthly_credits\norg,cap,\n",
      "allocations.csv:2:9: error: [book.number] monthly_credits is \"\", expected credits from 0 to"
    ),
    (
      "allocations.csv", "organisation_id,mode,monthly_credits\n,cap,5\n",
      "allocations.csv:2:1: error: [book.word] organisation_id is \"\", expected a name"
    ),
    (
      "allocations.csv",
      "organisation_id,mode,monthly_credits,effective_from,effective_to\n"
        + "org,cap,5,2026-02-01,2026-02-01\n",
      "allocations.csv:2:1: error: [book.overlap] effective_to is not after effective_from"
    ),
    (
      "permissions.csv", "actor,kinds\nann,adjust;refunds\n",
      "permissions.csv:2:5: error: [book.word] kinds is \"refunds\", expected one or more of adjust, refund, reverse, grant"
    ),
    (
      "permissions.csv", "actor,kinds\nann,\n",
      "permissions.csv:2:5: error: [book.word] kinds is \"\""
    ),
    (
      "permissions.csv", "actor,kinds\n,adjust\n",
      "permissions.csv:2:1: error: [book.word] actor is \"\", expected a name"
    ),
    (
      "permissions.csv", "actor,kinds,max_credits\nann,adjust,-1\n",
      "permissions.csv:2:12: error: [book.number] max_credits is \"-1\""
    ),
    (
      "permissions.csv",
      "actor,kinds,effective_from,effective_to\nann,adjust,2026-02-02,2026-02-01\n",
      "permissions.csv:2:1: error: [book.overlap] effective_to is not after effective_from"
    ),
  ]

  @Test func `each refusal has its place, and what was expected`() throws {
    for (file, text, message) in Self.refused {
      let folder = try Scratch()
      try folder.write("ws/" + file, text)
      let told = try TestWorkspace.told(folder)
      #expect(told.contains(message), "\(message): \(told)")
    }
  }

  @Test func `allocations and permissions are read, and permissions need the file`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/accounts.csv", "account_id,plan,organisation_id,role\nm,,org,dev\norg,,org,\n")
    try folder.write(
      "ws/allocations.csv",
      "organisation_id,role,account_id,mode,monthly_credits,effective_from,recorded_at\n"
        + "org,,,cap,10,,\norg,dev,,cap,20.5,2026-02-01,\norg,,,transfer,3,,\n"
        + "org,,m,cap,1,,2026-03-01\nogr,,,cap,1,,\n")
    let day = try #require(Day("2026-02-01"))
    let at = Instant(startOf: day)
    let workspace = try Workspace(root: folder.path("ws"), knownAt: at)
    let books = workspace.creditBooks
    let member = try #require(books.accountTerms?["m"])
    let before = Instant(nanoseconds: at.nanoseconds - 1)
    #expect(
      books.allocations.credits(.cap, of: member, at: before) == Credits(microcredits: 10_000_000))
    #expect(
      books.allocations.credits(.cap, of: member, at: at) == Credits(microcredits: 20_500_000))
    #expect(
      books.allocations.credits(.transfer, of: member, at: at) == Credits(microcredits: 3_000_000))
    #expect(
      workspace.findings.map { "\($0.place.file):\($0.place.line ?? 0) \($0.code)" } == [
        "allocations.csv:6 book.unknown"
      ])
    #expect(books.permissions.map { _ in true } == nil)
    try folder.write(
      "ws/permissions.csv", "actor,kinds,max_credits\nann,adjust; Refund,5\n")
    let permissions = try #require(try TestWorkspace.workspace(folder).creditBooks.permissions)
    #expect(permissions.allows(.refund, by: "ann", credits: 5_000_000, at: at))
    #expect(!permissions.allows(.refund, by: "ann", credits: 5_000_001, at: at))
    #expect(!permissions.allows(.grant, by: "ann", credits: 1, at: at))
    #expect(!permissions.allows(.adjust, by: "bob", credits: 1, at: at))
  }
}
