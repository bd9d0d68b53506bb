/// A piece of HTML.
///
/// Text gets in through `text`, which escapes it, or as a literal, which is escaped too; so nothing that a
/// ledger holds can become an element.
struct Markup: Sendable {
  let html: String

  private init(html: String) {
    self.html = html
  }

  static let nothing = Markup(html: "")

  /// Text that shows as it is, with what hides in it made visible.
  static func text(_ text: String) -> Markup { Markup(html: escaped(text)) }

  /// Assay's own words with names and figures among them.
  static func sentence(_ text: String) -> Markup {
    joined(
      BidirectionalText.runs(Typography.sentence(text)).map { run in
        run.isFromRight ? .element("bdi", .text(run.text)) : .text(run.text)
      })
  }

  /// An element with its end tag.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ children: [Markup]
  ) -> Markup {
    element(name, attributes: attributes.map { ($0.key, $0.value) }, children)
  }

  /// The same with attributes that depend on what is shown.
  static func element(
    _ name: String, attributes: [(name: String, value: String)], _ children: [Markup]
  ) -> Markup {
    Markup(html: startTag(name, attributes) + joined(children).html + "</\(name)>")
  }

  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ child: Markup
  ) -> Markup {
    element(name, attributes, [child])
  }

  static func element(_ name: String, _ children: [Markup]) -> Markup {
    element(name, [:], children)
  }

  static func element(_ name: String, _ child: Markup) -> Markup { element(name, [:], [child]) }

  /// An element of HTML that has no content and no end tag, such as `meta`.
  static func void(_ name: String, _ attributes: KeyValuePairs<String, String>) -> Markup {
    Markup(html: startTag(name, attributes.map { ($0.key, $0.value) }))
  }

  /// The same with attributes that depend on what is shown.
  static func void(_ name: String, attributes: [(name: String, value: String)]) -> Markup {
    Markup(html: startTag(name, attributes))
  }

  /// A shape of SVG without content.
  static func shape(_ name: String, _ attributes: KeyValuePairs<String, String>) -> Markup {
    Markup(html: startTag(name, attributes.map { ($0.key, $0.value) }).dropLast() + "/>")
  }

  /// The style sheet, whose text is ours and which knows no escapes.
  static func style(_ sheet: String) -> Markup { Markup(html: "<style>\(sheet)</style>") }

  /// The script of the page, whose text is ours and which knows no escapes.
  static func script(_ script: String) -> Markup { Markup(html: "<script>\(script)</script>") }

  /// Data for the script, which no browser runs.
  ///
  /// - Parameter json: a document without `<`, as names of a ledger could end the element.
  static func data(id: String, json: String) -> Markup {
    precondition(!json.utf8.contains(UInt8(ascii: "<")), "JSON of the page escapes each <")
    let tag = startTag("script", [("type", "application/json"), ("id", id)])
    return Markup(html: tag + json + "</script>")
  }

  /// A whole document.
  static func document(_ children: [Markup]) -> Markup {
    Markup(html: "<!doctype html>\n" + element("html", ["lang": "en"], children).html + "\n")
  }

  static func joined(_ parts: [Markup]) -> Markup {
    Markup(html: parts.reduce(into: "") { $0 += $1.html })
  }

  private static func startTag(
    _ name: String, _ attributes: [(name: String, value: String)]
  ) -> String {
    attributes.reduce(into: "<" + name) { $0 += " \($1.name)=\"\(escaped($1.value))\"" } + ">"
  }

  private static func escaped(_ text: String) -> String {
    VisibleText.text(text).unicodeScalars.reduce(into: "") { html, scalar in
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      default: html.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Markup: ExpressibleByStringLiteral {
  init(stringLiteral text: String) {
    self = .text(text)
  }
}
