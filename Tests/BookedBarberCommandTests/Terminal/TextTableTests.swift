import Testing

@testable import BookedBarberCommand

@Suite("A table in a terminal")
struct TextTableTests {
    private let table = TextTable(
        columns: [.init("pid"), .init("user", .left, rank: 2), .init("age", rank: 1), .init("text", .left)],
        rows: [
            ["7", "床屋", "1 s", "SELECT name FROM services WHERE id = $1"], ["4711", "e\u{301}va", "12 s", "COMMIT"],
        ])

    @Test("has columns that stand under each other, whatever is in them")
    func aligned() {
        let lines = table.lines()

        #expect(
            lines == [
                " pid  user   age  text", "   7  床屋   1 s  SELECT name FROM services WHERE id = $1",
                "4711  e\u{301}va   12 s  COMMIT",
            ])
    }

    @Test("leaves out the columns that matter least, then cuts the last one")
    func narrow() {
        #expect(table.lines(width: 40)[1] == "   7   1 s  SELECT name FROM services W…")
        #expect(table.lines(width: 30)[1] == "   7  SELECT name FROM servic…")
        #expect(table.lines(width: 12)[1] == "   7  SELEC…")
        #expect(table.lines(width: 200) == table.lines())
    }
}
