import Comparing
import Overview
import Support
import Testing

@testable import HTMLReport

/// The section of what changed; figures by hand, from the example of docs/COMPARE.md.
struct ChangesTests {
  private func html(isSold: Bool = true) throws -> String {
    ChangesSection.markup(ComparisonSummary(try WorkedComparison.make(isSold: isSold))).html
      .replacing("\u{A0}", with: " ")
  }

  @Test func `without a comparison there is no section`() {
    #expect(ChangesSection.markup(nil).html.isEmpty)
  }

  @Test func `the heading names both periods, and the sentence below is the answer`() throws {
    let html = try html()
    #expect(html.contains(#"<h2 id="h-changed">What changed: July against May 2026</h2>"#))
    #expect(
      html.contains(
        "<p class=\"lead\">Margin rose from 2.75 to 5.05 USD, mainly due to request size +1.32 and "
      ))
  }

  @Test func `each line has the figures of all measures, changes with their sign`() throws {
    let rows = try html().components(of: "tr").map { row in
      row.replacing(/<svg.*?<\/svg>/, with: "").replacing(/<\/t[hd]>/, with: "|")
        .replacing(/<[^>]*>/, with: "")
    }
    #expect(
      rows.prefix(11) == [
        "Cause|Usage revenue|Vendor cost|Margin|", "May|8.85|6.10|2.75|",
        "Lost accounts (1)|−1.05|−0.70|−0.35|", "Volume|+1.68|+1.10|+0.58|",
        "Mix of requests|+2.80|+1.50|+1.30|", "Request size|+3.52|+2.20|+1.32|",
        "Cache share|−1.30|−0.81|−0.49|", "Vendor prices|−1.50|−1.00|−0.50|",
        "Multipliers and plans|+0.42|0.00|+0.42|", "Credit step|+0.02|0.00|+0.02|",
        "July|13.44|8.39|5.05|",
      ])
  }

  @Test func `each mover has its change, both amounts and the causes, and its keys for the script`()
    throws
  {
    let items = try html().components(separatedBy: "<li data-").dropFirst().map { item in
      item.components(separatedBy: "</li>")[0].replacing(/<[^>]*>/, with: "|")
    }
    #expect(
      items.prefix(2) == [
        "account=\"a1\">||a1|||+2.65||2.40 → 5.05; request size +1.32, mix +1.30, volume +0.58, "
          + "others −0.55|",
        "account=\"a2\">||a2|||−0.35||0.35 → 0.00; lost accounts −0.35|",
      ])
    #expect(items[2].hasPrefix("tier=\"pro\" data-model=\""))
  }

  @Test func `without script a phone shows the measure of the choice that is checked`() throws {
    let html = try html()
    #expect(
      html.contains(
        #"<input type="radio" name="measure" id="measure-0" value="0" checked=""><span>Usage"#))
    #expect(html.components(separatedBy: "class=\"n m m2\"").count == 1 + 1 + 10)
    #expect(StyleSheet.text.contains("#changed:has(#measure-2:checked) .m:not(.m2){display:none}"))
  }

  /// Revenue moves between 7.80 and 15.80, so 1 USD has 14 of the 112 pixels; the 4.80 of cost and the 3.20 of margin are
  /// in the middle.
  @Test func `the bars of all measures share one scale and are hidden from readers`() throws {
    let rows = try html().components(of: "tr")
    let bars = rows[2].matches(of: /<rect class="down" x="([\d.]+)" y="4" width="([\d.]+)"/)
    #expect(bars.map(\.output.1) == ["4", "26.4", "37.6"])
    #expect(bars.map(\.output.2) == ["14.7", "9.8", "4.9"])
    // No bar for the 0.00 of the cost, and none for start and end.
    #expect(rows[8].matches(of: /<rect class="up"/).count == 2)
    #expect(!rows[1].contains("<rect") && !rows[10].contains("<rect"))
    let drawings = try html().matches(of: /<svg [^>]*>/)
    #expect(drawings.count == 30)
    #expect(drawings.allSatisfy { $0.output.contains(#"aria-hidden="true""#) })
    #expect(try !html().contains("style="))
  }

  @Test func `where nothing is sold there is one column`() throws {
    let html = try html(isSold: false)
    #expect(html.contains("<p class=\"lead\">Vendor cost rose from 6.10 to 8.39 USD, "))
    #expect(!html.contains("Usage revenue") && !html.contains("Margin"))
  }

  @Test func `a minus is before negative changes, and hyphens of names stay`() {
    #expect(
      Typography.changes("mix -5.34, volume +0.10 of gpt-5") == "mix −5.34, volume +0.10 of gpt-5")
  }
}

extension String {
  /// The content of each element of a name that contains no other of it.
  fileprivate func components(of name: String) -> [String] {
    components(separatedBy: "<\(name)").dropFirst().map { part in
      let start = part.firstIndex(of: ">").map(part.index(after:)) ?? part.startIndex
      return String(part[start...].components(separatedBy: "</\(name)>")[0])
    }
  }
}
