import Foundation
import Licences
import Testing

/// The page that `assay licences` prints.
struct LicencePageTests {
  private let page = LicencePage.text

  @Test func `the table of contents has a line for each component, in order`() throws {
    let table = try #require(page.components(separatedBy: "\n\n\n").first)
    let rows = table.split(separator: "\n").filter { $0.hasPrefix("  ") }
    #expect(rows.count == Component.all.count)
    for (row, component) in zip(rows, Component.all) {
      #expect(row.hasPrefix("  \(component.name)  "))
      #expect(row.hasSuffix("  \(component.licence)"))
      #expect(row.count <= 100)
    }
  }

  @Test func `each component has a heading with its licence, use, source and link names`() {
    let rule = String(repeating: "=", count: 80)
    for component in Component.all {
      var section =
        "\n\n\(rule)\n\(component.name)\n\(rule)\nLicence: \(component.licence)\n"
        + "Use: \(component.use)\n"
      if let source = component.source { section += "Source: \(source)\n" }
      if !component.linkNames.isEmpty {
        section += "Linked as: \(component.linkNames.joined(separator: ", "))\n"
      }
      #expect(page.contains(section), "\(component.name)")
    }
  }

  @Test func `each text is on the page once, in full`() {
    for text in Set(Component.all.flatMap(\.texts)) {
      #expect(page.components(separatedBy: text.text).count == 2, "\(text.title)")
    }
  }

  @Test func `a component without a text of its own names the section that has it`() {
    #expect(page.contains("\nApache License 2.0: see OpenSSL\n"))
    #expect(
      page.contains("\nLicences of libxlsxwriter and its bundled parts: see libxlsxwriter\n"))
  }

  @Test func `versions are left to assay --version`() {
    let headings = page.split(separator: "\n").filter {
      $0.hasPrefix("Use: ") || $0.hasPrefix("Source: ")
    }
    #expect(headings.allSatisfy { $0.firstMatch(of: #/[0-9]\.[0-9]/#) == nil })
  }
}
