/// The books, and the grants and debts at the end of the replay, from which advice is drawn.
package struct ReplayEnd: Sendable {
  let books: CreditBooks
  let grants: [Grant]
  let debts: [Debt]
  let parts: [Part]
}
