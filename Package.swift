// swift-tools-version: 6.0
import PackageDescription

// Targets are listed in data-flow order. Every module may import Ledger; only Assay imports all of them.
let hot: [SwiftSetting] = [
  // Hot loops inline `package` declarations of other modules.
  .unsafeFlags(
    [
      "-enable-library-evolution", "-no-verify-emitted-module-interface",
      "-no-emit-module-separately-wmo", "-Xfrontend", "-package-cmo", "-Xfrontend",
      "-allow-non-resilient-access",
    ], .when(configuration: .release)),
  // Tests start the program some 4,000 times, so these modules are optimised in debug builds too, with every assertion.
  .unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug)),
]

// The Swift runtime is linked statically: the program runs where no Swift is installed, and calls of it are direct.
let withRuntime: [LinkerSetting] = [
  .unsafeFlags(["-static-stdlib"], .when(configuration: .release))
]

let package = Package(
  name: "assay",
  products: [.executable(name: "assay", targets: ["Assay"])],
  targets: [
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CISAL", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CPCRE2", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSystem"),
    .systemLibrary(name: "CScan"),
    .plugin(name: "GitCommit", capability: .buildTool()),
    .target(name: "BuildCommit", plugins: ["GitCommit"]),
    .target(name: "Ledger", swiftSettings: hot),
    .target(
      name: "Platform", dependencies: ["Ledger", "CCrypto", "CSystem", "CZlib"], swiftSettings: hot),
    .target(name: "Terminal", dependencies: ["Ledger", "Platform"]),
    .target(name: "Parsing", dependencies: ["Ledger", "CISAL"], swiftSettings: hot),
    .target(
      name: "Intake", dependencies: ["Ledger", "Parsing", "CScan", "CSystem"], swiftSettings: hot),
    .target(name: "Pricing", dependencies: ["Ledger", "Parsing", "CPCRE2"], swiftSettings: hot),
    .target(name: "Rating", dependencies: ["Ledger", "Pricing"], swiftSettings: hot),
    .target(
      name: "Reconciliation", dependencies: ["Ledger", "Rating", "Pricing"],
      swiftSettings: hot),
    .target(name: "Cube", dependencies: ["Ledger", "CSystem"], swiftSettings: hot),
    .target(
      name: "Simulation", dependencies: ["Ledger", "Pricing", "Rating", "Cube", "Tables"],
      swiftSettings: hot),
    .target(
      name: "Comparing", dependencies: ["Ledger", "Rating", "Cube"],
      swiftSettings: hot),
    .target(
      name: "Insight", dependencies: ["Ledger", "Pricing", "Rating", "Cube"], swiftSettings: hot),
    .target(name: "Forecasting", dependencies: ["Ledger"], swiftSettings: hot),
    .target(name: "Tables", dependencies: ["Ledger", "CXLSXWriter"], swiftSettings: hot),
    .target(
      name: "Reports",
      dependencies: [
        "Closing", "Credits", "Invoices",
        "Ledger", "Pricing", "Cube", "Simulation", "Comparing", "Insight", "Tables",
        "Reconciliation",
        "Forecasting", "Bills",
      ],
      path: "reports", exclude: ["README.md", "expected"], swiftSettings: hot),
    .target(
      name: "Overview",
      dependencies: [
        "Closing", "Credits",
        "Ledger", "Cube", "Comparing", "Insight", "Bills", "Tables", "Reconciliation", "Reports",
      ]),
    .target(name: "CShippedBook"),
    .target(name: "ShippedBook", dependencies: ["CShippedBook"]),
    .target(name: "CLicences"),
    .target(name: "Licences", dependencies: ["CLicences"]),
    .target(
      name: "Workspace",
      dependencies: [
        "Ledger", "Platform", "Parsing", "Intake", "Pricing", "Rating", "Reconciliation",
        "Simulation",
        "ShippedBook",
      ], swiftSettings: hot),
    .target(
      name: "Engine",
      dependencies: [
        "Ledger", "Platform", "Parsing", "Intake", "Pricing", "Rating", "Reconciliation", "Cube",
        "Simulation", "Comparing", "Insight",
        "Workspace", "ShippedBook",
      ], swiftSettings: hot),
    .target(
      name: "Parts",
      dependencies: [
        "Ledger", "Platform", "Parsing", "Intake", "Workspace", "Engine", "CSQLite",
      ]),
    .target(
      name: "Outlook",
      dependencies: [
        "Ledger", "Platform", "Intake", "Pricing", "Rating", "Reconciliation", "Cube",
        "Forecasting",
        "Tables", "Workspace", "Engine", "Reports",
      ], swiftSettings: hot),
    .target(
      name: "Explaining",
      dependencies: [
        "Bills", "Ledger", "Platform", "Parsing", "Intake", "Pricing", "Rating", "Reconciliation",
        "Cube", "Workspace", "Engine", "CSystem",
      ], swiftSettings: hot),
    .target(
      name: "Bills",
      dependencies: [
        "Ledger", "Platform", "Parsing", "Intake", "Pricing", "Rating", "Cube",
        "Workspace",
      ],
      swiftSettings: hot),
    .target(
      name: "Credits", dependencies: ["Ledger", "Parsing", "Intake", "Pricing", "Rating"],
      // The module has the name of a type in Ledger, which only matters to its textual interface: nothing reads that.
      swiftSettings: hot + [
        .unsafeFlags(
          ["-Xfrontend", "-module-interface-preserve-types-as-written"],
          .when(configuration: .release))
      ]),
    .target(
      name: "Invoices", dependencies: ["Ledger", "Rating", "Cube", "Credits", "Tables"],
      swiftSettings: hot),
    .target(
      name: "Closing",
      dependencies: ["Intake", "Ledger", "Platform", "Parsing", "Tables", "Workspace"]),
    .target(
      name: "Sampling",
      dependencies: [
        "Ledger", "Platform", "Pricing", "Rating", "Reconciliation", "Tables",
        "Workspace", "Engine", "Explaining",
      ], swiftSettings: hot),
    .target(
      name: "PriceImport",
      dependencies: [
        "Ledger", "Platform", "Parsing", "Pricing", "Rating", "Simulation", "Workspace",
        "ShippedBook",
      ]),
    .target(
      name: "Store",
      dependencies: [
        "Credits", "Invoices",
        "Ledger", "Platform", "Cube", "Bills", "Tables", "Reconciliation", "Reports", "CSQLite",
      ]),
    .target(
      name: "Querying", dependencies: ["Ledger", "Tables", "Store"]),
    .target(name: "CPageScript"),
    .target(
      name: "HTMLReport",
      dependencies: [
        "CPageScript", "Ledger", "Platform", "Comparing", "Reports", "Overview", "Tables",
      ],
      exclude: ["Script"]),
    .target(
      name: "Workbook",
      dependencies: [
        "Ledger", "Pricing", "Cube", "Simulation", "Comparing", "Tables", "Reports", "Overview",
      ]),
    .target(
      name: "Scenarios",
      dependencies: [
        "Ledger", "Platform", "Terminal", "Parsing", "Intake", "Pricing", "Rating",
        "Reconciliation", "Cube", "Simulation", "Tables", "Reports", "Overview", "Workspace",
        "Engine",
      ]),
    .target(
      name: "Outputs",
      dependencies: [
        "Closing", "Credits", "Invoices",
        "Bills", "Ledger", "Platform", "Parsing", "Intake", "Pricing", "Rating", "Reconciliation",
        "Cube",
        "Simulation", "Comparing", "Forecasting", "Tables", "Reports", "Overview", "HTMLReport",
        "Workbook",
        "Store", "Workspace", "Engine", "Outlook", "Sampling", "Scenarios",
      ]),
    .target(
      name: "Presentation",
      dependencies: [
        "Closing", "Credits",
        "Ledger", "Platform", "Terminal", "Intake", "Pricing", "Rating",
        "Reconciliation", "Cube", "Simulation", "Comparing", "Forecasting", "Bills", "Tables",
        "Reports", "Overview", "Workbook", "Workspace", "Engine", "Outlook", "Explaining",
        "PriceImport", "Sampling", "Scenarios", "Outputs", "Querying", "Store",
      ]),
    .target(
      name: "Commands",
      dependencies: [
        "Ledger", "Platform", "Terminal", "Parsing", "Pricing", "Rating", "Reconciliation", "Cube",
        "Simulation", "Reports", "Overview", "Workspace", "Engine", "Outlook", "Explaining",
        "Bills", "Credits", "Closing", "Sampling", "Querying", "Scenarios", "Outputs",
        "Presentation",
      ]),
    .executableTarget(
      name: "Assay",
      dependencies: [
        "CSQLite", "CXLSXWriter", "CZlib", "CISAL", "BuildCommit", "Ledger", "Platform",
        "Terminal", "Pricing", "Rating", "Reconciliation", "Simulation", "Comparing", "Tables",
        "Reports", "Overview", "Licences", "Workspace", "Engine", "Parts", "Outlook", "Explaining",
        "Bills", "Credits", "Closing", "Sampling", "PriceImport", "Store", "Querying", "Scenarios",
        "Outputs", "Presentation", "Commands",
      ], linkerSettings: withRuntime),
    // What tests of several rooms need.
    .target(
      name: "Support",
      dependencies: [
        "Ledger", "Parsing", "Pricing", "Rating", "Comparing", "Bills", "Credits", "Invoices",
      ],
      path: "Tests/Support", exclude: ["JSONTestSuite.tsv"]),
    .testTarget(name: "LedgerTests", dependencies: ["Ledger", "Support"]),
    .testTarget(name: "PlatformTests", dependencies: ["Platform", "Ledger"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Ledger"]),
    .testTarget(name: "ParsingTests", dependencies: ["Parsing", "CZlib", "Support"]),
    .testTarget(
      name: "IntakeTests", dependencies: ["Intake", "Parsing", "Ledger", "CScan", "Support"],
      exclude: ["Formats"]),
    .testTarget(name: "PricingTests", dependencies: ["Pricing", "Parsing", "Ledger", "Support"]),
    .testTarget(name: "RatingTests", dependencies: ["Rating", "Pricing", "Ledger", "Support"]),
    .testTarget(
      name: "ReconciliationTests",
      dependencies: ["Reconciliation", "Rating", "Pricing", "Ledger", "Support"]),
    .testTarget(name: "CubeTests", dependencies: ["Cube", "Ledger", "Support"]),
    .testTarget(
      name: "ComparingTests",
      dependencies: ["Comparing", "Rating", "Pricing", "Ledger", "Support"]),
    .testTarget(
      name: "InsightTests",
      dependencies: ["Insight", "Cube", "Rating", "Pricing", "Ledger", "Support"]),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Simulation", "Cube", "Rating", "Pricing", "Ledger", "Support"]),
    .testTarget(name: "TablesTests", dependencies: ["Tables", "Ledger", "CXLSXWriter"]),
    .testTarget(name: "ForecastingTests", dependencies: ["Forecasting", "Support"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Closing", "Credits", "Invoices", "Reports", "Overview", "Ledger", "Pricing", "Rating",
        "Cube", "Tables",
        "Reconciliation", "Insight",
        "Simulation", "Forecasting", "Comparing", "Bills", "Support",
      ]),
    .testTarget(
      name: "OverviewTests",
      dependencies: ["Overview", "Comparing", "Bills", "Ledger", "Support"]),
    .testTarget(name: "LicencesTests", dependencies: ["Licences"]),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: ["Workspace", "Intake", "Parsing", "Pricing", "Rating", "Ledger", "Support"]),
    .testTarget(
      name: "EngineTests",
      dependencies: ["Engine", "Workspace", "Intake", "Reconciliation", "Ledger", "Support"]),
    .testTarget(
      name: "PartsTests", dependencies: ["Parts", "Engine", "Ledger", "Parsing", "Support"]),
    .testTarget(
      name: "OutlookTests", dependencies: ["Outlook", "Engine", "Workspace", "Ledger", "Support"]),
    .testTarget(name: "ExplainingTests", dependencies: ["Explaining", "Ledger", "Workspace"]),
    .testTarget(
      name: "BillsTests",
      dependencies: [
        "Bills", "Cube", "Intake", "Ledger", "Parsing", "Pricing", "Rating", "Support", "Workspace",
      ],
      exclude: ["Examples"]),
    .testTarget(
      name: "CreditsTests",
      dependencies: [
        "Credits", "Intake", "Ledger", "Parsing", "Pricing", "Rating", "Workspace",
      ]),
    .testTarget(
      name: "InvoicesTests",
      dependencies: ["Invoices", "Credits", "Ledger", "Support", "Tables"]),
    .testTarget(
      name: "ClosingTests", dependencies: ["Closing", "Ledger", "Platform", "Workspace"]),
    .testTarget(name: "SamplingTests", dependencies: ["Sampling", "Ledger", "Tables"]),
    .testTarget(name: "PriceImportTests", dependencies: ["PriceImport", "Ledger", "Support"]),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Closing", "Store", "Reports", "Credits", "Cube", "Invoices", "Ledger", "Tables", "CSQLite",
        "Support",
      ]),
    .testTarget(
      name: "QueryingTests", dependencies: ["Querying", "Store", "Tables", "Ledger"]),
    .testTarget(
      name: "HTMLReportTests",
      dependencies: ["HTMLReport", "Overview", "Comparing", "Tables", "Ledger", "Support"]),
    .testTarget(
      name: "WorkbookTests",
      dependencies: [
        "Bills", "Credits",
        "Workbook", "Overview", "Reports", "Tables", "Rating", "Reconciliation", "Cube",
        "Comparing",
        "Ledger",
        "Support",
      ]),
    .testTarget(
      name: "ScenariosTests", dependencies: ["Ledger", "Terminal", "Scenarios", "Support"]),
    .testTarget(
      name: "OutputsTests",
      dependencies: [
        "Ledger", "Bills", "Parsing", "Platform", "Workspace", "Engine", "Outputs", "Support",
      ]),
    .testTarget(
      name: "PresentationTests",
      dependencies: [
        "Ledger", "Platform", "Terminal", "Pricing", "Rating", "Reconciliation", "Workspace",
        "Overview", "Bills", "Credits", "Presentation", "Support",
      ]),
    .testTarget(
      name: "CommandsTests",
      dependencies: [
        "Commands", "Engine", "Ledger", "Outputs", "Querying", "Sampling", "Terminal",
      ]),
    .testTarget(
      name: "EndToEnd", dependencies: ["Assay", "CSQLite", "Ledger", "Licences", "Support"],
      exclude: [
        "Quarter", "planted-errors.csv", "quarter-errors.csv", "workbook.py", "workbook_format.py",
        "page.py",
        "gunzip.py", "terminal.py", "unknown_figures.py", "unknown_credits.py", "expected",
        "bill_requests.py",
      ]),
    .testTarget(name: "House", dependencies: ["Licences"]),
  ]
)
