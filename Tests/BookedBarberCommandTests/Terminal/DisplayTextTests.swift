import TestServers
import Testing

@testable import BookedBarberCommand

@Suite("Text for a terminal")
struct DisplayTextTests {
    @Test(
        "takes as many columns as the terminal gives it",
        arguments: [
            ("id", 2), ("", 0), ("床屋", 4), ("ｶﾅ", 2), ("Ｆ", 2), ("e\u{301}", 1), ("각", 2),
            ("\u{1100}\u{1161}\u{11A8}", 2), ("👍", 2), ("👍🏽", 2), ("❤️", 1), ("🇨🇭", 2), ("👨‍👩‍👧", 6), ("…", 1), ("█░", 2),
            ("नि", 2), ("ا", 1),
        ])
    func widths(text: String, columns: Int) {
        #expect(DisplayText(text).columns == columns)
    }

    @Test(
        "can't do anything to the terminal",
        arguments: [
            ("\u{1B}[31mred", "�[31mred"), ("a\u{7}b", "a�b"), ("\u{9B}2J", "�2J"), ("a\r\nb", "a  b"),
            ("a\u{202E}b", "a�b"), ("a\u{2028}b", "a b"), ("a\u{0}b\u{7F}", "a�b�"), ("a\u{200D}b\u{FEFF}", "ab"),
            ("\u{E000}", "�"),
        ])
    func harmless(text: String, shown: String) {
        #expect(DisplayText(text).text == shown)
    }

    @Test("that is too wide is cut before the character that doesn't fit")
    func cut() {
        #expect(DisplayText("appointments", columns: 5).text == "appo…")
        #expect(DisplayText("床屋床屋", columns: 6).text == "床屋…")
        #expect(DisplayText("床屋床屋", columns: 6).columns == 5)
        #expect(DisplayText("床屋", columns: 4).text == "床屋")
        #expect(DisplayText("ab", columns: 0).text == "")
        #expect(DisplayText("ab", columns: 1).text == "…")
    }

    @Test("is filled up to the next column on either side")
    func padded() {
        #expect(DisplayText("床").padded(to: 4) == "床  ")
        #expect(DisplayText("床").padded(to: 4, .right) == "  床")
        #expect(DisplayText("long").padded(to: 2) == "long")
    }

    @Test("of a statement is one line")
    func squeezed() {
        #expect(
            DisplayText(squeezing: "SELECT id,\n\t    name\nFROM users", columns: 80).text
                == "SELECT id, name FROM users")
    }

    @Test("with a pile of accents doesn't run over other lines")
    func piles() {
        let pile = "e" + String(repeating: "\u{301}", count: 50) + "x"

        #expect(DisplayText(pile).text.unicodeScalars.count == 5)
    }

    @Test("of any characters has no control character, and is no wider than asked")
    func anything() {
        var numbers = SeededNumbers.anew(in: "DisplayText")
        for _ in 0..<2000 {
            let text = GeneratedSnapshot.text(&numbers)
            let limit = numbers.number(0...60)

            let shown = DisplayText(text, columns: limit)

            #expect(shown.columns <= limit && DisplayText(shown.text) == shown, "\(text.debugDescription) in \(limit)")
            #expect(isHarmless(shown.text))
        }
    }
}

/// Whether a terminal does nothing but show it.
func isHarmless(_ text: String) -> Bool {
    !text.unicodeScalars.contains {
        [.control, .format, .surrogate, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
}
