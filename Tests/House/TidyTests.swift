import Foundation
import Testing

/// Style and structure that nobody should have to remember.
struct TidyTests {
  /// Which of our modules a module may import; a new arrow needs a reason in docs/decisions.
  private static let allowedImports: [String: Set<String>] = [
    "Sources/Ledger": [],
    "Sources/Platform": [
      "Ledger", "CCrypto", "CSystem", "CZlib", "Glibc", "Dispatch", "Synchronization",
    ],
    "Sources/Terminal": ["Ledger", "Platform", "Glibc", "Dispatch", "Synchronization"],
    "Sources/Parsing": ["Ledger", "CISAL"],
    "Sources/Intake": ["Ledger", "Parsing", "CScan", "CSystem"],
    "Sources/Pricing": ["Ledger", "Parsing", "CPCRE2"],
    "Sources/Rating": ["Ledger", "Pricing"],
    "Sources/Reconciliation": ["Ledger", "Pricing", "Rating"],
    "Sources/Cube": ["Ledger", "CSystem"],
    "Sources/Comparing": ["Cube", "Ledger", "Rating"],
    "Sources/Insight": ["Cube", "Ledger", "Pricing", "Rating"],
    "Sources/Simulation": ["Cube", "Ledger", "Pricing", "Rating", "Tables"],
    "Sources/Forecasting": ["Ledger"],
    "Sources/Tables": ["Ledger", "CXLSXWriter", "Glibc"],
    "reports": [
      "Closing", "Credits", "Invoices",
      "Bills", "Comparing", "Cube", "Forecasting", "Insight", "Ledger", "Pricing",
      "Reconciliation",
      "Simulation",
      "Tables",
    ],
    "Sources/Store": [
      "Credits", "Invoices",
      "Bills", "Cube", "CSQLite", "Ledger", "Platform", "Reconciliation", "Reports", "Tables",
      "Glibc",
    ],
    "Sources/Querying": ["Ledger", "Store", "Tables"],
    "Sources/Overview": [
      "Closing", "Credits",
      "Bills", "Comparing", "Cube", "Insight", "Ledger", "Reconciliation", "Reports", "Tables",
    ],
    "Sources/HTMLReport": [
      "Comparing", "CPageScript", "Ledger", "Overview", "Platform", "Reports", "Tables",
    ],
    "Sources/ShippedBook": ["CShippedBook"],
    "Sources/Licences": ["CLicences"],
    "Sources/Workspace": [
      "Ledger", "Platform", "Parsing", "Intake", "Pricing", "Rating", "Reconciliation",
      "Simulation",
      "ShippedBook", "Glibc", "Dispatch", "Synchronization",
    ],
    "Sources/Workbook": [
      "Comparing", "Cube", "Ledger", "Overview", "Pricing", "Reports", "Simulation", "Tables",
    ],
    "Sources/Engine": [
      "Ledger", "Platform", "Parsing", "Intake", "Pricing", "Rating", "Reconciliation", "Cube",
      "Simulation", "Comparing", "Insight",
      "Workspace", "ShippedBook", "Glibc", "Synchronization",
    ],
    "Sources/Parts": [
      "Ledger", "Platform", "Parsing", "Intake", "Workspace", "Engine", "CSQLite",
    ],
    "Sources/Outlook": [
      "Ledger", "Platform", "Intake", "Pricing", "Rating", "Reconciliation", "Cube",
      "Forecasting",
      "Tables", "Workspace", "Engine", "Reports",
    ],
    "Sources/Explaining": [
      "Bills", "Ledger", "Platform", "Parsing", "Intake", "Pricing", "Rating", "Reconciliation",
      "Cube", "Workspace", "Engine", "CSystem", "Glibc",
    ],
    "Sources/Bills": [
      "Ledger", "Platform", "Parsing", "Intake", "Pricing", "Rating", "Cube",
      "Workspace",
    ],
    "Sources/Credits": ["Ledger", "Parsing", "Intake", "Pricing", "Rating"],
    "Sources/Invoices": ["Ledger", "Rating", "Cube", "Credits", "Tables"],
    "Sources/Closing": ["Intake", "Ledger", "Platform", "Parsing", "Tables", "Workspace"],
    "Sources/Sampling": [
      "Engine", "Explaining", "Ledger", "Platform", "Pricing", "Rating", "Reconciliation",
      "Tables", "Workspace",
    ],
    "Sources/PriceImport": [
      "Ledger", "Platform", "Parsing", "Pricing", "Rating", "Simulation", "Workspace",
      "ShippedBook",
    ],
    "Sources/Scenarios": [
      "Ledger", "Platform", "Terminal", "Parsing", "Intake", "Pricing", "Rating", "Reconciliation",
      "Cube", "Simulation", "Tables", "Reports", "Overview", "Workspace", "Engine",
    ],
    "Sources/Outputs": [
      "Closing", "Credits", "Invoices",
      "Bills", "Ledger", "Platform", "Parsing", "Intake", "Pricing", "Rating", "Reconciliation",
      "Cube",
      "Simulation", "Comparing", "Forecasting", "Tables", "Reports", "Overview", "HTMLReport",
      "Workbook", "Store", "Workspace", "Engine", "Outlook", "Sampling", "Scenarios", "Glibc",
    ],
    "Sources/Presentation": [
      "Closing", "Credits",
      "Bills",
      "Ledger", "Platform", "Terminal", "Intake", "Pricing", "Rating", "Reconciliation",
      "Cube",
      "Simulation", "Comparing", "Forecasting", "Bills", "Tables", "Reports", "Overview",
      "Workbook", "Workspace", "Engine", "Outlook", "Explaining", "PriceImport", "Sampling",
      "Scenarios", "Outputs", "Store", "Querying", "Glibc",
    ],
    "Sources/BuildCommit": [],
    "Sources/Commands": [
      "Ledger", "Platform", "Terminal", "Parsing", "Pricing", "Rating", "Reconciliation", "Cube",
      "Simulation", "Reports", "Overview", "Workspace", "Engine", "Outlook", "Explaining", "Bills",
      "Credits", "Closing", "Sampling", "Querying", "Scenarios", "Outputs", "Presentation",
    ],
    "Sources/Assay": [
      "CSQLite", "CXLSXWriter", "CZlib", "CISAL", "BuildCommit", "Ledger", "Platform", "Terminal",
      "Pricing", "Rating", "Reconciliation", "Simulation", "Comparing", "Tables", "Reports",
      "Overview", "Licences", "Workspace", "Engine", "Parts", "Outlook", "Explaining", "Bills",
      "Credits", "Closing", "Sampling", "PriceImport", "Store", "Querying", "Scenarios", "Outputs",
      "Presentation", "Commands", "Glibc",
    ],
  ]

