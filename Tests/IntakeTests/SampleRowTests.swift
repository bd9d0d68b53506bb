import Intake
import Testing

/// Samples of exports that nobody knows, at the edges of what a row may hold.
struct SampleRowTests {
  /// `usage.n` is the name of a member and of a member within a member, or a key that comes twice.
  @Test(arguments: [
    #"[{"usage.n":"1","usage":{"n":"2"},"id":"q1"},{"usage.n":"3","usage":{"n":"4"},"id":"q2"}]"#,
    "{\"usage\":{\"n\":1,\"n\":2},\"id\":\"q1\"}\n{\"usage\":{\"n\":3,\"n\":4},\"id\":\"q2\"}\n",
  ])
  func `of a name that comes twice in a row the first counts`(text: String) throws {
    let table = try #require(SampleTable(Array(text.utf8), isEnd: true))
    #expect(table.rowCount == 2)
    #expect(SampleTable.namesTellingRowsApart([table]) == ["usage.n", "id"])
  }

  /// Two rows alike in all columns are one that was exported twice.
  @Test func `columns tell rows apart unless another row says the same`() throws {
    let text = "id,user,n\nq1,u,5\nq2,u,5\nq2,u,5\n"
    let table = try #require(SampleTable(Array(text.utf8), isEnd: true))
    #expect(SampleTable.namesTellingRowsApart([table]) == ["id"])
  }
}
