import Testing

@testable import MonitoringDashboard

@Suite struct HTMLTests {
    @Test func `what is interpolated is escaped, what is written is not`() {
        let text = "<b title=\"a\">'x' & y</b>"

        let html: HTML = "<p class=\"q\">\(text)</p>"

        #expect(html.text == "<p class=\"q\">&lt;b title=&quot;a&quot;&gt;&#39;x&#39; &amp; y&lt;/b&gt;</p>")
    }

    @Test func `HTML inside of HTML stays as it is`() {
        let cells: [HTML] = ["<td>1</td>", "<td>\("<")</td>"]

        let row: HTML = "<tr>\(cells)\(cells[0])\(7)</tr>"

        #expect(row.text == "<tr><td>1</td><td>&lt;</td><td>1</td>7</tr>")
    }

    @Test func `control characters are replaced, other scripts are kept`() {
        let html: HTML = "\("a\u{0}\u{1B}b\tc\nd ü 日本")"

        #expect(html.text == "a\u{FFFD}\u{FFFD}b\tc\nd ü 日本")
    }

    @Test func `a link's part is encoded byte by byte`() {
        #expect("s0/16384+ü\"".percentEncoded == "s0%2F16384%2B%C3%BC%22")
    }
}
