import Testing

@testable import BookedBarberCommand

@Suite("A frame on the whole screen")
struct FullScreenTests {
    private let escape = "\u{1B}["

    @Test("clears what is right of each line and below the last one")
    func clears() {
        let frame = FullScreen.frame(["ab", "c"], size: TerminalSize(columns: 4, rows: 3))

        #expect(frame == "\(escape)Hab\(escape)K\r\nc\(escape)K\r\n\(escape)J")
    }

    @Test("clears nothing behind a line that is as wide as the screen: its last character would go")
    func full() {
        let frame = FullScreen.frame(["abcd", "床屋"], size: TerminalSize(columns: 4, rows: 2))

        #expect(frame == "\(escape)Habcd\r\n床屋")
    }

    @Test("draws no more lines than there are rows")
    func tooMany() {
        #expect(FullScreen.frame(["a", "b", "c"], size: TerminalSize(columns: 1, rows: 2)) == "\(escape)Ha\r\nb")
    }
}
