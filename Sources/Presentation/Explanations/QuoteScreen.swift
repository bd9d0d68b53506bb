import Explaining
import Ledger
import Rating
import Reconciliation
import Terminal

/// The screen of `quote`: the tables of `explain`, without recorded figures.
package struct QuoteScreen {
  let quote: Quote
  let books: Books
  let currencies: CurrencyBook
  let width: Int
  let paint: Paint

  /// - Parameters: see the members of these names.
  package init(quote: Quote, books: Books, currencies: CurrencyBook, width: Int, paint: Paint) {
    self.quote = quote
    self.books = books
    self.currencies = currencies
    self.width = width
    self.paint = paint
  }

  /// The screen, line by line.
  package var text: String {
    let trace = quote.trace
    let kind = trace.card.kind
    let head = RequestHead(width: width, paint: paint)
    let tier = kind.tier.isEmpty ? "" : "tier \(kind.tier)"
    let title = head.facts([
      "\(kind.provider) \(trace.card.dimensions.model)", tier, RequestHead.conditions(kind),
    ])
    let cost = CostBlock(
      trace: trace, recorded: nil, exchangeRate: nil, lateRate: nil,
      reconciler: Reconciler(currencies: currencies, settings: books.settings), books: books,
      width: width)
    let credits = CreditText(trace: trace, recorded: nil, width: width)
    let effect = RevenueEffectText(trace: trace, recorded: nil, costDifference: nil)
    let blocks = [
      title.map { paint(.bold, $0) } + head.alias(trace, isOfLedger: false)
        + Wrapping.lines(time, hanging: 2, width: width),
      cost.lines.painted(paint), credits.lines,
      Wrapping.lines(effect.text, hanging: 2, width: width),
    ]
    return blocks.text
  }

  /// No clock is asked, so the screen says which books it took: any of them may have changed last.
  private var time: String {
    if let stated = quote.stated { return "at the prices in force at \(stated)" }
    guard let change = quote.lastChange else {
      return "at the prices of the books, the same at all times"
    }
    return "at the prices in force on \(change); for another time: --at T"
  }
}
