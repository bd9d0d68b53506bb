import Ledger
import Rating
import Testing

@testable import Credits

/// Requests with customers' own keys, and their accounts at vendors.
struct OwnKeyTests {
  private let august = LedgerScene.august

  /// `a` has registered p, and `b` nothing.
  private func scene() -> UsageScene {
    var scene = UsageScene()
    var terms = AccountTerms(account: "a")
    terms.byokProviders = ["p", "s"]
    scene.scene.terms = ["a": terms, "b": AccountTerms(account: "b")]
    return scene
  }

  /// A credit is worth 0.01 USD.
  @Test func `a request under a key of a provider that is not registered is reported`() {
    var scene = scene()
    scene.request("a", at: august(2), rated: 1, isBYOK: true)
    scene.request("a", at: august(2), rated: 2, provider: "q", isBYOK: true)
    scene.request("a", at: august(2), rated: 4, provider: "q")
    scene.request("b", at: august(2), rated: 8, isBYOK: true)
    // After the end of the replay.
    scene.request("b", at: august(5), rated: 16, isBYOK: true)
    #expect(scene.texts() == ["byok_unregistered 3 2", "byok_unregistered 5 8"])
    #expect(
      scene.findings().map(\.usd) == [2, 8].map { $0 * Money.attodollarsPerDollar / 100 })
    #expect(
      scene.ownKeys() == [
        "a p yes 1 1 1 - -", "a q no 1 2 2 - -", "a s yes 0 0 0 - -", "b p no 1 8 8 - -",
      ])
  }

  @Test func `the figures are those of the period, findings also of the time before`() {
    var scene = scene()
    scene.scene.from = august(3)
    scene.request("b", at: august(3) - 1, rated: 8, isBYOK: true)
    scene.request("a", at: august(3) - 1, rated: 4, isBYOK: true)
    scene.request("a", at: august(3), rated: 2, isBYOK: true)
    #expect(scene.texts() == ["byok_unregistered 2 8"])
    #expect(scene.ownKeys() == ["a p yes 1 2 2 - -", "a s yes 0 0 0 - -"])
  }

  @Test func `without accounts.csv it is unknown what is registered`() {
    var scene = UsageScene()
    scene.request("a", at: august(2), isBYOK: true)
    #expect(scene.texts() == [])
    #expect(scene.ownKeys() == ["a p no 1 1 1 - -"])
  }

  /// With the column and no provider in it, it is known that none is registered.
  @Test func `a blank cell registers no provider, and without the column nothing is known`() {
    func found(_ providers: [Name]?) -> (findings: [String], accounts: [String]) {
      var scene = UsageScene()
      var terms = AccountTerms(account: "a")
      terms.byokProviders = providers
      scene.scene.terms = ["a": terms]
      scene.request("a", at: august(2), isBYOK: true)
      return (scene.texts(), scene.ownKeys())
    }
    #expect(found(nil).findings == [])
    #expect(found([]).findings == ["byok_unregistered 2 1"])
    #expect(found(nil).accounts == ["a p no 1 1 1 - -"])
    #expect(found([]).accounts == ["a p no 1 1 1 - -"])
  }

  /// The cost of a request without a price is not known: it is in no sum, and alone it leaves the sums blank.
  @Test func `a request without a price is counted and in no amount`() {
    var scene = scene()
    scene.request("a", at: august(2), rated: 3, isBYOK: true)
    scene.request("a", at: august(2), isBYOK: true, isPriced: false)
    scene.request("b", at: august(2), isBYOK: true, isPriced: false)
    scene.request("b", at: august(3), isBYOK: true, isPriced: false)
    #expect(
      scene.ownKeys() == [
        "a p yes 2 3 3 - - 1 unpriced", "a s yes 0 0 0 - -", "b p no 2 - - - - 2 unpriced",
      ])
    #expect(
      scene.texts() == ["byok_unregistered 4 - 1 unpriced", "byok_unregistered 5 - 1 unpriced"])
  }

  @Test func `without a usage ledger the requests are not known`() {
    var scene = scene()
    scene.hasUsage = false
    scene.scene.add(.balance, "b", at: august(4), credits: 3, subject: "q")
    #expect(
      scene.ownKeys() == [
        "a p yes - - - - -", "a s yes - - - - -", "b q no - - - 3 2026-08-04T00:00:00Z",
      ])
  }

  @Test func `the last balance of a provider is listed`() {
    var scene = scene()
    scene.scene.add(.balance, "a", at: august(2), credits: 7, subject: "p")
    scene.scene.add(.balance, "a", at: august(3), credits: -5, subject: "p")
    // Without a provider it is the balance of the account; one of another account is another.
    scene.scene.add(.balance, "a", at: august(4), credits: 9)
    scene.scene.add(.balance, "b", at: august(4), credits: 3, subject: "q")
    scene.scene.add(.balance, "a", at: august(4), credits: 4, subject: "p", outcome: .duplicate)
    scene.scene.add(.balance, "a", at: august(6), credits: 4, subject: "s", outcome: .afterPeriod)
    #expect(
      scene.ownKeys() == [
        "a p yes 0 0 0 -5 2026-08-03T00:00:00Z", "a s yes 0 0 0 - -",
        "b q no 0 0 0 3 2026-08-04T00:00:00Z",
      ])
  }
}
