import Ledger
import Outputs
import Testing

struct InvoiceFileNameTests {
  private static let august = Month(year: 2026, month: 8)

  @Test(
    arguments: [
      ("acc_17", "2026-08-acc_17.xlsx"), ("../x", "2026-08-..%2Fx.xlsx"),
      ("a b%2F", "2026-08-a%20b%252F.xlsx"),
    ])
  func `every byte of the account that is not plain is encoded`(account: String, name: String) {
    #expect(InvoiceFileName.name(month: Self.august, account: Name(account)) == name)
    #expect(InvoiceFileName.family.contains(name))
  }

  @Test func `long ids have names of their own that fit a file system`() {
    let long = String(repeating: "/", count: 300)
    let names = [long, long + "a"].map {
      InvoiceFileName.name(month: Self.august, account: Name($0))
    }
    #expect(names[0] != names[1] && names.allSatisfy { $0.utf8.count <= 220 })
    #expect(names.allSatisfy(InvoiceFileName.family.contains))
  }

  @Test(
    arguments: [
      "2026-08-.xlsx", "2026-13-a.xlsx", "2026-08_a.xlsx", "2026-08-a.csv", "invoice-2026-08.xlsx",
      "mine.xlsx",
    ])
  func `other files are not invoices`(name: String) {
    #expect(!InvoiceFileName.family.contains(name))
  }
}
