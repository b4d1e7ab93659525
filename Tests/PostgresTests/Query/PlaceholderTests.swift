import Testing

@testable import Postgres

@Suite("Placeholders in a statement's text") struct PlaceholderTests {
    @Test(arguments: [
        ("a = $1 AND b=$12", "a = $6 AND b=$17"), ("$1$2", "$6$7"), ("", ""), ("no", "no"), ("($1)::int", "($6)::int"),
        ("'$1' || $1", "'$1' || $6"), ("'it''s $1' || $1", "'it''s $1' || $6"), ("\"$1\" = $1", "\"$1\" = $6"),
        ("E'\\'$1' || $1", "E'\\'$1' || $6"), ("e'a''\\'$1' || $1", "e'a''\\'$1' || $6"),
        ("'\\' || $1", "'\\' || $6"), ("-- $1\n$1", "-- $1\n$6"),
        ("/* $1 /* $1 */ $1 */ $1", "/* $1 /* $1 */ $1 */ $6"),
        ("$$ $1 $$ || $1", "$$ $1 $$ || $6"), ("$a$ $1 $$ $1 $a$ || $1", "$a$ $1 $$ $1 $a$ || $6"),
        ("foo$1 + $1", "foo$1 + $6"), ("ü$1 + $1", "ü$1 + $6"), ("1-$1", "1-$6"), ("'open $1", "'open $1"),
        ("/* open $1", "/* open $1"), ("$", "$"), ("'\u{301}$1' || $1", "'\u{301}$1' || $6"), ("-$1 / $1", "-$6 / $6"),
    ])
    func areShiftedWhereTheyStandForValues(_ sql: String, _ shifted: String) {
        #expect(Array(Placeholders.shift(sql, by: 5).utf8) == Array(shifted.utf8))
    }
}
