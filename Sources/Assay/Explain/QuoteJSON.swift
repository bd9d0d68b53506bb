import Explaining
import Ledger
import Outputs

/// A quote as one JSON document; see docs/JSON.md.
struct QuoteJSON {
  let quote: Quote

  var text: String {
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