  @Test func `a module imports only what the table allows`() throws {
    for (folder, allowed) in Self.allowedImports {
      for file in try swiftFiles(in: folder) {
        for (number, line) in try lines(of: file) where line.hasPrefix("import ") {
          let module = String(line.dropFirst("import ".count))
          #expect(allowed.contains(module), "\(file):\(number): \(folder) may not import \(module)")
        }
      }
    }
  }

  /// So Package.swift cannot give a room more than the table does.
  @Test func `a target depends on what its files import, and on nothing else`() throws {
    let text = try String(contentsOfFile: path("Package.swift"), encoding: .utf8)
    let ours = Set(text.matches(of: #/name: "(\w+)"/#).map(\.1))
    for target in text.components(separatedBy: "\n    .") where target.contains("arget(") {
      let name = try #require(target.firstMatch(of: #/name: "(\w+)"/#)).1
      let stated = target.firstMatch(of: #/dependencies: \[([^\]]*)\]/#)?.1 ?? ""
      let room = target.hasPrefix("testTarget") ? "Tests/\(name)" : "Sources/\(name)"
      let folder = target.firstMatch(of: #/path: "([^"]+)"/#).map { String($0.1) } ?? room
      var imported: Set<Substring> = []
      for file in try swiftFiles(in: folder) {
        for (_, line) in try lines(of: file)
        where line.hasPrefix("import ") || line.hasPrefix("@testable import ") {
          imported.formUnion(line.split(separator: " ").suffix(1))
        }
      }
      // These tests start the program.
      if name == "EndToEnd" { imported.insert("Assay") }
      #expect(
        Set(stated.matches(of: #/"(\w+)"/#).map(\.1)) == imported.intersection(ours), "\(name)")
    }
  }

  @Test func `every folder of sources is a room of the table`() throws {
    let rooms = Set(Self.allowedImports.keys)
    for name in try FileManager.default.contentsOfDirectory(atPath: path("Sources")) {
      // Module maps, and C that only holds data, import nothing of ours.
      let hasSwift = try !swiftFiles(in: "Sources/\(name)").isEmpty
      #expect(!hasSwift || rooms.contains("Sources/\(name)"), "Sources/\(name)")
    }
  }

  @Test func `every folder within a room is in the row of that room in docs/HACKING.md`() throws {
    let rows = try lines(of: "docs/HACKING.md").map(\.1).filter { $0.hasPrefix("| `Sources/") }
    for room in Self.allowedImports.keys where room.hasPrefix("Sources/") {
      let row = try #require(rows.first { $0.hasPrefix("| `\(room)` |") }, "\(room) has no row")
      for folder in Set(
        try swiftFiles(in: room).flatMap { $0.split(separator: "/").dropFirst(2).dropLast() })
      { #expect(row.contains("`\(folder)/`"), "\(room)/…/\(folder)") }
    }
  }

  @Test func `no file is longer than 300 lines`() throws {
    for file in try allSwiftFiles() {
      let count = try lines(of: file).count
      #expect(count <= 300, "\(file) has \(count) lines: has a second idea moved in?")
    }
  }

  @Test func `the program is thin: other modules do the work of its commands`() throws {
    let count = try swiftFiles(in: "Sources/Assay").map { try lines(of: $0).count - 1 }.reduce(0, +)
    #expect(count <= 3_000, "Sources/Assay has \(count) lines")
  }

  /// Expressions that product code must not contain, and their replacements.
  private static let banned: [(text: String, instead: String, except: [String])] = [
    ("try!", "throw", []), ("as!", "as?", []), ("fatalError(", "precondition with a reason", []),
    (" try? ", "do and catch, with the reason", []), ("print(", "Terminal.write", []),
    ("import Foundation", "Glibc at the edge", []), ("public ", "package", []),
    (
      "Double", "exact integers",
      [
        "Sources/Forecasting/", "Sources/Tables/", "reports/Forecast",
        "Sources/Reconciliation/Diagnoses/Hypotheses/FloatC",
        // Odds of chance, not a quantity.
        "Sources/Intake/Proposal/RunningTotals.swift",
      ]
    ),
    ("Float", "exact integers", []), ("FIXME", "an issue", []), ("TODO", "an issue", []),
    (
      "@unchecked Sendable", "values",
      ["Sources/Platform/Process/Parallel.swift", "Sources/Workspace/Exports/ReadAhead.swift"]
    ),
    ("nonisolated(unsafe)", "values", []),
  ]

  @Test func `nothing that the house bans is in product code`() throws {
    for file in try allSwiftFiles() where !file.hasPrefix("Tests/") {
      for (number, line) in try lines(of: file) {
        let code = line.components(separatedBy: "//")[0]
        for ban in Self.banned
        where code.contains(ban.text) && !ban.except.contains(where: file.hasPrefix) {
          Issue.record("\(file):\(number): \(ban.text); write \(ban.instead)")
        }
      }
    }
  }

  @Test func `every package declaration says what it is`() throws {
    let pattern =
      #/^\s*package (?:static )?(?:mutating )?(?:func|struct|enum|final class|protocol) /#
    for file in try allSwiftFiles() where !file.hasPrefix("Tests/") {
      let all = try lines(of: file).map(\.1)
      for (index, line) in all.enumerated() where line.firstMatch(of: pattern) != nil {
        if line.contains("static func <") || line.contains("static func +")
          || line.contains("static func -") || line.contains("static func *")
          // The protocol documents what each value of a partial puts.
          || line.contains("package func write(to part: inout PartWriter)")
        {
          continue
        }
        let above = all[..<index].last { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("@") }
        let isDocumented = above?.trimmingCharacters(in: .whitespaces).hasPrefix("///") == true
        #expect(isDocumented, "\(file):\(index + 1): \(line.trimmingCharacters(in: .whitespaces))")
      }
    }
  }

  /// Codes that a test cannot provoke by what stands in a workspace.
  private static let codesOfTheWorld: Set<String> = [
    "file.changed", "io", "db.skipped",
  ]

  @Test
  func `every code of a message has a row in a test of the program, a workspace or the engine`()
    throws
  {
    let families =
      "csv|enc|num|time|id|text|value|qty|ref|file|format|gz|json|book|cfg|db|out|dup|fx"
      + "|series|sim|xlsx"
    let pattern = try Regex(
      "(?:\"|error: \\[)((?:\(families))\\.[a-z0-9]+)[\"\\]]", as: (Substring, Substring).self)
    var codes: Set<String> = []
    let rooms = [
      "Terminal", "Parsing", "Intake", "Pricing", "Simulation", "Workbook", "Workspace", "Engine",
      "Outlook", "Explaining", "PriceImport", "Scenarios", "Outputs", "Presentation", "Commands",
      "Assay",
    ]
    for file in try rooms.flatMap({ try swiftFiles(in: "Sources/\($0)") }) {
      for (_, line) in try lines(of: file) where !line.contains(".csv\"") {
        for match in line.matches(of: pattern) { codes.insert(String(match.output.1)) }
      }
    }
    let tests = try ["EndToEnd", "WorkspaceTests", "EngineTests"].flatMap {
      try swiftFiles(in: "Tests/\($0)")
    }
    .map { try String(contentsOfFile: path($0), encoding: .utf8) }.joined()
    #expect(codes.count > 50)
    for code in codes.subtracting(Self.codesOfTheWorld).sorted() {
      let isTested = tests.contains(code)
      #expect(isTested, "\(code) has no row")
    }
  }

  // MARK: Files

  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private func path(_ file: String) -> String { root + "/" + file }

  private func swiftFiles(in folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path(folder))
      .filter { $0.hasSuffix(".swift") }.map { folder + "/" + $0 }.sorted()
  }

  private func allSwiftFiles() throws -> [String] {
    try ["Sources", "reports", "Tests"].flatMap(swiftFiles)
  }

  private func lines(of file: String) throws -> [(Int, String)] {
    let text = try String(contentsOfFile: path(file), encoding: .utf8)
    return Array(zip(1..., text.components(separatedBy: "\n")))
  }
}
