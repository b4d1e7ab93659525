import TestServers
import Testing

@testable import BookedBarberCommand

@Suite("Keys of top")
struct KeyDecoderTests {
    private func keys(_ text: String) -> [TopKey] {
        var decoder = KeyDecoder()
        return decoder.keys(in: text.utf8)
    }

    @Test("are letters, digits and what Ctrl makes of letters")
    func letters() {
        #expect(keys("sp?q") == [.sort, .pause, .help, .quit])
        #expect(keys("14780") == [.section(.all), .section(.alerts), .section(.routes)])
        #expect(keys("\u{3}\u{1A}\u{C}") == [.quit, .suspend, .redraw])
    }

    @Test("are arrows and the like, in both modes of a terminal")
    func arrows() {
        #expect(keys("\u{1B}[A\u{1B}OB\u{1B}[5~\u{1B}[6~") == [.up, .down, .pageUp, .pageDown])
        #expect(keys("\u{1B}[H\u{1B}[4~\u{1B}OF") == [.home, .end, .end])
    }

    @Test("that aren't known mean nothing, and don't hide the next one")
    func unknown() {
        #expect(keys("\u{1B}[15~q") == [.quit])
        #expect(keys("\u{1B}[1;5Cq") == [.quit])
        #expect(keys("xyz床\u{1B}\u{1B}[Bq") == [.down, .quit])
        #expect(keys("\u{1B}q") == [.quit])
        #expect(keys("\u{1B}[999999999999q").count <= 1)
    }

    @Test("are the same however the bytes arrive")
    func pieces() {
        let text = "s\u{1B}[A\u{1B}[5~\u{1B}OBq?\u{1B}[1;5C4"
        var numbers = SeededNumbers.anew(in: "KeyDecoder")
        for _ in 0..<200 {
            var decoder = KeyDecoder()
            var rest = Array(text.utf8)[...]
            var found: [TopKey] = []
            while !rest.isEmpty {
                let count = numbers.number(1...4)
                found += decoder.keys(in: rest.prefix(count))
                rest = rest.dropFirst(count)
            }

            #expect(found == keys(text))
        }
    }
}
