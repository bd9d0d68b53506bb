import Foundation
import Testing

/// The manual page, against the help that is made from the same declarations.
struct ManPageTests {
  /// The words of a page of man(7), without its requests and escapes.
  private static func words(_ page: some StringProtocol) -> [String] {
    page.split(separator: "\n").flatMap { line in
      // A request is a word after a full stop, and stands before the text.
      let text = line.hasPrefix(".") ? line.drop { $0 != " " } : line
      return String(text).replacingOccurrences(of: "\\-", with: "-")
        .replacingOccurrences(of: "\\&", with: "").replacingOccurrences(of: "\\e", with: "\\")
        .split(separator: " ").map(String.init)
    }
  }

  @Test func `the page says of each command what its help says, word for word`() throws {
    let page = try Program.assay("help", "--man").output
    for command in try HelpTests.commands() {
      let help = try Program.assay(command, "--help", "all").output
      let section = try #require(page.components(separatedBy: ".SS \(command)\n").last)
      let end = section.range(of: "\n.S")?.lowerBound ?? section.endIndex
      #expect(
        Self.words(section[..<end])
          == help.split { $0 == " " || $0 == "\n" }.map(String.init), "\(command)")
    }
  }

  @Test func `the page names the program, its version and each exit status`() throws {
    let lines = try Program.assay("help", "--man").output.split(separator: "\n")
    let version = try #require(
      Program.assay("--version").output.firstMatch(of: #/^assay [0-9.]+/#)?.output)
    #expect(lines.first == ".TH ASSAY 1 \"\" \"\(version)\" \"User Commands\"")
    #expect(
      lines.filter { $0.contains(#/^\.B [0-9]+$/#) } == [".B 0", ".B 1", ".B 2", ".B 3", ".B 64"])
  }

  @Test func `no text is taken for a request of man(7)`() throws {
    for line in try Program.assay("help", "--man").output.split(separator: "\n") {
      #expect(
        !line.hasPrefix("'")
          && (!line.hasPrefix(".") || line.contains(#/^\.(TH|SH|SS|PP|TP|nf|fi|B|I)( |$)/#)),
        "\(line)")
    }
  }
}
