import Foundation
import Testing

@testable import HTMLReport

/// Contrast as WCAG 2.2 defines it, of the colours in the style sheet.
struct ContrastTests {
  /// The variables of each scheme, in the order of the sheet.
  private static let schemes: [(name: String, colours: [String: String])] = {
    let sheet = StyleSheet.text
    let blocks = sheet.components(separatedBy: ":root{").dropFirst().map { block in
      block.prefix { $0 != "}" }
    }
    return zip(["light", "dark", "print"], blocks).map { name, block in
      let pairs = block.split(separator: ";").map { $0.split(separator: ":").map(String.init) }
      return (
        name,
        Dictionary(
          uniqueKeysWithValues: pairs.filter { $0[0].contains("--") }.map {
            ($0[0].trimmingCharacters(in: .whitespacesAndNewlines), $0[1])
          })
      )
    }
  }()

  @Test func `there are colours for light, dark and print`() {
    #expect(Self.schemes.map(\.name) == ["light", "dark", "print"])
  }

  @Test func `text has a contrast of 4.5 at least`() throws {
    // A row that is pointed at has the soft ground; labels in charts have the colour of their line.
    for ground in ["--bg", "--soft"] {
      for text in ["--ink", "--text", "--mute", "--link", "--bad", "--good", "--up"] {
        try expect(text, on: ground, atLeast: 4.5)
      }
    }
  }

  @Test func `marks and the edges of controls have a contrast of 3 at least`() throws {
    for mark in ["--up", "--down", "--mark", "--ink"] { try expect(mark, on: "--bg", atLeast: 3) }
    try expect("--up", on: "--band", atLeast: 3)
  }

  /// The colours are those of the design, and so is the least contrast of texts.
  @Test func `the lowest contrast of texts is 5.4 in light and 7.3 in dark`() throws {
    let texts = ["--ink", "--text", "--mute", "--link", "--bad", "--good", "--up"]
    for (scheme, lowest) in zip(Self.schemes, [5.4, 7.3]) {
      let least = try texts.map { try contrast($0, "--bg", in: scheme.colours) }.min() ?? 0
      #expect(abs(least - lowest) < 0.06, "\(scheme.name): \(least)")
    }
  }

  private func expect(_ mark: String, on ground: String, atLeast least: Double) throws {
    for scheme in Self.schemes {
      let measured = try contrast(mark, ground, in: scheme.colours)
      #expect(measured >= least, "\(scheme.name): \(mark) on \(ground) is \(measured)")
    }
  }

  private func contrast(
    _ one: String, _ other: String, in colours: [String: String]
  ) throws -> Double {
    let lights = try [one, other].map { try luminance(#require(colours[$0])) }.sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  /// The relative luminance of `#rrggbb` or `#rgb`.
  private func luminance(_ colour: String) throws -> Double {
    let digits = colour.dropFirst().map(String.init)
    let pairs =
      digits.count == 3
      ? digits.map { $0 + $0 } : stride(from: 0, to: 6, by: 2).map { digits[$0] + digits[$0 + 1] }
    let channels = try pairs.map { pair -> Double in
      let value = Double(try #require(Int(pair, radix: 16))) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }
}
