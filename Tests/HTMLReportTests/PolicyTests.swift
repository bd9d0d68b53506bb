import Testing

@testable import HTMLReport

struct PolicyTests {
  /// The digests are those of `printf TEXT | openssl dgst -sha256 -binary | base64`.
  @Test func `the page runs its own script and style alone, known by their digests`() {
    #expect(
      ContentSecurityPolicy.text(script: "let x = 1;\n", style: "")
        == "default-src 'none'; script-src 'sha256-TC5qiXi+YIZFqnpHMqZt/5lrJKb1vhcDsvqKLBsZi6o='; "
        + "style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; base-uri 'none'; form-action 'none'"
    )
  }

  @Test func `data of the script cannot end its element`() {
    #expect(
      Markup.data(id: "data", json: #"{"a":1}"#).html
        == #"<script type="application/json" id="data">{"a":1}</script>"#)
  }

  @Test func `no style sheet ends its element or loads anything`() {
    let sheet = StyleSheet.text
    for banned in ["</", "<!--", "@import", "url(", "http:", "https:"] {
      #expect(!sheet.contains(banned), "\(banned)")
    }
  }
}
