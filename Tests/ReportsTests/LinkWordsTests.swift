import Reports
import Testing

struct LinkWordsTests {
  @Test(
    arguments: [
      ("by month and tier", 0, "by month and tier"),
      (.words("the next days", ifNone: "no forecast"), 0, "no forecast"),
      (.words("the next days", ifNone: "no forecast"), 2, "the next days"),
      (.count(of: "cause", "of differences"), 0, "none"),
      (.count(of: "cause", "of differences"), 1, "1 cause of differences"),
      (.count(of: "picture"), 1200, "1,200 pictures"),
    ] as [(LinkWords, Int, String)])
  func `the words beside a link know how many rows there are`(
    link: LinkWords, rowCount: Int, text: String
  ) {
    #expect(link.text(rowCount: rowCount) == text)
  }
}
