import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite struct StatementTextTests {
    @Test(arguments: [
        ("SELECT 1", "SELECT ?"),
        ("SELECT  *\n FROM users WHERE email = 'a@b.c'", "SELECT * FROM users WHERE email = ?"),
        ("SELECT 'it''s' || E'a\\'b' || x", "SELECT ? || ? || x"),
        ("SELECT $1, $22 FROM t1", "SELECT $1, $22 FROM t1"),
        ("SELECT $body$ secret $x$ $body$, 2", "SELECT ?, ?"),
        ("SELECT $$ secret $$", "SELECT ?"),
        ("SELECT 1.5e-10, .5, 0x1F, 1_000", "SELECT ?, ?, ?, ?"),
        ("SELECT \"Name 1\", \"a\"\"b\" FROM t", "SELECT \"Name 1\", \"a\"\"b\" FROM t"),
        ("SELECT 1 -- card 4111\n, 2", "SELECT ? , ?"),
        ("SELECT /* user 5 /* nested */ */ 2", "SELECT ?"),
        ("SELECT B'101', x'ff', N'text', U&'d\\0061t'", "SELECT ?, ?, ?, ?"),
        ("SELECT id::text, a->'key' FROM t2", "SELECT id::text, a->? FROM t2"),
        ("INSERT INTO t VALUES ('cut off in the mid", "INSERT INTO t VALUES (?"),
        ("SELECT $tag$ cut off", "SELECT ?"),
        ("SELECT \"cut off", "SELECT ?"),
        ("SELECT 'a' 'b'", "SELECT ? ?"),
        ("SELECT größe FROM straße", "SELECT größe FROM straße"),
        ("SELECT i-1, i - 1", "SELECT i-?, i - ?"),
        ("", ""),
        ("'", "?"),
        ("-- only", ""),
    ])
    func valuesAreTakenOut(text: String, expected: String) {
        #expect(StatementText.withoutValues(text) == expected)
    }

    @Test func aLongTextIsShortened() {
        let text = "SELECT " + Array(repeating: "column_name", count: 500).joined(separator: ", ")

        let short = StatementText.withoutValues(text, limit: 100)

        #expect(short.count == 100)
        #expect(short.hasSuffix("…"))
    }

    @Test(arguments: [
        ("/* no-alert */ SELECT 1", true), ("SELECT 1 /*no-alert*/", true), ("SELECT 'no-alert'", false),
        ("SELECT 1", false),
    ])
    func aStatementMaySayThatItMayBeSlow(text: String, expected: Bool) {
        #expect(StatementText.isExempt(text) == expected)
    }

    /// Whatever a text is made of: it ends, and no literal that was put in comes out.
    @Test func noLiteralComesThroughWhateverStandsAroundIt() {
        let pieces = [
            "SELECT", " ", "\n", "'SECRET'", "E'SEC\\'RET'", "$q$SECRET$q$", "name", "\"quoted\"", "--SECRET\n",
            "/*SECRET*/", "(", ")", ",", "=", "$1", "::", "1234567",
        ]
        for seed in UInt64(1)...200 {
            var numbers = SeededNumbers(seed: seed)
            let text = (0..<20).map { _ in pieces[Int.random(in: pieces.indices, using: &numbers)] }
                .joined(separator: " ")

            let shown = StatementText.withoutValues(text)

            #expect(
                !shown.contains("SEC") && !shown.contains("RET") && !shown.contains("1234567"), "seed \(seed): \(text)")
        }
    }
}
