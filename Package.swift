// swift-tools-version: 6.0
import PackageDescription

// The order of the targets is the way of a row: Ledger is what everybody speaks, Assay knows the order.
let optimised: [SwiftSetting] = [
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))
]

let package = Package(
  name: "assay",
  products: [.executable(name: "assay", targets: ["Assay"])],
  targets: [
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "Ledger", swiftSettings: optimised),
    .target(name: "Intake", dependencies: ["Ledger", "CZlib"], swiftSettings: optimised),
    .target(name: "Pricing", dependencies: ["Ledger"], swiftSettings: optimised),
    .target(name: "Rating", dependencies: ["Ledger", "Pricing"], swiftSettings: optimised),
    .target(
      name: "Reconciliation", dependencies: ["Ledger", "Rating", "Pricing"],
      swiftSettings: optimised),
    .target(name: "Cube", dependencies: ["Ledger"], swiftSettings: optimised),
    .target(name: "Forecasting", dependencies: ["Ledger"], swiftSettings: optimised),
    .target(name: "Tables", dependencies: ["Ledger", "CXLSXWriter"], swiftSettings: optimised),
    .target(
      name: "Reports",
      dependencies: ["Ledger", "Cube", "Tables", "Reconciliation", "Intake", "Forecasting"],
      path: "reports", exclude: ["README.md", "expected"], swiftSettings: optimised),
    .executableTarget(
      name: "Assay",
      dependencies: [
        "Ledger", "Intake", "Pricing", "Rating", "Reconciliation", "Cube", "Forecasting", "Tables",
        "Reports", "CSQLite", "CXLSXWriter", "CZlib", "CCrypto",
      ], swiftSettings: optimised),
  ]
)
