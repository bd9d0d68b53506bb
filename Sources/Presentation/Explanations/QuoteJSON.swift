import Explaining
import Ledger
import Outputs

/// A quote as one JSON document; see docs/JSON.md.
package struct QuoteJSON {
  let quote: Quote

  /// - Parameter quote: what the document is of.
  package init(quote: Quote) {
    self.quote = quote
  }

  /// The document.
  package var text: String {
    let json = TraceJSON(trace: quote.trace)
    return JSONText.object(
      [
        ("assay", .string(Version.number)),
        ("at", .described(quote.stated)),
        ("prices_from", .described(quote.lastChange)),
      ] + json.request + [
        ("cost", .object(json.cost)), ("charge", .object(json.charge)),
      ]
    ).text
  }
}
